//! The document of a public page: one file with its styles inside and no script that runs.

use std::{collections::BTreeSet, io::Write, sync::OnceLock};

use axum::http::HeaderValue;
use data_encoding::BASE64;
use leptos::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{capture, in_app, message, stamps};
use crate::{
    kernel::{id::BlockId, picture::PictureAddress, time::Time},
    server::{config::Secrets, html},
    sites::{
        blocks::{BlockContent, Faq, Style},
        custom_css, fonts, looks,
        publishing::Snapshot,
        styles, themes,
        translations::Alternate,
        types::{Block, Gate, Visibility, is_safe_picture, is_safe_url},
        view::{BioPage, CaptureState, MessageForm, PageBlock, PageModel, direction},
    },
};

/// How hard brotli tries, of 11: the last two levels take many times longer for a few bytes.
const QUALITY: u32 = 9;
/// How far back it looks: 2 to this power bytes.
const WINDOW: u32 = 18;

/// A rendered page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The HTML. Where it is stamped, [`Document::body`] is what is sent.
    pub html: bytes::Bytes,
    /// Its contact forms want to know when it was sent, so nobody may keep it.
    pub stamped: bool,
    /// Changes whenever the HTML does.
    pub etag: HeaderValue,
    /// What the page may load.
    pub policy: HeaderValue,
    /// From this instant on the page is another one.
    pub valid_until: Option<Time>,
    /// The HTML as brotli, once somebody took it.
    brotli: OnceLock<bytes::Bytes>,
}

/// What a page depends on besides what was published.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Its own address.
    pub url: &'a str,
    /// The address of its picture for shares.
    pub share: &'a str,
    /// When.
    pub now: Time,
    /// It is opened inside of another app.
    pub in_app: bool,
    /// The same page in other languages, with their whole addresses and this one among them; the first is for everybody else.
    pub alternates: Vec<Alternate>,
    /// How sending one of its forms went.
    pub form: Option<(BlockId, CaptureState)>,
}

impl<'a> Asked<'a> {
    /// A page by itself.
    pub fn at(url: &'a str, now: Time) -> Self {
        Self { url, share: "", now, in_app: false, alternates: Vec::new(), form: None }
    }
}

impl Document {
    /// What is sent now.
    pub fn body(&self, secrets: &Secrets) -> bytes::Bytes {
        if self.stamped { stamps::fill(&self.html, secrets) } else { self.html.clone() }
    }

    /// What is sent to a browser that takes brotli: compressed once for all of them. Nothing for a page that is stamped.
    pub fn brotli(&self) -> Option<bytes::Bytes> {
        let compress = || {
            let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, QUALITY, WINDOW);
            // Memory takes everything.
            let _ = out.write_all(&self.html);
            out.into_inner().into()
        };
        (!self.stamped).then(|| self.brotli.get_or_init(compress).clone())
    }
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
    hidden: bool,
    alternates: Vec<Alternate>,
    in_app: bool,
    fonts: Vec<String>,
}

/// Renders a published page.
pub fn render(snapshot: &Snapshot, asked: &Asked<'_>) -> Document {
    let (blocks, valid_until) = snapshot.shown(asked.now);
    let contents = || blocks.iter().map(|(block, _)| &block.content);
    let style = style_sheet(snapshot, styles::of(contents()));
    let frames: BTreeSet<&str> = contents().filter_map(BlockContent::frame).collect();
    let stamped = contents().any(|content| matches!(content, BlockContent::Contact(_)));
    let facts = facts(snapshot, &blocks, asked);
    let page = PageModel {
        title: snapshot.title.clone(),
        bio: snapshot.bio.clone(),
        avatar_url: snapshot.avatar_url.clone(),
        theme: snapshot.theme.clone(),
        look: snapshot.look.clone(),
        language: facts.language.clone(),
        blocks: blocks
            .into_iter()
            .map(|(block, codes)| PageBlock { block, hrefs: codes.iter().map(|code| format!("/l/{code}")).collect() })
            .collect(),
        now: asked.now,
        message_form: Some(MessageForm { action: message::ACTION.to_owned(), stamp: stamps::place() }),
        capture_action: Some(capture::ACTION.to_owned()),
        capture_state: asked.form.clone(),
        report: Some(report_path(asked.url)),
        preview: false,
    };
    let html = {
        let style = style.clone();
        html::document(move || whole(facts, style, page)).0
    };
    Document { stamped, valid_until, ..finish(html, &style, &frames) }
}

