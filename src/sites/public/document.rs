//! The document of a public page: one file with its styles inside and no script that runs.

use axum::http::HeaderValue;
use data_encoding::BASE64;
use leptos::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::capture;
use crate::{
    kernel::{id::BlockId, picture::PictureAddress},
    server::html,
    sites::{
        blocks::BlockContent,
        custom_css, looks,
        publishing::Snapshot,
        themes,
        types::{is_safe_picture, is_safe_url},
        view::{BioPage, CaptureState, PageBlock, PageModel, direction},
    },
};

/// A rendered page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The HTML.
    pub html: bytes::Bytes,
    /// Changes whenever the HTML does.
    pub etag: HeaderValue,
    /// What the page may load.
    pub policy: HeaderValue,
}

/// What search engines, shares and browsers are told.
struct Facts {
    title: String,
    description: String,
    url: String,
    image: String,
    drawn: bool,
    icon: String,
    language: String,
    bar: String,
    data: String,
}

/// Renders a published page. `url` is its own address, `share` that of its picture; `form` says how sending one of its
/// forms went.
pub fn render(snapshot: &Snapshot, url: &str, share: &str, form: Option<(BlockId, CaptureState)>) -> Document {
    let style = style_sheet(snapshot);
    let sources = sources(&style);
    let facts = facts(snapshot, url, share);
    let page = PageModel {
        title: snapshot.title.clone(),
        bio: snapshot.bio.clone(),
        avatar_url: snapshot.avatar_url.clone(),
        theme: snapshot.theme.clone(),
        look: snapshot.look.clone(),
        language: facts.language.clone(),
        blocks: snapshot
            .blocks()
            .into_iter()
            .map(|(block, codes)| PageBlock { block, hrefs: codes.iter().map(|code| format!("/l/{code}")).collect() })
            .collect(),
        capture_action: Some(capture::ACTION.to_owned()),
        capture_state: form,
        report: Some(report_path(url)),
        preview: false,
    };
    let html = html::document(move || whole(facts, style, page)).0;
    let etag = format!("W/\"{}\"", &hash(html.as_bytes())[..22].replace(['+', '/'], "-"));
    let policy = format!(
        "default-src 'none'; {sources}; img-src https: http: data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    Document {
        html: html.into(),
        etag: HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("W/\"\"")),
        policy: HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
    }
}

/// Everything that the page's one style element holds: the theme, the look, and the creator's own CSS.
fn style_sheet(snapshot: &Snapshot) -> String {
    let own = custom_css::compile(&snapshot.look.css, custom_css::Scope::Page);
    [themes::style_sheet(&snapshot.theme), &looks::sheet(&snapshot.theme, &snapshot.look), &own.css].concat()
}

/// What the page may load for its style: exactly this sheet, and our own typefaces if it names any.
fn sources(style: &str) -> String {
    let fonts = if style.contains("@font-face") { "; font-src 'self'" } else { "" };
    format!("style-src 'sha256-{}'{fonts}", hash(style.as_bytes()))
}

fn whole(facts: Facts, style: String, page: PageModel) -> impl IntoView {
    view! {
        <html lang=facts.language.clone() dir=direction(&facts.language)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{facts.title.clone()}</title>
                <meta name="theme-color" content=facts.bar.clone() />
                <link rel="canonical" href=facts.url.clone() />
                <link rel="icon" href=facts.icon.clone() />
                <Share facts=&facts />
                <style>{style}</style>
                <script type="application/ld+json">{facts.data.clone()}</script>
            </head>
            <body>
                <BioPage page />
            </body>
        </html>
    }
}

/// What other sites show when the page is shared.
#[component]
fn Share<'a>(facts: &'a Facts) -> impl IntoView {
    let description = (!facts.description.is_empty()).then(|| facts.description.clone());
    view! {
        {description.clone().map(|text| view! { <meta name="description" content=text /> })}
        {property("og:type", "profile".to_owned())}
        {property("og:title", facts.title.clone())}
        {description.map(|text| property("og:description", text))}
        {property("og:url", facts.url.clone())}
        {property("og:locale", facts.language.replace('-', "_"))}
        {property("og:image", facts.image.clone())}
        {facts.drawn.then(|| (property("og:image:width", "1200".to_owned()), property("og:image:height", "630".to_owned())))}
        <meta name="twitter:card" content="summary_large_image" />
    }
}

