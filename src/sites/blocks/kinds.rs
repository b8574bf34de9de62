//! The kinds of blocks that can be added, and what a block is called in lists.

use icondata_core::Icon;

use super::{BlockContent, Capture, Heading, Image, Link, Network, Profile, Social, Text};

/// A kind of block that can be added.
#[derive(Clone, Copy, Debug)]
pub struct BlockKind {
    /// The stored word.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// Its drawing.
    pub icon: Icon,
    /// A new one.
    pub new: fn() -> BlockContent,
}

/// Every kind, the most used first.
pub const KINDS: [BlockKind; 6] = [
    BlockKind {
        key: "link",
        label: "Link",
        about: "A button that leads to any address.",
        icon: icondata_lu::LuLink,
        new: || BlockContent::Link(Link::default()),
    },
    BlockKind {
        key: "social",
        label: "Social icons",
        about: "A row of icons that lead to your profiles.",
        icon: icondata_lu::LuAtSign,
        new: || BlockContent::Social(Social { profiles: vec![Profile::default()] }),
    },
    BlockKind {
        key: "capture",
        label: "E-mail form",
        about: "Visitors leave their address and become contacts.",
        icon: icondata_lu::LuMail,
        new: || BlockContent::Capture(Capture::default()),
    },
    BlockKind {
        key: "heading",
        label: "Heading",
        about: "A title that groups the blocks below it.",
        icon: icondata_lu::LuHeading,
        new: || BlockContent::Heading(Heading::default()),
    },
    BlockKind {
        key: "text",
        label: "Text",
        about: "A paragraph or several.",
        icon: icondata_lu::LuText,
        new: || BlockContent::Text(Text::default()),
    },
    BlockKind {
        key: "image",
        label: "Image",
        about: "A picture by its address, which can be a link.",
        icon: icondata_lu::LuImage,
        new: || BlockContent::Image(Image::default()),
    },
];

impl BlockContent {
    /// The name of its kind.
    pub fn label(&self) -> &'static str {
        KINDS.iter().find(|kind| kind.key == self.kind()).map_or("Unreadable block", |kind| kind.label)
    }

    /// The drawing of its kind.
    pub fn icon(&self) -> Icon {
        let known = KINDS.iter().find(|kind| kind.key == self.kind() && !matches!(self, Self::Broken(_)));
        known.map_or(icondata_lu::LuTriangleAlert, |kind| kind.icon)
    }

    /// What it says, as one short line; empty when it says nothing yet.
    pub fn summary(&self) -> String {
        match self {
            Self::Link(link) if link.title.trim().is_empty() => one_line(&link.url),
            Self::Link(link) => one_line(&link.title),
            Self::Heading(heading) => one_line(&heading.text),
            Self::Text(text) => one_line(&text.text),
            Self::Image(image) if image.alt.trim().is_empty() => one_line(&image.url),
            Self::Image(image) => one_line(&image.alt),
            Self::Social(social) => {
                let names: Vec<_> = social.profiles.iter().map(|profile| profile.network.label()).collect();
                one_line(&names.join(", "))
            }
            Self::Capture(capture) => one_line(&capture.title),
            Self::Broken(broken) => one_line(&format!("Kind “{}”", broken.kind)),
        }
    }

    /// Its kind and what it says: "Link “Shop”".
    pub fn name(&self) -> String {
        match self.summary() {
            summary if summary.is_empty() => self.label().to_owned(),
            summary => format!("{} “{summary}”", self.label()),
        }
    }

    /// Blocks that show what a page can hold, to be written over.
    pub fn examples() -> Vec<Self> {
        let link = |title: &str, url: &str, description: &str| {
            Self::Link(Link {
                title: title.to_owned(),
                url: url.to_owned(),
                description: description.to_owned(),
                thumbnail_url: String::new(),
            })
        };
        let profile = |network: Network| Profile { network, url: network.example().to_owned() };
        vec![
            Self::Social(Social {
                profiles: [Network::Instagram, Network::Youtube, Network::Tiktok].map(profile).to_vec(),
            }),
            link("My newest work", "https://example.com/new", "What it is, in a few words"),
            link("Book a call with me", "https://example.com/book", ""),
            Self::Heading(Heading { text: "More from me".to_owned() }),
            link("My shop", "https://example.com/shop", ""),
            Self::Capture(Capture::default()),
        ]
    }
}

/// The first 80 characters on one line.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.chars().take(400).collect::<String>().split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().count() > 80 { line.chars().take(79).chain(['…']).collect() } else { line }
}