/// The question for the password of a page, in the page's theme. It tells nothing of what is behind, so the creator's own
/// CSS, which may hold words, is left out.
pub fn question(snapshot: &Snapshot, wrong: Option<String>) -> Document {
    let style = designed(snapshot, styles::with(&[Style::Card, Style::Form]));
    let theme = themes::find(&snapshot.theme);
    let (sheet, bar) = (style.clone(), looks::bar(theme, &snapshot.look));
    let html = html::document(move || {
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="robots" content="noindex" />
                    <title>"This page has a password"</title>
                    <meta name="theme-color" content=bar />
                    <style>{sheet}</style>
                </head>
                <body>
                    <div class=format!("bio theme-{}{}", theme.key, looks::classes(&snapshot.look))>
                        <main class="bio-page"><Question wrong /></main>
                    </div>
                </body>
            </html>
        }
    });
    finish(html.0, &style, &BTreeSet::new())
}

#[component]
fn Question(wrong: Option<String>) -> impl IntoView {
    let is_wrong = wrong.is_some();
    let wrong = wrong.map(|wrong| view! { <p class="bio-wrong" id="wrong" role="alert">{wrong}</p> });
    view! {
        <header class="bio-head">
            <h1 class="bio-title">"This page has a password"</h1>
            <p class="bio-about">"Ask its owner for it, then enter it to see the page."</p>
        </header>
        <section class="bio-card">
            <form class="bio-card-form" method="post">
                <label for="password">"Password"</label>
                <div class="bio-row">
                    <input
                        id="password"
                        name="password"
                        type="password"
                        required
                        maxlength="200"
                        autocomplete="off"
                        aria-invalid=is_wrong.then_some("true")
                        aria-describedby=is_wrong.then_some("wrong")
                    />
                    <button class="bio-go">"Open page"</button>
                </div>
                {wrong}
            </form>
        </section>
    }
}

fn finish(html: String, style: &str, frames: &BTreeSet<&str>) -> Document {
    let etag = format!("W/\"{}\"", &hash(html.as_bytes())[..22].replace(['+', '/'], "-"));
    let policy = policy(style, frames);
    Document {
        html: html.into(),
        stamped: false,
        etag: HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("W/\"\"")),
        policy: HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
        valid_until: None,
        brotli: OnceLock::new(),
    }
}

