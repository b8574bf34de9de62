//! The networks that have an icon: their names, their addresses, their drawings.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A network that has an icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Instagram.
    Instagram,
    /// YouTube.
    Youtube,
    /// TikTok.
    Tiktok,
    /// X.
    X,
    /// Facebook.
    Facebook,
    /// LinkedIn.
    Linkedin,
    /// Threads.
    Threads,
    /// Mastodon.
    Mastodon,
    /// Bluesky.
    Bluesky,
    /// GitHub.
    Github,
    /// Pinterest.
    Pinterest,
    /// Twitch.
    Twitch,
    /// Spotify.
    Spotify,
    /// Discord.
    Discord,
    /// Telegram.
    Telegram,
    /// WhatsApp.
    Whatsapp,
    /// Mail.
    Email,
    /// Any other page.
    #[default]
    Website,
}

impl Network {
    /// Every network, in the order of lists.
    pub const ALL: [Self; 18] = [
        Self::Website,
        Self::Email,
        Self::Instagram,
        Self::Youtube,
        Self::Tiktok,
        Self::X,
        Self::Facebook,
        Self::Linkedin,
        Self::Threads,
        Self::Mastodon,
        Self::Bluesky,
        Self::Github,
        Self::Pinterest,
        Self::Twitch,
        Self::Spotify,
        Self::Discord,
        Self::Telegram,
        Self::Whatsapp,
    ];

