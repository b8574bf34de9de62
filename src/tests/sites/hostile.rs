//! Whatever people type is text on the public page: no script, no attribute that breaks out, no address that runs.

use mewayz::{
    kernel::FieldErrors,
    sites::{
        blocks::{
            Afterwards, BlockContent, Booking, Broken, Capture, Contact, Countdown, Coupon, Divider, Embed, Faq,
            Gallery, Heading, Image, Link, Map, Network, Profile, Question, Ruler, Shot, Social, Testimonial,
            Testimonials, Text, TipJar, Vcard,
        },
        public::Asked,
        publishing::{Snapshot, SnapshotBlock},
        types::{Block, BlockRules, Look, SiteOptions},
        view::{CaptureState, Returned},
    },
};
use proptest::{prelude::*, sample::select};
use scraper::{ElementRef, Html};

use super::make::every_kind;

/// Where the picture for shares is.
const SHARE: &str = "https://mewayz.test/share/x/1.png";

/// Texts that have broken other pages.
const TRICKS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "<!--<script>",
    "-->",
    "]]>",
    "<![CDATA[",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.test",
    "/\\evil.test",
    "https://example.com/\"onclick=\"alert(1)",
    "https://example.com/'><script>alert(1)</script>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&quot;",
    "{{7*7}}",
    "${7*7}",
    "\u{2028}",
    "\u{0}",
    "\u{202e}",
    "\u{feff}<",
    "en\" onload=\"alert(1)",
    "paper\"><script>",
    "`",
    "\\",
    "</body></html>",
];

/// A trick, some letters around it, or anything at all.
fn hostile() -> impl Strategy<Value = String> {
    let trick = || select(TRICKS).prop_map(str::to_owned);
    prop_oneof![
        4 => trick(),
        3 => (trick(), trick()).prop_map(|(one, two)| format!("{one}{two}")),
        2 => (".{0,12}", trick(), ".{0,12}").prop_map(|(before, inside, after)| format!("{before}{inside}{after}")),
        1 => ".{0,60}",
    ]
}

/// A block of any kind with hostile texts in every field.
fn content() -> impl Strategy<Value = BlockContent> {
    let texts = prop::array::uniform5(hostile());
    (0..20u8, texts).prop_map(|(kind, [a, b, c, d, e])| match kind {
        0 => BlockContent::Link(Link { title: a, url: b, description: c, thumbnail_url: d }),
        1 => BlockContent::Heading(Heading { text: a }),
        2 => BlockContent::Text(Text { text: format!("{a}\n\n{b}\n{c}") }),
        3 => BlockContent::Image(Image { url: a, alt: b, link: c }),
        4 => {
            let networks = [Network::Email, Network::Website, Network::Mastodon];
            let profiles = networks.into_iter().zip([a, b, c]).map(|(network, url)| Profile { network, url });
            BlockContent::Social(Social { profiles: profiles.collect() })
        }
        5 => BlockContent::Capture(Capture { title: a, description: b, button: c, thanks: d, consent: e }),
        6 => BlockContent::Broken(Broken { kind: a, version: 1, data: b }),
        kind => further(kind, [a, b, c, d, e]),
    })
}

