//! What an import has found so far: blocks in order, one row of icons, every address once, nothing unsafe.

use std::collections::HashSet;

use url::Url;

use super::networks;
use crate::sites::{
    blocks::{BlockContent, Divider, Embed, Heading, Link, Media, Network, Profile, Ruler, Social, Text, Vcard},
    types::{ImportPreview, MAX_BLOCKS, MAX_URL},
};

/// The most profiles of the row of icons; the rest stay links.
const MAX_PROFILES: usize = 20;
/// The most sentences about what was left out.
const MAX_SENTENCES: usize = 20;

/// Gathers blocks.
#[derive(Default)]
pub struct Found {
    base: Option<Url>,
    blocks: Vec<BlockContent>,
    profiles: Vec<Profile>,
    /// Before which block the icons stand: where the first of them was.
    icons_at: Option<usize>,
    heading: Option<String>,
    space: bool,
    seen: HashSet<String>,
    repeated: usize,
    skipped: Vec<String>,
    more_skipped: usize,
    beyond: usize,
}

impl Found {
    /// Nothing yet; relative addresses are completed with `base`.
    pub fn new(base: Option<Url>) -> Self {
        Self { base, ..Self::default() }
    }

    /// How many addresses were taken.
    pub fn links(&self) -> usize {
        self.seen.len()
    }

    /// A heading; it becomes a block when something follows it.
    pub fn heading(&mut self, text: &str) {
        let text = self.fit(text, 120);
        if !text.is_empty() {
            self.heading = Some(text);
        }
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        let text = self.fit_lines(text, 2000);
        if !text.is_empty() {
            self.push(BlockContent::Text(Text { text }));
        }
    }

    /// A link with its words; one that only names a profile elsewhere becomes an icon.
    pub fn link(&mut self, link: Link) {
        let Some(url) = self.accept(&link.title, &link.url) else { return };
        let title = self.fit(&link.title, 200);
        let plain = link.description.trim().is_empty() && link.thumbnail_url.trim().is_empty();
        if let Some(network) = networks::of(&url) {
            let profile = network == Network::Email && title.is_empty()
                || network != Network::Email && networks::is_profile(&url) && networks::is_label(&title, network);
            if profile && plain && self.icon_fits(network, &url) {
                return;
            }
        }
        let title = if title.is_empty() { name_of(&url) } else { title };
        let description = self.fit(&link.description, 300);
        let thumbnail_url = self.image(&link.thumbnail_url);
        self.push(BlockContent::Link(Link { title, url: url.into(), description, thumbnail_url }));
    }

    /// Something that the page plays itself; what cannot be played here stays a link.
    pub fn embed(&mut self, link: Link) {
        if Media::parse(&link.url).is_none() {
            return self.link(link);
        }
        if let Some(url) = self.accept(&link.title, &link.url) {
            let title = self.fit(&link.title, 200);
            self.push(BlockContent::Embed(Embed { url: url.into(), title }));
        }
    }

    /// Space; it becomes a block when something stands before it and something follows it.
    pub fn space(&mut self) {
        self.space = !self.blocks.is_empty() && self.heading.is_none();
    }

    /// Contact data.
    pub fn vcard(&mut self, vcard: Vcard) {
        let vcard = Vcard {
            name: self.fit(&vcard.name, 120),
            organization: self.fit(&vcard.organization, 120),
            note: self.fit(&vcard.note, 500),
            button: self.fit(&vcard.button, 80),
            ..vcard
        };
        self.push(BlockContent::Vcard(vcard));
    }

    /// A profile elsewhere, shown as an icon.
    pub fn icon(&mut self, network: Option<Network>, address: &str) {
        let Some(url) = self.accept("An icon", address) else { return };
        let network = networks::of(&url).or(network).unwrap_or(Network::Website);
        if !self.icon_fits(network, &url) {
            self.push(BlockContent::Link(Link { title: name_of(&url), url: url.into(), ..Link::default() }));
        }
    }

    /// Says in a sentence what was left out.
    pub fn skip(&mut self, sentence: impl Into<String>) {
        if self.skipped.len() < MAX_SENTENCES { self.skipped.push(sentence.into()) } else { self.more_skipped += 1 }
    }

    /// The address of a picture, or nothing when there is none that may be used.
    pub fn image(&self, address: &str) -> String {
        match self.complete(address) {
            Some(url) if matches!(url.scheme(), "http" | "https") && url.as_str().len() <= MAX_URL => url.into(),
            _ => String::new(),
        }
    }

