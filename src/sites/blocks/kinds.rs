//! The kinds of blocks that can be added, and what a block is called in lists.

use icondata_core::Icon;

use super::{
    BlockContent, Booking, Capture, Contact, Content, Countdown, Coupon, Course, Divider, Embed, Faq, Gallery, Heading,
    Image, LatestPosts, Link, Map, Network, Product, Profile, Question, Shot, Social, Testimonial, Testimonials, Text,
    TipJar, Vcard,
};

/// What kinds have in common, as the picker groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Words, links, a picture.
    Basics,
    /// Pictures, videos, music, posts.
    Media,
    /// Ways to reach somebody.
    Reach,
    /// What helps to decide.
    Trust,
    /// What is for sale or given.
    Sell,
    /// What orders a page.
    Layout,
}

impl Group {
    /// Every group, in the order of the picker.
    pub const ALL: [Self; 6] = [Self::Basics, Self::Media, Self::Reach, Self::Trust, Self::Sell, Self::Layout];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Basics => "Basics",
            Self::Media => "Media",
            Self::Reach => "Contact",
            Self::Trust => "Trust",
            Self::Sell => "Sell",
            Self::Layout => "Layout",
        }
    }
}

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
    /// Where the picker shows it.
    pub group: Group,
    /// The field where typing begins in a new one.
    pub first_field: &'static str,
    /// A new one.
    pub new: fn() -> BlockContent,
}

/// A line of the registry.
const fn kind(
    (key, label): (&'static str, &'static str),
    group: Group,
    icon: Icon,
    about: &'static str,
    first_field: &'static str,
    new: fn() -> BlockContent,
) -> BlockKind {
    BlockKind { key, label, about, icon, group, first_field, new }
}

/// Every kind by group, the most used first.
#[rustfmt::skip]
pub const KINDS: [BlockKind; 21] = {
    use BlockContent as New;
    use Group::*;
    use icondata_lu::*;
    [
        kind(("link", "Link"), Basics, LuLink, "A button that leads to any address.", "title", || New::Link(Link::default())),
        kind(("heading", "Heading"), Basics, LuHeading, "A title that groups the blocks below it.", "text", || New::Heading(Heading::default())),
        kind(("text", "Text"), Basics, LuText, "A paragraph or several.", "text", || New::Text(Text::default())),
        kind(("image", "Image"), Basics, LuImage, "A picture by its address, which can be a link.", "url", || New::Image(Image::default())),
        kind(("social", "Social icons"), Basics, LuAtSign, "A row of icons that lead to your profiles.", "url_0", || New::Social(Social { profiles: vec![Profile::default()] })),
        kind(("embed", "Video or music"), Media, LuCirclePlay, "Plays from YouTube, Vimeo, Spotify or SoundCloud.", "url", || New::Embed(Embed::default())),
        kind(("gallery", "Gallery"), Media, LuImages, "Several pictures side by side.", "url_0", || New::Gallery(Gallery { pictures: vec![Shot::default()], ..Gallery::default() })),
        kind(("latest_posts", "Latest posts"), Media, LuNewspaper, "What is new in your blog.", "title", || New::LatestPosts(LatestPosts::default())),
        kind(("capture", "E-mail form"), Reach, LuMail, "Visitors leave their address and become contacts.", "title", || New::Capture(Capture::default())),
        kind(("contact", "Contact form"), Reach, LuMessageSquare, "Visitors write to you; you get it by mail.", "title", || New::Contact(Contact::default())),
        kind(("vcard", "Contact card"), Reach, LuContact, "Your contact data, to keep in an address book.", "name", || New::Vcard(Vcard::default())),
        kind(("map", "Map"), Reach, LuMapPin, "Where you are, with the way there.", "title", || New::Map(Map::default())),
        kind(("booking", "Booking link"), Reach, LuCalendarDays, "A button to the page where people book a time.", "title", || New::Booking(Booking::default())),
        kind(("testimonials", "Testimonials"), Trust, LuQuote, "What others say, with their names.", "quote_0", || New::Testimonials(Testimonials { testimonials: vec![Testimonial::default()] })),
        kind(("faq", "Questions and answers"), Trust, LuCircleHelp, "Answers that open below their questions.", "question_0", || New::Faq(Faq { questions: vec![Question::default()] })),
        kind(("countdown", "Countdown"), Trust, LuTimer, "How long until something begins.", "title", || New::Countdown(Countdown::default())),
        kind(("tip_jar", "Tip jar"), Sell, LuCoffee, "A button to the page where people give a tip.", "title", || New::TipJar(TipJar::default())),
        kind(("product", "Product"), Sell, LuShoppingBag, "Something from your store.", "title", || New::Product(Product::default())),
        kind(("course", "Course"), Sell, LuGraduationCap, "One of your courses.", "title", || New::Course(Course::default())),
        kind(("coupon", "Coupon"), Sell, LuTicketPercent, "A discount in your store.", "title", || New::Coupon(Coupon::default())),
        kind(("divider", "Divider"), Layout, LuMinus, "A line, dots or space between blocks.", "ruler", || New::Divider(Divider::default())),
    ]
};

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
            Self::Broken(broken) => one_line(&format!("Kind “{}”", broken.kind)),
            known => one_line(&known.inside().map(Content::summary).unwrap_or_default()),
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