/// The same for the kinds that came later. Addresses of players and coordinates are sometimes right, so that something shows.
fn further(kind: u8, [a, b, c, d, e]: [String; 5]) -> BlockContent {
    match kind {
        7 => BlockContent::Gallery(Gallery {
            pictures: vec![Shot { url: a, alt: b }, Shot { url: c, alt: d }],
            columns: 3,
        }),
        8 => BlockContent::Embed(Embed { url: a, title: b }),
        9 => BlockContent::Embed(Embed { url: format!("https://youtu.be/dQw4w9WgXcQ?{a}"), title: b }),
        10 => BlockContent::Embed(Embed { url: format!("https://soundcloud.com/{a}/{b}"), title: c }),
        11 => BlockContent::Contact(Contact { title: a, description: b, button: c, thanks: d, notice: e }),
        12 => BlockContent::Countdown(Countdown {
            title: a,
            until: "2999-12-31T20:00".to_owned(),
            zone: if b.len() % 2 == 0 { "Asia/Kolkata".to_owned() } else { b },
            afterwards: Afterwards::Text,
            over: c,
        }),
        13 => BlockContent::Faq(Faq {
            questions: vec![Question { question: a, answer: b }, Question { question: c, answer: d }],
        }),
        14 => BlockContent::Vcard(Vcard { name: a, organization: b, button: c, url: d, email: e, ..Vcard::default() }),
        15 => BlockContent::Map(Map { title: a, address: b, coordinates: c }),
        16 => BlockContent::Map(Map { title: a, address: b, coordinates: "54.3233, 10.1228".to_owned() }),
        17 => BlockContent::Testimonials(Testimonials {
            testimonials: vec![Testimonial { quote: a, name: b, role: c, picture_url: d }],
        }),
        18 => BlockContent::TipJar(TipJar { title: a, text: b, url: c }),
        _ if a.len() % 3 == 0 => BlockContent::Booking(Booking { title: a, text: b, url: c }),
        _ if a.len() % 3 == 1 => BlockContent::Coupon(Coupon { title: a, text: b }),
        _ => BlockContent::Divider(Divider { ruler: Ruler::Line }),
    }
}

fn snapshot(texts: [String; 8], contents: Vec<BlockContent>) -> Snapshot {
    let [title, bio, avatar_url, theme, language, seo_title, seo_description, share_image_url] = texts;
    let blocks = contents
        .into_iter()
        .map(|content| SnapshotBlock {
            id: mewayz::kernel::id::BlockId::new(),
            kind: content.kind().to_owned(),
            version: content.version(),
            rules: BlockRules::default(),
            data: content.to_stored(),
            codes: content.targets().iter().map(|_| "abcdefghi".to_owned()).collect(),
        })
        .collect();
    let (look, options) = (Look::default(), SiteOptions::default());
    Snapshot {
        title,
        bio,
        avatar_url,
        theme,
        look,
        options,
        language,
        seo_title,
        seo_description,
        share_image_url,
        blocks,
    }
}

/// Attributes that the page uses itself; anything else broke out of a value.
const ATTRIBUTES: &[&str] = &[
    "action",
    "allow",
    "alt",
    "aria-describedby",
    "aria-hidden",
    "aria-invalid",
    "aria-label",
    "autocomplete",
    "charset",
    "class",
    "content",
    "cx",
    "cy",
    "d",
    "datetime",
    "decoding",
    "dir",
    "download",
    "fill",
    "for",
    "height",
    "href",
    "id",
    "lang",
    "loading",
    "maxlength",
    "method",
    "name",
    "points",
    "property",
    "r",
    "referrerpolicy",
    "rel",
    "required",
    "role",
    "rows",
    "rx",
    "ry",
    "src",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "style",
    "tabindex",
    "title",
    "transform",
    "type",
    "value",
    "viewbox",
    "width",
    "x",
    "x1",
    "x2",
    "xmlns",
    "y",
    "y1",
    "y2",
];
/// Elements that the page is made of.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "body",
    "button",
    "circle",
    "details",
    "div",
    "ellipse",
    "figcaption",
    "figure",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "p",
    "path",
    "polygon",
    "polyline",
    "rect",
    "script",
    "section",
    "small",
    "span",
    "style",
    "summary",
    "svg",
    "textarea",
    "time",
    "title",
    "ul",
];

