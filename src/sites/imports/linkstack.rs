//! LinkStack's export: the account's fields and its rows of links, with numbers for the kind of button.

use scraper::Html;
use serde_json::Value;

use super::{found::Found, html::plain_text, linktree::text, networks};
use crate::sites::{
    blocks::{Link, Vcard},
    types::ImportPreview,
};

/// Numbers of LinkStack's buttons that are not links.
const HEADING: i64 = 42;
const SPACE: i64 = 43;
const TEXT: i64 = 93;
const ICON: i64 = 94;
const VCARD: i64 = 96;

enum Kind {
    Heading,
    Space,
    Text,
    Icon,
    Vcard,
    Link,
}

/// Reads an export ("all data" or "links only"); also plain lists of objects with a title and an address. `None` when there is
/// no list of links.
pub fn read(json: &Value) -> Option<ImportPreview> {
    let (account, rows) = match json {
        Value::Array(rows) => (&Value::Null, rows),
        _ => {
            let account = json.get("user").filter(|user| user.is_object()).unwrap_or(json);
            let rows = [json, account].into_iter().find_map(|place| place.get("links").and_then(Value::as_array))?;
            (account, rows)
        }
    };
    if !rows.iter().all(Value::is_object) {
        return None;
    }
    let mut rows: Vec<&Value> = rows.iter().collect();
    rows.sort_by_key(|row| number(row, "order").unwrap_or(0));
    let mut found = Found::new(None);
    for row in rows {
        add(&mut found, row);
    }
    if !text(account, &["image_data"]).is_empty() {
        found.skip("The portrait was left out: it lies inside the file. Add it by its address.");
    }
    let title = text(account, &["name", "littlelink_name"]);
    let bio = plain(text(account, &["littlelink_description", "description", "bio"]));
    let source = if account.get("littlelink_name").is_some() || account.get("littlelink_description").is_some() {
        "A LinkStack export"
    } else {
        "A list of links in JSON"
    };
    Some(found.finish(source, title, &bio, text(account, &["image_url", "avatar_url"])))
}

fn add(found: &mut Found, row: &Value) {
    let title = plain(text(row, &["title", "name", "text"]));
    let address = text(row, &["link", "url", "href"]);
    match kind(row) {
        Kind::Heading => found.heading(&title),
        Kind::Space => found.space(),
        Kind::Text => found.text(&title),
        Kind::Icon => found.icon(networks::by_name(&title), address),
        Kind::Vcard => match vcard(&title, address) {
            Some(vcard) => found.vcard(vcard),
            None => found.skip(format!("“{title}” was left out: there is no contact data in it.")),
        },
        Kind::Link if address.is_empty() => found.skip(format!("“{title}” was left out: it leads nowhere.")),
        Kind::Link => {
            let title = title.strip_prefix("default ").unwrap_or(&title);
            found.link(Link { title: capitalised(title), url: completed(address, row), ..Link::default() });
        }
    }
}

/// The contact data of a card, which is JSON inside of the export. `None` when there is none.
fn vcard(title: &str, data: &str) -> Option<Vcard> {
    let data: Value = serde_json::from_str(data).ok()?;
    let joined = |keys: &[&str]| {
        let words = keys.iter().map(|key| text(&data, &[key]).trim()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let first = |keys: &[&str]| text(&data, keys).trim().to_owned();
    let url = first(&["work_url"]);
    let card = Vcard {
        name: joined(&["prefix", "first_name", "middle_name", "last_name", "suffix"]),
        organization: first(&["organization"]),
        phone: first(&["cell_phone", "work_phone", "home_phone"]),
        email: first(&["email", "work_email"]),
        url: if url.is_empty() || url.contains("://") { url } else { format!("https://{url}") },
        note: joined(&["vtitle", "role"]),
        button: title.to_owned(),
    };
    let known = [&card.name, &card.organization, &card.phone, &card.email].into_iter().any(|text| !text.is_empty());
    known.then_some(card)
}

fn kind(row: &Value) -> Kind {
    match text(row, &["type", "button", "button_name"]).to_ascii_lowercase().as_str() {
        "heading" => return Kind::Heading,
        "space" | "spacer" => return Kind::Space,
        "text" => return Kind::Text,
        "icon" => return Kind::Icon,
        "vcard" => return Kind::Vcard,
        _ => {}
    }
    match number(row, "button_id") {
        Some(HEADING) => Kind::Heading,
        Some(SPACE) => Kind::Space,
        Some(TEXT) => Kind::Text,
        Some(ICON) => Kind::Icon,
        Some(VCARD) => Kind::Vcard,
        _ => Kind::Link,
    }
}

/// Mail addresses and telephone numbers stand in exports with and without their scheme.
fn completed(address: &str, row: &Value) -> String {
    let kind = text(row, &["type"]).to_ascii_lowercase();
    if address.contains(':') || address.starts_with('/') {
        address.to_owned()
    } else if address.contains('@') && !address.contains('/') {
        format!("mailto:{address}")
    } else if kind == "telephone" || kind == "phone" {
        format!("tel:{}", address.replace(' ', ""))
    } else {
        address.to_owned()
    }
}

fn number(row: &Value, key: &str) -> Option<i64> {
    let value = row.get(key)?;
    value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
}

/// Predefined buttons are exported under the name of their icon, in small letters.
fn capitalised(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn plain(markup: &str) -> String {
    if markup.contains('<') || markup.contains('&') {
        plain_text(Html::parse_fragment(markup).root_element())
    } else {
        markup.to_owned()
    }
}
