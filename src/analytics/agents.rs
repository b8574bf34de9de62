//! What a user agent says of a device, and whether a machine is behind it.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use woothee::parser::Parser;

/// How many user agents are remembered.
const REMEMBERED: usize = 4096;

/// What was said of user agents lately: a popular page sees few of them very often.
static LATELY: LazyLock<Mutex<HashMap<String, (&'static str, bool)>>> = LazyLock::new(Mutex::default);

/// Parts of user agents of machines that woothee does not know: fetchers of previews, monitors, libraries, remote-controlled
/// browsers. In lower case.
const MACHINES: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "facebookexternalhit",
    "whatsapp/",
    "embedly",
    "quora link",
    "skypeuripreview",
    "headlesschrome",
    "phantomjs",
    "lighthouse",
    "pagespeed",
    "gtmetrix",
    "pingdom",
    "uptime",
    "monitor",
    "validator",
    "scan",
    "curl/",
    "wget/",
    "httpie/",
    "postman",
    "insomnia",
    "python-",
    "aiohttp",
    "httpx",
    "go-http-client",
    "java/",
    "okhttp",
    "apache-httpclient",
    "libwww",
    "node-fetch",
    "undici",
    "axios/",
    "got (",
    "ruby",
    "php/",
    "guzzle",
    "perl",
    "reqwest",
    "feed",
    "fetch",
    "archive.org",
    "mediapartners",
    "favicon",
    "proxy",
];

/// The device, and whether a machine asks.
pub fn classify(user_agent: &str) -> (&'static str, bool) {
    let lately = || LATELY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lately().get(user_agent) {
        return *known;
    }
    let found = (device(user_agent), is_machine(user_agent));
    let mut lately = lately();
    if lately.len() >= REMEMBERED {
        lately.clear();
    }
    lately.insert(user_agent.to_owned(), found);
    found
}

/// `phone`, `tablet`, `desktop` or `other`.
pub fn device(user_agent: &str) -> &'static str {
    let Some(known) = Parser::new().parse(user_agent) else { return "other" };
    let android_tablet = known.os == "Android" && !user_agent.contains("Mobile");
    match known.category {
        _ if known.os == "iPad" || android_tablet => "tablet",
        "smartphone" | "mobilephone" => "phone",
        "pc" => "desktop",
        _ => "other",
    }
}

/// Whether a machine asks: it says so, is known for it, or says nothing at all.
pub fn is_machine(user_agent: &str) -> bool {
    let user_agent = user_agent.trim();
    if user_agent.is_empty() {
        return true;
    }
    let lower = user_agent.to_ascii_lowercase();
    MACHINES.iter().any(|part| lower.contains(part))
        || Parser::new().parse(user_agent).is_some_and(|known| known.category == "crawler")
}
