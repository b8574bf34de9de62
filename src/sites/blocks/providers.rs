//! The services whose players may appear in a page, and what the addresses that people share there mean.

use url::Url;

/// A service on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// YouTube.
    Youtube,
    /// Vimeo.
    Vimeo,
    /// Spotify.
    Spotify,
    /// SoundCloud.
    Soundcloud,
}

impl Provider {
    /// The name that people know.
    pub fn label(self) -> &'static str {
        match self {
            Self::Youtube => "YouTube",
            Self::Vimeo => "Vimeo",
            Self::Spotify => "Spotify",
            Self::Soundcloud => "SoundCloud",
        }
    }

    /// Where its player comes from.
    pub fn origin(self) -> &'static str {
        match self {
            Self::Youtube => "https://www.youtube-nocookie.com",
            Self::Vimeo => "https://player.vimeo.com",
            Self::Spotify => "https://open.spotify.com",
            Self::Soundcloud => "https://w.soundcloud.com",
        }
    }
}

/// The room that a player needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 16 to 9.
    Wide,
    /// 9 to 16.
    Tall,
    /// One track.
    Track,
    /// Several tracks.
    List,
}

impl Shape {
    /// The class of its frame.
    pub fn class(self) -> &'static str {
        match self {
            Self::Wide => "bio-frame bio-wide",
            Self::Tall => "bio-frame bio-tall",
            Self::Track => "bio-frame bio-track",
            Self::List => "bio-frame bio-list",
        }
    }
}

/// Something that a player can play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Whose player.
    pub provider: Provider,
    /// The room that it needs.
    pub shape: Shape,
    /// What it is there, without the player's address.
    id: String,
}

impl Media {
    /// Reads what people copy there: the address of a page, a short address, a Spotify URI, or the HTML of a player.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let address = of_player(text).unwrap_or_else(|| text.to_owned());
        if let Some(parts) = address.strip_prefix("spotify:") {
            return spotify(&parts.split(':').collect::<Vec<_>>());
        }
        let whole = if address.contains("://") { address } else { format!("https://{address}") };
        let url = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.").to_owned();
        let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
        match host.as_str() {
            "youtu.be" => youtube(parts.first()?, Shape::Wide, &url),
            "youtube.com" | "music.youtube.com" | "youtube-nocookie.com" => on_youtube(&parts, &url),
            "vimeo.com" | "player.vimeo.com" => vimeo(&parts, &url),
            "open.spotify.com" | "play.spotify.com" => spotify(&parts),
            "soundcloud.com" => soundcloud(&parts),
            "w.soundcloud.com" => of_widget(&asked(&url, "url")?),
            _ => None,
        }
    }

    /// The address of the player: the one that respects the visitor most, and begins to play, because it was asked to.
    pub fn player(&self) -> String {
        let (origin, id) = (self.provider.origin(), &self.id);
        match self.provider {
            Provider::Youtube => format!("{origin}/embed/{id}autoplay=1"),
            Provider::Vimeo => format!("{origin}/video/{id}dnt=1&autoplay=1"),
            Provider::Spotify => format!("{origin}/embed/{id}"),
            Provider::Soundcloud => format!("{origin}/player/?url={id}&auto_play=true"),
        }
    }
}

/// The address in the HTML of a player, as services offer it to be copied.
fn of_player(text: &str) -> Option<String> {
    let frame = text.get(text.to_ascii_lowercase().find("<iframe")?..)?;
    let rest = frame.split_once("src=")?.1;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let address = rest[1..].split(quote).next()?.replace("&amp;", "&");
    Some(if address.starts_with("//") { format!("https:{address}") } else { address })
}

