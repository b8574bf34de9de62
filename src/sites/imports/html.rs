//! Link pages as HTML: LittleLink, LinkStack, Linktree and whatever else has links in it.

use scraper::{ElementRef, Html, Node, Selector, node::Element};
use url::Url;

use super::{found::Found, linktree, networks};
use crate::sites::{blocks::Link, types::ImportPreview};

/// Which links of a page are meant for its visitors.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taste {
    /// Only links that look like buttons or icons, by their classes.
    Buttons,
    /// Not in menus, footers and running text.
    Careful,
    /// All.
    Everything,
}

/// Services whose own pages (help, cookies, sign-up) are not the creator's links.
const SERVICES: &[&str] = &[
    "linktr.ee",
    "linktree.com",
    "beacons.ai",
    "bio.link",
    "lnk.bio",
    "campsite.bio",
    "carrd.co",
    "linkstack.org",
    "littlelink.io",
];

/// Reads a page. It never fails; a page without links gives a preview without blocks.
pub fn read(text: &str, address: Option<&Url>) -> ImportPreview {
    let page = Html::parse_document(text);
    if let Some(preview) = embedded(&page) {
        return preview;
    }
    let base = base_of(&page, address);
    let has_buttons = select(&page, "a.button[href]").is_some();
    let tastes: &[Taste] = if has_buttons { &[Taste::Buttons] } else { &[Taste::Careful, Taste::Everything] };
    let title = title_of(&page);
    let mut found = Found::new(base.clone());
    for taste in tastes {
        found = Found::new(base.clone());
        let mut walk = Walk { found: &mut found, taste: *taste, title: &title, base: base.as_ref() };
        walk.children(page.root_element(), Place::default());
        if found.links() > 0 {
            break;
        }
    }
    let linkstack = select(&page, ".button-entrance, .social-icon-div, .description-parent").is_some();
    let source = match (has_buttons, linkstack) {
        (_, true) => "A LinkStack page",
        (true, false) => "A LittleLink page",
        _ => "A web page",
    };
    found.finish(source, &title, &bio_of(&page), &avatar_of(&page))
}

/// The words of an element and all inside it, without scripts and styles.
pub(super) fn plain_text(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    gather(element, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if !matches!(inner.name(), "script" | "style" | "svg" | "template" | "noscript") => {
                if let Some(inner) = ElementRef::wrap(child) {
                    let block = !matches!(inner.value().name(), "a" | "b" | "strong" | "em" | "i" | "span" | "small");
                    if block {
                        out.push(' ');
                    }
                    gather(inner, out);
                    if block {
                        out.push(' ');
                    }
                }
            }
            _ => {}
        }
    }
}

/// Where in the page the walk is.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Inside of a menu or a footer.
    margin: bool,
    /// Inside of a paragraph that says more than its link.
    prose: bool,
}

struct Walk<'a> {
    found: &'a mut Found,
    taste: Taste,
    title: &'a str,
    base: Option<&'a Url>,
}

impl Walk<'_> {
    fn children(&mut self, element: ElementRef<'_>, place: Place) {
        for child in element.children().filter_map(ElementRef::wrap) {
            self.element(child, place);
        }
    }

    fn element(&mut self, element: ElementRef<'_>, mut place: Place) {
        let tag = element.value();
        if is_hidden(tag) {
            return;
        }
        match tag.name() {
            "script" | "style" | "template" | "noscript" | "svg" | "head" => return,
            "nav" | "footer" => place.margin = true,
            "p" => place.prose = is_prose(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if select_in(element, "a[href]").is_none() => {
                let text = plain_text(element);
                if !place.margin && text != self.title {
                    self.found.heading(&text);
                }
                return;
            }
            "a" => return self.anchor(element, place),
            _ => {}
        }
        self.children(element, place);
    }

    fn anchor(&mut self, element: ElementRef<'_>, place: Place) {
        let Some(address) = element.value().attr("href") else { return };
        let title = label_of(element);
        let url = Url::parse(address.trim()).ok();
        let profile = url.as_ref().is_some_and(|url| networks::of(url).is_some() && networks::is_profile(url));
        let taken = match self.taste {
            Taste::Buttons => has_class(element.value(), "button") || is_icon_class(element.value()),
            Taste::Careful => (!place.margin && !place.prose) || (place.margin && profile),
            Taste::Everything => true,
        };
        if !taken || url.as_ref().is_some_and(|url| self.is_service(url)) {
            return;
        }
        if is_icon_class(element.value()) && profile {
            return self.found.icon(None, address);
        }
        // A label that only an image or a reader of screens has does not hide that this is an icon.
        let words = plain_text(element);
        if words.is_empty() && profile {
            return self.found.icon(None, address);
        }
        let picture = select_in(element, "img[src]").and_then(|image| image.value().attr("src"));
        let picture =
            picture.filter(|src| self.taste != Taste::Buttons && !src.starts_with("data:")).unwrap_or_default();
        self.found.link(Link {
            title,
            url: address.to_owned(),
            description: String::new(),
            thumbnail_url: picture.to_owned(),
        });
    }

    /// A page of the service that shows the link page, on that service.
    fn is_service(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let host = host.trim_start_matches("www.");
        let here = self.base.and_then(Url::host_str).map(|host| host.trim_start_matches("www."));
        SERVICES.contains(&host) && here.is_none_or(|here| SERVICES.contains(&here))
    }
}