    /// The word that is stored.
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The name that people know.
    pub fn label(self) -> &'static str {
        self.facts().1
    }

    /// An example of an address there.
    pub fn example(self) -> &'static str {
        self.facts().2
    }

    /// Reads the stored word.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.key() == key)
    }

    /// The network that an address belongs to; any other safe address is a website.
    pub fn of_url(url: &str) -> Self {
        let Ok(url) = url::Url::parse(url.trim()) else { return Self::Website };
        if url.scheme() == "mailto" {
            return Self::Email;
        }
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_ascii_lowercase();
        let under = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
        Self::ALL.into_iter().find(|network| network.domains().iter().any(|domain| under(domain))).unwrap_or_default()
    }

    fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Instagram => ("instagram", "Instagram", "https://www.instagram.com/you"),
            Self::Youtube => ("youtube", "YouTube", "https://www.youtube.com/@you"),
            Self::Tiktok => ("tiktok", "TikTok", "https://www.tiktok.com/@you"),
            Self::X => ("x", "X", "https://x.com/you"),
            Self::Facebook => ("facebook", "Facebook", "https://www.facebook.com/you"),
            Self::Linkedin => ("linkedin", "LinkedIn", "https://www.linkedin.com/in/you"),
            Self::Threads => ("threads", "Threads", "https://www.threads.net/@you"),
            Self::Mastodon => ("mastodon", "Mastodon", "https://mastodon.social/@you"),
            Self::Bluesky => ("bluesky", "Bluesky", "https://bsky.app/profile/you"),
            Self::Github => ("github", "GitHub", "https://github.com/you"),
            Self::Pinterest => ("pinterest", "Pinterest", "https://www.pinterest.com/you"),
            Self::Twitch => ("twitch", "Twitch", "https://www.twitch.tv/you"),
            Self::Spotify => ("spotify", "Spotify", "https://open.spotify.com/artist/you"),
            Self::Discord => ("discord", "Discord", "https://discord.gg/you"),
            Self::Telegram => ("telegram", "Telegram", "https://t.me/you"),
            Self::Whatsapp => ("whatsapp", "WhatsApp", "https://wa.me/123456789"),
            Self::Email => ("email", "E-mail", "mailto:you@example.com"),
            Self::Website => ("website", "Website", "https://example.com"),
        }
    }

    fn domains(self) -> &'static [&'static str] {
        match self {
            Self::Instagram => &["instagram.com", "instagr.am"],
            Self::Youtube => &["youtube.com", "youtu.be"],
            Self::Tiktok => &["tiktok.com"],
            Self::X => &["x.com", "twitter.com"],
            Self::Facebook => &["facebook.com", "fb.com", "fb.me"],
            Self::Linkedin => &["linkedin.com", "lnkd.in"],
            Self::Threads => &["threads.net", "threads.com"],
            Self::Mastodon => &["mastodon.social", "mastodon.online", "mstdn.social", "fosstodon.org", "hachyderm.io"],
            Self::Bluesky => &["bsky.app", "bsky.social"],
            Self::Github => &["github.com"],
            Self::Pinterest => &["pinterest.com", "pin.it"],
            Self::Twitch => &["twitch.tv"],
            Self::Spotify => &["spotify.com"],
            Self::Discord => &["discord.gg", "discord.com"],
            Self::Telegram => &["t.me", "telegram.me"],
            Self::Whatsapp => &["wa.me", "whatsapp.com"],
            Self::Email | Self::Website => &[],
        }
    }

    /// The inside of an SVG of 24 by 24, drawn with lines.
    fn drawing(self) -> &'static str {
        match self {
            Self::Instagram => icondata_lu::LuInstagram.data,
            Self::Youtube => icondata_lu::LuYoutube.data,
            Self::Facebook => icondata_lu::LuFacebook.data,
            Self::Linkedin => icondata_lu::LuLinkedin.data,
            Self::Github => icondata_lu::LuGithub.data,
            Self::Twitch => icondata_lu::LuTwitch.data,
            Self::Telegram => icondata_lu::LuSend.data,
            Self::Threads => icondata_lu::LuAtSign.data,
            Self::Email => icondata_lu::LuMail.data,
            Self::Website => icondata_lu::LuGlobe.data,
            Self::X => r#"<path d="M4 4l16 16M20 4L4 20"/>"#,
            Self::Tiktok => r#"<path d="M14 3v12.5a3.5 3.5 0 1 1-3.5-3.5M14 3c.3 3 2.4 5 5.5 5.2"/>"#,
            Self::Mastodon => {
                r#"<path d="M8 21c-3-1-4-4-4-7V8.500C4 5 6 3 9.500 3h5C18 3 20 5 20 8.500c0 4-2 6.500-6 7-2 .3-4 .2-6-.5.3 2 1.500 3 4 3h2.500"/><path d="M8 12V8.500c0-2.500 4-2.500 4 0V11m0-2.500c0-2.500 4-2.500 4 0V12"/>"#
            }
            Self::Bluesky => {
                r#"<path d="M12 11.500C10.500 8.500 7 4.500 4.500 4.500 3 4.500 3 6.500 3.300 9c.4 3.500 2 4.500 4.700 4.300C5.500 14 5 16 6.500 18c2.500 3 4.500.5 5.500-3 1 3.500 3 6 5.500 3 1.500-2 1-4-1.500-4.700 2.700.2 4.300-.8 4.700-4.300.3-2.500.3-4.500-1.200-4.500-2.500 0-6 4-7.500 7z"/>"#
            }
            Self::Pinterest => {
                r#"<circle cx="12" cy="12" r="9"/><path d="M9 13.200C7.300 10.500 9 7.500 12 7.500s4.700 2.500 3.800 5.200c-.8 2.500-3.300 3-4.500 1.300M12 10.500L10 20.500"/>"#
            }
            Self::Spotify => {
                r#"<circle cx="12" cy="12" r="9"/><path d="M7.500 9.300c3-.9 6.300-.6 9 .9M8 12.400c2.500-.7 5.200-.4 7.400.8M8.500 15.300c2-.5 4-.3 5.800.7"/>"#
            }
            Self::Discord => {
                r#"<path d="M8.500 5.500C6.800 5.800 5.500 6.300 5 6.700 3.500 9.200 2.700 12.500 3 16c1.300 1.200 2.800 2 4.500 2.500l1.200-2M15.500 5.500c1.700.3 3 .8 3.500 1.200 1.500 2.500 2.300 5.800 2 9.300-1.300 1.200-2.800 2-4.500 2.500l-1.200-2M7 16c3.200 1.200 6.800 1.200 10 0M7.500 6.800c3-.9 6-.9 9 0"/><circle cx="9" cy="12" r="1"/><circle cx="15" cy="12" r="1"/>"#
            }
            Self::Whatsapp => {
                r#"<path d="M3.500 20.500l1.300-4.200A8.500 8.500 0 1 1 8 19.300z"/><path d="M9 8.500c-.5 3.500 3 7 6.500 6.500l.5-1.500-2-1-1 1c-1-.5-2-1.500-2.500-2.500l1-1-1-2z"/>"#
            }
        }
    }
}

/// The drawing of a network; what stands around it says its name.
#[component]
pub fn NetworkIcon(
    /// Which network.
    network: Network,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width="20"
            height="20"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=network.drawing()
        ></svg>
    }
}