fn asked(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn is_word(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn on_youtube(parts: &[&str], url: &Url) -> Option<Media> {
    let list = || asked(url, "list").filter(|list| is_word(list, 10..=64));
    match parts {
        ["watch"] => youtube(&asked(url, "v")?, Shape::Wide, url),
        ["shorts", id] => youtube(id, Shape::Tall, url),
        ["playlist"] | ["embed", "videoseries"] => {
            let id = format!("videoseries?list={}&", list()?);
            Some(Media { provider: Provider::Youtube, shape: Shape::Wide, id })
        }
        ["embed" | "live" | "v", id] => youtube(id, Shape::Wide, url),
        _ => None,
    }
}

fn youtube(id: &str, shape: Shape, url: &Url) -> Option<Media> {
    let start = asked(url, "t").or_else(|| asked(url, "start")).and_then(|text| seconds(&text));
    let start = start.map(|start| format!("start={start}&")).unwrap_or_default();
    is_word(id, 11..=11).then(|| Media { provider: Provider::Youtube, shape, id: format!("{id}?{start}") })
}

/// "90", "90s" and "1m30s" in seconds.
fn seconds(text: &str) -> Option<u32> {
    let mut total: u32 = 0;
    let mut number = String::new();
    for letter in text.chars() {
        let unit = match letter {
            '0'..='9' if number.len() < 6 => {
                number.push(letter);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        total = total.checked_add(number.parse::<u32>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    let rest = if number.is_empty() { 0 } else { number.parse().ok()? };
    total.checked_add(rest).filter(|total| *total > 0)
}

fn vimeo(parts: &[&str], url: &Url) -> Option<Media> {
    let digits = |text: &&str| text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    // An unlisted video has a second word, which is its key.
    let (id, key) = match parts {
        [id]
        | ["video", id]
        | ["channels", _, id]
        | ["groups", _, "videos", id]
        | ["album" | "showcase", _, "video", id] => (id, asked(url, "h")),
        [id, key] => (id, Some((*key).to_owned())),
        _ => return None,
    };
    if !digits(id) || key.as_ref().is_some_and(|key| !is_word(key, 6..=32)) {
        return None;
    }
    let key = key.map(|key| format!("h={key}&")).unwrap_or_default();
    Some(Media { provider: Provider::Vimeo, shape: Shape::Wide, id: format!("{id}?{key}") })
}

fn spotify(parts: &[&str]) -> Option<Media> {
    let parts = match parts {
        [language, rest @ ..] if language.starts_with("intl-") => rest,
        ["embed" | "embed-podcast", rest @ ..] => rest,
        rest => rest,
    };
    let [kind, id, ..] = parts else { return None };
    let shape = match *kind {
        "track" | "episode" => Shape::Track,
        "album" | "playlist" | "artist" | "show" => Shape::List,
        _ => return None,
    };
    let fits = id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then(|| Media { provider: Provider::Spotify, shape, id: format!("{kind}/{id}") })
}

fn soundcloud(parts: &[&str]) -> Option<Media> {
    const PAGES: &[&str] = &["discover", "search", "you", "stream", "upload", "charts", "pages", "settings", "tags"];
    let shape = match parts {
        [_] | [_, "sets", _] | [_, "sets", _, _] => Shape::List,
        [_, second] | [_, second, _] if *second != "sets" => Shape::Track,
        _ => return None,
    };
    if PAGES.contains(&parts[0]) || !parts.iter().all(|part| is_word(part, 1..=120)) {
        return None;
    }
    Some(Media {
        provider: Provider::Soundcloud,
        shape,
        id: encoded(&format!("https://soundcloud.com/{}", parts.join("/"))),
    })
}

/// What the player of SoundCloud was asked to play: a page or an entry of their interface.
fn of_widget(address: &str) -> Option<Media> {
    let url = Url::parse(address).ok()?;
    let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    match (url.host_str()?, parts.as_slice()) {
        ("soundcloud.com", parts) => soundcloud(parts),
        ("api.soundcloud.com", [kind @ ("tracks" | "playlists" | "users"), id]) if is_word(id, 1..=20) => {
            let shape = if *kind == "tracks" { Shape::Track } else { Shape::List };
            let id = encoded(&format!("https://api.soundcloud.com/{kind}/{id}"));
            Some(Media { provider: Provider::Soundcloud, shape, id })
        }
        _ => None,
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
