//! Browsers inside of other apps, and the line that leads out of them: downloads, sign-ins and payments often fail there.

use axum::http::{HeaderMap, header::USER_AGENT};

/// What such browsers call themselves, in lower case.
const APPS: &[&str] = &[
    "instagram",
    "barcelona",
    "fban/",
    "fbav/",
    "fb_iab",
    "tiktok",
    "musical_ly",
    "bytedancewebview",
    "snapchat",
    "pinterest/",
    "linkedinapp",
    "twitter for",
    "twitterandroid",
    "micromessenger",
    " line/",
    "kakaotalk",
    "weibo",
];

/// The line, in the words of the menus of these apps.
pub const HELP: &str = "Something does not work inside of this app? Open this page in your browser: tap … or ⋮ at the edge of \
                        the screen, then “Open in browser”.";

/// Whether a page is opened inside of another app.
pub fn is_in_app(headers: &HeaderMap) -> bool {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    // Fetchers of previews carry the same names and read no help.
    !agent.contains("externalhit") && !agent.contains("bot") && APPS.iter().any(|app| agent.contains(app))
}