/// What `__NEXT_DATA__` or a similar script says.
fn embedded(page: &Html) -> Option<ImportPreview> {
    let script = select(page, "script#__NEXT_DATA__")?;
    let json = serde_json::from_str(&script.text().collect::<String>()).ok()?;
    linktree::read_json(&json).filter(|preview| !preview.blocks.is_empty())
}

fn base_of(page: &Html, address: Option<&Url>) -> Option<Url> {
    let declared = select(page, "base[href]").and_then(|base| base.value().attr("href"));
    let declared = declared.and_then(|href| match address {
        Some(address) => address.join(href).ok(),
        None => Url::parse(href).ok(),
    });
    // A page saved as a file often still says where it was.
    let canonical = select(page, "link[rel=canonical][href]").and_then(|link| link.value().attr("href"));
    let canonical = canonical.or_else(|| meta(page, "og:url"));
    declared.or_else(|| address.cloned()).or_else(|| canonical.and_then(|href| Url::parse(href).ok()))
}

fn title_of(page: &Html) -> String {
    let heading = || select(page, "h1").map(plain_text).filter(|text| !text.is_empty());
    let document = || select(page, "title").map(plain_text).unwrap_or_default();
    let title = meta(page, "og:title").map(str::to_owned).or_else(heading).unwrap_or_else(document);
    let title = title.split(" | Linktree").next().unwrap_or_default();
    title.split(" - Linktree").next().unwrap_or_default().trim().to_owned()
}

fn bio_of(page: &Html) -> String {
    let shown = || select(page, ".description-parent").map(plain_text).filter(|text| !text.is_empty());
    let told = meta(page, "description").or_else(|| meta(page, "og:description")).map(str::to_owned);
    shown().or(told).filter(|text| !text.starts_with("Linktree.")).unwrap_or_default()
}

fn avatar_of(page: &Html) -> String {
    let shown = || select(page, "img.avatar[src], img#avatar[src], img.rounded-avatar[src]");
    let shown = || shown().and_then(|image| image.value().attr("src")).filter(|src| !src.starts_with("data:"));
    meta(page, "og:image").or_else(shown).unwrap_or_default().to_owned()
}

fn meta<'a>(page: &'a Html, name: &str) -> Option<&'a str> {
    let found = select(page, &format!("meta[property=\"{name}\"][content], meta[name=\"{name}\"][content]"));
    found.and_then(|element| element.value().attr("content")).map(str::trim).filter(|text| !text.is_empty())
}

fn select<'a>(page: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    Selector::parse(selector).ok().and_then(|selector| page.select(&selector).next())
}

fn select_in<'a>(element: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    Selector::parse(selector).ok().and_then(|selector| element.select(&selector).next())
}

/// The words of a link: what is shown, else what is read aloud, else the name of its picture.
fn label_of(element: ElementRef<'_>) -> String {
    let shown = plain_text(element);
    if !shown.is_empty() {
        return shown;
    }
    let said = ["aria-label", "title"].into_iter().find_map(|name| element.value().attr(name));
    let pictured = || select_in(element, "img[alt]").and_then(|image| image.value().attr("alt"));
    said.or_else(pictured).unwrap_or_default().trim().to_owned()
}

fn is_prose(paragraph: ElementRef<'_>) -> bool {
    let all = plain_text(paragraph).chars().filter(|c| c.is_alphanumeric()).count();
    let links = Selector::parse("a").map_or(0, |selector| {
        let texts = paragraph.select(&selector).map(plain_text);
        texts.map(|text| text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
    });
    all > links
}

fn has_class(element: &Element, class: &str) -> bool {
    element.classes().any(|own| own == class)
}

fn is_icon_class(element: &Element) -> bool {
    element.classes().any(|class| class.starts_with("social"))
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    element.attr("hidden").is_some() || style.contains("display:none")
}