/// What is wrong with a page, in words; nothing for a good one.
fn faults(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut out = Vec::new();
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        if !ELEMENTS.contains(&name) {
            out.push(format!("an element <{name}>"));
        }
        if name == "iframe" && !element.attr("src").is_some_and(|src| src.starts_with("/embed/")) {
            out.push(format!("a frame of a stranger: {}", element.html()));
        }
        if name == "script" && element.attr("type") != Some("application/ld+json") {
            out.push(format!("a script: {}", element.html()));
        }
        if name == "script" && serde_json::from_str::<serde_json::Value>(&element.text().collect::<String>()).is_err() {
            out.push(format!("data that cannot be read: {}", element.html()));
        }
        for (attribute, value) in element.value().attrs() {
            if !ATTRIBUTES.contains(&attribute.to_ascii_lowercase().as_str()) {
                out.push(format!("an attribute {attribute} on <{name}>"));
            }
            if matches!(attribute, "href" | "src" | "action") && !safe_address(name, value) {
                out.push(format!("{attribute}={value:?} on <{name}>"));
            }
            if attribute == "style" {
                out.push(format!("a style on <{name}>: {value}"));
            }
        }
    }
    let count = |name: &str| {
        page.root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|element| element.value().name() == name)
            .count()
    };
    for name in ["script", "style", "title", "main", "h1"] {
        if count(name) != 1 {
            out.push(format!("{} times <{name}>", count(name)));
        }
    }
    out
}

fn safe_address(element: &str, value: &str) -> bool {
    let ours = value.starts_with('/') && !value.starts_with("//") && !value.contains('\\');
    let icon = element == "link" && value.starts_with("data:image/svg+xml;base64,");
    let parsed = url::Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto" | "tel"));
    ours || icon || parsed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_stays_text(texts in prop::array::uniform8(hostile()), contents in prop::collection::vec(content(), 0..7), typed in hostile()) {
        let snapshot = snapshot(texts, contents);
        let form = snapshot.blocks.iter().find(|block| matches!(&*block.kind, "capture" | "contact")).map(|block| {
            let failed = CaptureState::Failed { message: typed.clone(), email: typed.clone() };
            let mut errors = FieldErrors::default();
            ["", "name", "message"].iter().for_each(|field| errors.add(field, typed.clone()));
            let (name, email, message) = (typed.clone(), typed.clone(), typed.clone());
            let returned = CaptureState::Returned(Box::new(Returned { errors, name, email, message }));
            (block.id, if block.kind == "capture" { failed } else { returned })
        });
        let page = {
            let asked = Asked { form, share: SHARE, ..Asked::at("https://mewayz.test/@studio", mewayz::kernel::time::now()) };
            mewayz::sites::public::render(&snapshot, &asked)
        };
        let html = String::from_utf8(page.html.to_vec()).expect("UTF-8");
        let found = faults(&html);
        prop_assert!(found.is_empty(), "{found:#?}\n{html}");
    }
}

#[test]
fn a_page_that_is_broken_into_is_noticed() {
    let fine = |inside: &str| {
        format!(
            "<html><head><title>t</title><style>a</style><script type=\"application/ld+json\">{{}}</script></head><body><main><h1>x</h1>{inside}</main></body></html>"
        )
    };
    assert_eq!(faults(&fine("<a href=\"https://example.com\">x</a>")), Vec::<String>::new());
    for planted in [
        "<script>alert(1)</script>",
        "<p onclick=\"x\">x</p>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<img src=\"data:text/html,x\">",
        "<iframe></iframe>",
        "<p style=\"position:fixed\">x</p>",
        "<a href=\"//evil.test\">x</a>",
    ] {
        assert!(!faults(&fine(planted)).is_empty(), "{planted}");
    }
}

#[test]
fn text_is_shown_as_it_was_typed() {
    let text = "<b>1 < 2 & \"3\" 'x' \u{202e}</b>";
    let blocks: Vec<Block> = every_kind(text, "https://example.com/");
    let texts = std::array::from_fn(|_| text.to_owned());
    let snapshot = snapshot(texts, blocks.into_iter().map(|block| block.content).collect());
    let page = mewayz::sites::public::render(
        &snapshot,
        &Asked { share: SHARE, ..Asked::at("https://mewayz.test/@studio", mewayz::kernel::time::now()) },
    );
    let page = Html::parse_document(std::str::from_utf8(&page.html).unwrap());
    let all: String = page.root_element().text().collect();
    assert!(all.matches(text).count() >= 8, "{all}");
}