/// A line of the Open Graph; `view!` does not know this attribute.
fn property(name: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", name).content(content)
}

fn facts(snapshot: &Snapshot, url: &str, share: &str) -> Facts {
    let first =
        |texts: [&str; 2]| texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().trim().to_owned();
    let title = first([&snapshot.seo_title, &snapshot.title]);
    let description =
        first([&snapshot.seo_description, &snapshot.bio]).split_whitespace().collect::<Vec<_>>().join(" ");
    let picture = |address: &str| {
        let address = address.trim();
        is_safe_picture(address).then(|| absolute(url, address))
    };
    let (chosen, avatar) = (picture(&snapshot.share_image_url), picture(&snapshot.avatar_url));
    let small = PictureAddress::parse(snapshot.avatar_url.trim()).map(|picture| picture.at_least(1));
    let language = language(&snapshot.language);
    Facts {
        icon: small.or_else(|| avatar.clone()).unwrap_or_else(|| letter_icon(&snapshot.title)),
        data: structured(snapshot, url, &description, avatar.as_deref().or(chosen.as_deref()), &language),
        bar: looks::bar(themes::find(&snapshot.theme), &snapshot.look),
        url: url.to_owned(),
        title,
        description,
        drawn: chosen.is_none(),
        image: chosen.unwrap_or_else(|| share.to_owned()),
        language,
    }
}

/// Where a page is reported: `/@ada/shop` at `/report/ada/shop`.
fn report_path(page: &str) -> String {
    let path = url::Url::parse(page).map(|url| url.path().to_owned()).unwrap_or_default();
    path.replacen("/@", "/report/", 1)
}

/// The address of a picture with the host: other sites do not know ours.
fn absolute(page: &str, picture: &str) -> String {
    let joined = url::Url::parse(page).and_then(|page| page.join(picture));
    joined.map_or_else(|_| picture.to_owned(), |url| url.to_string())
}

/// A language tag that may stand in an attribute; English when it is none.
fn language(tag: &str) -> String {
    let tag = tag.trim().replace('_', "-");
    let plain = !tag.is_empty() && tag.len() <= 35 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain { tag } else { "en".to_owned() }
}

/// The page as data for search engines (schema.org, ProfilePage). No `<` can end the script that it stands in.
fn structured(snapshot: &Snapshot, url: &str, description: &str, image: Option<&str>, language: &str) -> String {
    let profiles: Vec<String> = snapshot
        .blocks()
        .into_iter()
        .filter_map(|(block, _)| match block.content {
            BlockContent::Social(social) => Some(social.profiles),
            _ => None,
        })
        .flatten()
        .map(|profile| profile.url.trim().to_owned())
        .filter(|url| is_safe_url(url, false))
        .collect();
    let mut person = json!({ "@type": "Person", "name": snapshot.title, "url": url });
    if !description.is_empty() {
        person["description"] = json!(description);
    }
    if let Some(image) = image {
        person["image"] = json!(image);
    }
    if !profiles.is_empty() {
        person["sameAs"] = json!(profiles);
    }
    let data = json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": language,
        "mainEntity": person,
    });
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The first letter of the name, for browsers' tabs.
fn letter_icon(title: &str) -> String {
    let letter = title.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"8\" \
         fill=\"#262a36\"/><text x=\"16\" y=\"22\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"17\" \
         fill=\"#fff\">{letter}</text></svg>"
    );
    format!("data:image/svg+xml;base64,{}", BASE64.encode(svg.as_bytes()))
}

fn hash(bytes: &[u8]) -> String {
    BASE64.encode(&Sha256::digest(bytes))
}
