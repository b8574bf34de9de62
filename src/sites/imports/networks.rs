//! Social networks by the host of an address, and whether an address is a profile there.

use url::Url;

use crate::sites::blocks::Network;

/// Host (without `www.` and the like) and network.
const HOSTS: &[(&str, Network)] = &[
    ("instagram.com", Network::Instagram),
    ("youtube.com", Network::Youtube),
    ("tiktok.com", Network::Tiktok),
    ("x.com", Network::X),
    ("twitter.com", Network::X),
    ("facebook.com", Network::Facebook),
    ("fb.com", Network::Facebook),
    ("linkedin.com", Network::Linkedin),
    ("threads.net", Network::Threads),
    ("threads.com", Network::Threads),
    ("bsky.app", Network::Bluesky),
    ("github.com", Network::Github),
    ("pinterest.com", Network::Pinterest),
    ("twitch.tv", Network::Twitch),
    ("open.spotify.com", Network::Spotify),
    ("discord.gg", Network::Discord),
    ("discord.com", Network::Discord),
    ("t.me", Network::Telegram),
    ("telegram.me", Network::Telegram),
    ("wa.me", Network::Whatsapp),
    ("api.whatsapp.com", Network::Whatsapp),
    ("mastodon.social", Network::Mastodon),
    ("mastodon.online", Network::Mastodon),
    ("mas.to", Network::Mastodon),
    ("fosstodon.org", Network::Mastodon),
    ("hachyderm.io", Network::Mastodon),
];

/// Beginnings of paths that lead to a profile although a second part follows.
const PROFILE_PARENTS: &[&str] =
    &["in", "company", "school", "c", "channel", "user", "artist", "profile", "invite", "people", "pages", "users"];
/// First parts that are pages of the network itself or single posts.
const NOT_PROFILES: &[&str] = &[
    "watch", "shorts", "playlist", "p", "reel", "reels", "share", "sharer", "intent", "hashtag", "explore", "search",
    "login",
];

/// The network that an address belongs to.
pub fn of(url: &Url) -> Option<Network> {
    if url.scheme() == "mailto" {
        return Some(Network::Email);
    }
    let host = url.host_str()?.to_ascii_lowercase();
    HOSTS.iter().find(|(known, _)| host == *known || host.ends_with(&format!(".{known}"))).map(|(_, network)| *network)
}

/// Whether an address on a network is somebody's profile rather than a post, a video or a page of the network.
pub fn is_profile(url: &Url) -> bool {
    let parts: Vec<&str> = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => url.query().is_some_and(|query| query.contains("phone=") || query.contains("id=")),
        [one] => !NOT_PROFILES.contains(&&*one.to_ascii_lowercase()),
        [first, _] => PROFILE_PARENTS.contains(&&*first.to_ascii_lowercase()),
        _ => false,
    }
}

/// Whether the text of a link says nothing but where it leads: the network's name, an account name, or nothing.
pub fn is_label(text: &str, network: Network) -> bool {
    let text = text.trim().to_lowercase();
    let names: &[&str] = match network {
        Network::Instagram => &["instagram"],
        Network::Youtube => &["youtube"],
        Network::Tiktok => &["tiktok"],
        Network::X => &["twitter", "x"],
        Network::Facebook => &["facebook"],
        Network::Linkedin => &["linkedin"],
        Network::Threads => &["threads"],
        Network::Mastodon => &["mastodon"],
        Network::Bluesky => &["bluesky"],
        Network::Github => &["github"],
        Network::Pinterest => &["pinterest"],
        Network::Twitch => &["twitch"],
        Network::Spotify => &["spotify"],
        Network::Discord => &["discord"],
        Network::Telegram => &["telegram"],
        Network::Whatsapp => &["whatsapp"],
        Network::Email => &["email", "e-mail", "mail"],
        Network::Website => &["website"],
    };
    text.is_empty() || text.starts_with('@') || names.contains(&&*text)
}

/// The network by the name that an export gives to it.
pub fn by_name(name: &str) -> Option<Network> {
    let name = name.to_lowercase();
    let all = [
        (Network::Instagram, "instagram"),
        (Network::Youtube, "youtube"),
        (Network::Tiktok, "tiktok"),
        (Network::X, "twitter"),
        (Network::X, "x-twitter"),
        (Network::Facebook, "facebook"),
        (Network::Linkedin, "linkedin"),
        (Network::Threads, "threads"),
        (Network::Mastodon, "mastodon"),
        (Network::Bluesky, "bluesky"),
        (Network::Github, "github"),
        (Network::Pinterest, "pinterest"),
        (Network::Twitch, "twitch"),
        (Network::Spotify, "spotify"),
        (Network::Discord, "discord"),
        (Network::Telegram, "telegram"),
        (Network::Whatsapp, "whatsapp"),
        (Network::Email, "mail"),
    ];
    if name == "x" {
        return Some(Network::X);
    }
    all.into_iter().find(|(_, word)| name.contains(word)).map(|(network, _)| network)
}