/// What the page may load: pictures, its style, and in frames our own small pages and the players of its own blocks. It has no
/// script that could connect to anywhere; tools that judge a page read our robots.txt through it.
fn policy(style: &str, frames: &BTreeSet<&str>) -> String {
    let frames = match frames.iter().copied().collect::<Vec<_>>().join(" ") {
        none if none.is_empty() => String::new(),
        origins => format!("frame-src 'self' {origins}; "),
    };
    let sources = sources(style);
    format!(
        "default-src 'none'; {sources}; img-src https: http: data:; {frames}connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// Everything that the page's one style element holds: what its blocks need, the theme, the look, and the creator's own CSS.
fn style_sheet(snapshot: &Snapshot, blocks: String) -> String {
    designed(snapshot, blocks) + &custom_css::compile(&snapshot.look.css, custom_css::Scope::Page).css
}

/// What blocks need, the theme and the look.
fn designed(snapshot: &Snapshot, blocks: String) -> String {
    blocks + themes::style_sheet(&snapshot.theme) + &looks::sheet(&snapshot.theme, &snapshot.look)
}

/// What the page may load for its style: exactly this sheet, and our own typefaces if it names any.
fn sources(style: &str) -> String {
    let fonts = if style.contains("@font-face") { "; font-src 'self'" } else { "" };
    format!("style-src 'sha256-{}'{fonts}", hash(style.as_bytes()))
}

fn whole(facts: Facts, style: String, page: PageModel) -> impl IntoView {
    let hidden = facts.hidden.then(|| view! { <meta name="robots" content="noindex" /> });
    let help = facts.in_app.then(|| view! { <aside class="bio-help" lang="en" dir="ltr">{in_app::HELP}</aside> });
    let alternate = |language: &str, url: &str| {
        view! { <link rel="alternate" hreflang=language.to_owned() href=url.to_owned() /> }
    };
    let others = facts.alternates.iter().map(|page| alternate(&page.language, &page.path)).collect_view();
    // `view!` does not know the attribute `as`.
    let fonts = facts.fonts.iter().map(|file| {
        let link = leptos::html::link().rel("preload").attr("as", "font").r#type("font/woff2");
        link.crossorigin("anonymous").href(file.clone())
    });
    let fonts = fonts.collect_view();
    let default = facts.alternates.first().map(|page| alternate("x-default", &page.path));
    view! {
        <html lang=facts.language.clone() dir=direction(&facts.language)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{facts.title.clone()}</title>
                <meta name="theme-color" content=facts.bar.clone() />
                <link rel="canonical" href=facts.url.clone() />
                {others}
                {default}
                {hidden}
                <link rel="icon" href=facts.icon.clone() />
                {fonts}
                <Share facts=&facts />
                <style>{style}</style>
                <script type="application/ld+json">{facts.data.clone()}</script>
            </head>
            <body>
                {help}
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

fn facts(snapshot: &Snapshot, blocks: &[(Block, Vec<String>)], asked: &Asked<'_>) -> Facts {
    let first =
        |texts: [&str; 2]| texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().trim().to_owned();
    let title = first([&snapshot.seo_title, &snapshot.title]);
    let description =
        first([&snapshot.seo_description, &snapshot.bio]).split_whitespace().collect::<Vec<_>>().join(" ");
    let picture = |address: &str| {
        let address = address.trim();
        is_safe_picture(address).then(|| absolute(asked.url, address))
    };
    let (chosen, avatar) = (picture(&snapshot.share_image_url), picture(&snapshot.avatar_url));
    let small = PictureAddress::parse(snapshot.avatar_url.trim()).map(|picture| picture.at_least(1));
    let language = language(&snapshot.language);
    Facts {
        icon: small.or_else(|| avatar.clone()).unwrap_or_else(|| letter_icon(&snapshot.title)),
        data: structured(
            snapshot,
            blocks,
            asked.url,
            (&description, avatar.as_deref().or(chosen.as_deref()), &language),
        ),
        hidden: snapshot.options.visibility != Visibility::Public,
        alternates: asked.alternates.clone(),
        in_app: asked.in_app,
        fonts: looks::used_fonts(themes::find(&snapshot.theme), &snapshot.look)
            .into_iter()
            .filter_map(fonts::main_file)
            .collect(),
        bar: looks::bar(themes::find(&snapshot.theme), &snapshot.look),
        url: asked.url.to_owned(),
        title,
        description,
        drawn: chosen.is_none(),
        image: chosen.unwrap_or_else(|| asked.share.to_owned()),
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

/// The page as data for search engines (schema.org, ProfilePage). No `<` can end the script that it stands in. Profiles behind a gate are not named.
fn structured(
    snapshot: &Snapshot,
    blocks: &[(Block, Vec<String>)],
    url: &str,
    (description, image, language): (&str, Option<&str>, &str),
) -> String {
    let profiles: Vec<String> = blocks
        .iter()
        .filter(|(block, _)| block.rules.gate == Gate::None)
        .filter_map(|(block, _)| match &block.content {
            BlockContent::Social(social) => Some(&social.profiles),
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
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": language,
        "mainEntity": person,
    });
    if let Some(questions) = questions(blocks) {
        data["hasPart"] = questions;
    }
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The questions and answers of all blocks (schema.org, FAQPage).
fn questions(blocks: &[(Block, Vec<String>)]) -> Option<serde_json::Value> {
    let of_block = |(block, _): &(Block, _)| match &block.content {
        BlockContent::Faq(Faq { questions }) => questions.clone(),
        _ => Vec::new(),
    };
    let all: Vec<_> = blocks
        .iter()
        .flat_map(of_block)
        .map(|one| {
            let answer = json!({ "@type": "Answer", "text": one.answer.trim() });
            json!({ "@type": "Question", "name": one.question.trim(), "acceptedAnswer": answer })
        })
        .collect();
    (!all.is_empty()).then(|| json!({ "@type": "FAQPage", "mainEntity": all }))
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

/// SHA-256 as a content security policy names it.
pub(super) fn hash(bytes: &[u8]) -> String {
    BASE64.encode(&Sha256::digest(bytes))
}
