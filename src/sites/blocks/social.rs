//! The social block: icons that lead to profiles elsewhere.

use serde::{Deserialize, Serialize};

use crate::{kernel::FieldErrors, sites::types::check_url};

/// The most profiles of one block.
pub const MAX_PROFILES: usize = 20;

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

/// One icon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Which icon.
    pub network: Network,
    /// Where it leads.
    pub url: String,
}

/// A row of icons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Social {
    /// In order; at most [`MAX_PROFILES`].
    pub profiles: Vec<Profile>,
}

impl Social {
    /// What must be mended before publishing; fields are `url_0`, `url_1` and so on.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.profiles.is_empty() {
            errors.add("", "Add at least one profile.");
        }
        if self.profiles.len() > MAX_PROFILES {
            errors.add("", format!("A block has at most {MAX_PROFILES} profiles."));
        }
        for (index, profile) in self.profiles.iter().enumerate() {
            check_url(&mut errors, &format!("url_{index}"), &profile.url, true, true);
        }
        errors
    }
}