    /// Everything as a preview.
    pub fn finish(mut self, source: &str, title: &str, bio: &str, avatar_url: &str) -> ImportPreview {
        let avatar_url = self.image(avatar_url);
        let title = self.fit(title, 80);
        let bio = self.fit(bio, 300);
        if !self.profiles.is_empty() {
            let at = self.icons_at.unwrap_or(0).min(self.blocks.len());
            self.blocks.insert(at, BlockContent::Social(Social { profiles: self.profiles }));
        }
        match self.repeated {
            0 => {}
            1 => self.skipped.push("One link is there twice and was taken once.".to_owned()),
            more => self.skipped.push(format!("{more} links are there more than once and were taken once.")),
        }
        if self.beyond > 0 {
            self.skipped.push(format!("A site has at most {MAX_BLOCKS} blocks; {} more were left out.", self.beyond));
        }
        if self.more_skipped > 0 {
            self.skipped.push(format!("{} more were left out for the same reasons.", self.more_skipped));
        }
        let (source, blocks, skipped) = (source.to_owned(), self.blocks, self.skipped);
        ImportPreview { source, title, bio, avatar_url, blocks, skipped, whole: None }
    }

    fn push(&mut self, block: BlockContent) {
        // One place is kept for the row of icons.
        let room = MAX_BLOCKS - 1;
        if std::mem::take(&mut self.space) && self.blocks.len() + 1 < room {
            self.blocks.push(BlockContent::Divider(Divider { ruler: Ruler::Space }));
        }
        if let Some(text) = self.heading.take().filter(|_| self.blocks.len() + 1 < room) {
            self.blocks.push(BlockContent::Heading(Heading { text }));
        }
        if self.blocks.len() < room { self.blocks.push(block) } else { self.beyond += 1 }
    }

    fn icon_fits(&mut self, network: Network, url: &Url) -> bool {
        if self.profiles.len() >= MAX_PROFILES {
            return false;
        }
        self.icons_at.get_or_insert(self.blocks.len());
        self.profiles.push(Profile { network, url: url.as_str().to_owned() });
        true
    }

    /// The complete address, when it is safe and new.
    fn accept(&mut self, title: &str, address: &str) -> Option<Url> {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        let name = if title.trim().is_empty() { address } else { title.trim() };
        let name: String = name.chars().take(60).collect();
        let Some(url) = self.complete(address) else {
            self.skip(format!("“{name}” was left out: its address is not complete."));
            return None;
        };
        if url.as_str().len() > MAX_URL {
            self.skip(format!("“{name}” was left out: its address is longer than {MAX_URL} characters."));
            return None;
        }
        if !crate::sites::types::is_safe_url(url.as_str(), true) {
            self.skip(format!(
                "“{name}” was left out: a page may not link to an address of the kind {}:",
                url.scheme()
            ));
            return None;
        }
        if !self.seen.insert(url.as_str().trim_end_matches('/').to_owned()) {
            self.repeated += 1;
            return None;
        }
        Some(url)
    }

    fn complete(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        if address.is_empty() {
            return None;
        }
        match (Url::parse(address), &self.base) {
            (Ok(url), _) => Some(url),
            (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => base.join(address).ok(),
            (Err(url::ParseError::RelativeUrlWithoutBase), None) if address.starts_with("//") => {
                Url::parse(&format!("https:{address}")).ok()
            }
            // "example.com/shop", as people type it into exports.
            (Err(url::ParseError::RelativeUrlWithoutBase), None) if bare_host(address) => {
                Url::parse(&format!("https://{address}")).ok()
            }
            _ => None,
        }
    }

    fn fit(&mut self, text: &str, most: usize) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.cut(text, most)
    }

    fn fit_lines(&mut self, text: &str, most: usize) -> String {
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        self.cut(lines.join("\n").trim().to_owned(), most)
    }

    fn cut(&mut self, text: String, most: usize) -> String {
        if text.chars().count() <= most {
            return text;
        }
        let start: String = text.chars().take(40).collect();
        self.skip(format!("“{start}…” was shortened to {most} characters."));
        text.chars().take(most - 1).chain(['…']).collect()
    }
}

/// What a link without words is called.
fn name_of(url: &Url) -> String {
    match url.host_str() {
        Some(host) => host.trim_start_matches("www.").to_owned(),
        None => url.path().to_owned(),
    }
}

fn bare_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && !host.contains('@')
        && ending.len() >= 2
        && ending.chars().all(|c| c.is_ascii_alphabetic())
        && !matches!(ending, "html" | "htm" | "php" | "png" | "jpg" | "svg" | "pdf")
}
