//! Linktree-like pages keep everything they show as JSON in the page: account, icons, links and headings.

use serde_json::Value;

use super::{found::Found, networks};
use crate::sites::{blocks::Link, types::ImportPreview};

/// How deep groups may be nested.
const DEPTH: usize = 4;

/// Reads the document of a page's `__NEXT_DATA__` script, or an account that was saved on its own. `None` when it is
/// something else.
pub fn read_json(json: &Value) -> Option<ImportPreview> {
    let page = json.pointer("/props/pageProps").unwrap_or(json);
    let account = page.get("account").filter(|account| account.is_object());
    // An account tells these exports from others that also have a list called `links`.
    let holder = account.or_else(|| page.get("pageTitle").map(|_| page))?;
    let links = [page, holder]
        .into_iter()
        .find_map(|place| ["links", "allLinks"].into_iter().find_map(|key| place.get(key).and_then(Value::as_array)))?;
    let mut found = Found::new(None);
    let icons = [holder, page].into_iter().find_map(|place| place.get("socialLinks").and_then(Value::as_array));
    let at_bottom = text(holder, &["socialLinksPosition"]) == "BOTTOM";
    if !at_bottom {
        add_icons(&mut found, icons);
    }
    add_links(&mut found, links, DEPTH);
    if at_bottom {
        add_icons(&mut found, icons);
    }
    let title = text(holder, &["pageTitle", "displayName", "username"]);
    let bio = text(holder, &["description", "bio"]);
    let avatar = text(holder, &["profilePictureUrl", "customAvatar", "avatar"]);
    Some(found.finish("A Linktree page", title, bio, avatar))
}

fn add_icons(found: &mut Found, icons: Option<&Vec<Value>>) {
    for icon in icons.into_iter().flatten().filter(|icon| is_on(icon)) {
        let network = networks::by_name(text(icon, &["type", "platform"]));
        let address = text(icon, &["url"]);
        if address.contains('@') && !address.contains(':') {
            found.icon(network, &format!("mailto:{address}"));
        } else {
            found.icon(network, address);
        }
    }
}

fn add_links(found: &mut Found, links: &[Value], depth: usize) {
    for item in links {
        let title = text(item, &["title", "name", "label"]);
        if !is_on(item) {
            found.skip(format!("“{}” was left out: it is switched off on the page.", title.trim()));
            continue;
        }
        let children = ["links", "children"].into_iter().find_map(|key| item.get(key).and_then(Value::as_array));
        let address = text(item, &["url", "href"]);
        let kind = text(item, &["type"]).to_ascii_uppercase();
        match (kind.as_str(), children) {
            ("HEADER" | "HEADING", _) => found.heading(title),
            ("TEXT", _) if address.is_empty() => found.text(title),
            (_, Some(children)) if !children.is_empty() && depth > 0 => {
                found.heading(title);
                add_links(found, children, depth - 1);
            }
            _ if address.is_empty() && !title.trim().is_empty() => {
                found.skip(format!("“{}” was left out: it leads nowhere.", title.trim()));
            }
            _ => {
                let link = Link {
                    title: title.to_owned(),
                    url: address.to_owned(),
                    description: text(item, &["description", "subtitle"]).to_owned(),
                    thumbnail_url: thumbnail(item).to_owned(),
                };
                if plays(&kind) { found.embed(link) } else { found.link(link) }
            }
        }
    }
}

/// Whether a link of this kind is a player on the page.
fn plays(kind: &str) -> bool {
    let players = ["VIDEO", "MUSIC", "PODCAST", "YOUTUBE", "VIMEO", "SPOTIFY", "SOUNDCLOUD"];
    players.iter().any(|player| kind.contains(player))
}

fn is_on(item: &Value) -> bool {
    !["enabled", "isActive", "active"].iter().any(|key| item.get(key) == Some(&Value::Bool(false)))
}

fn thumbnail(item: &Value) -> &str {
    let inside = item.pointer("/modifiers/thumbnailUrl").and_then(Value::as_str);
    inside.unwrap_or_else(|| text(item, &["thumbnail", "thumbnailUrl"]))
}

/// The first of some fields that is text and not empty.
pub(super) fn text<'a>(value: &'a Value, keys: &[&str]) -> &'a str {
    let mut texts = keys.iter().filter_map(|key| value.get(key).and_then(Value::as_str));
    texts.find(|text| !text.trim().is_empty()).unwrap_or_default()
}
