//! The blocks that a site is made of: one typed variant each, with validation, form and view in its own file.

use serde::{Deserialize, Serialize};
use serde_json::Value;

mod booking;
mod campaign;
mod capture;
mod connect;
mod contact;
mod content;
mod countdown;
mod coupon;
mod course;
mod divider;
mod editing;
mod embed;
mod faq;
mod gallery;
mod heading;
mod image;
mod kinds;
mod latest_posts;
mod link;
mod map;
mod network;
mod picture;
mod product;
mod providers;
mod rows;
mod social;
mod testimonials;
mod text;
mod tip_jar;
mod vcard;

pub use booking::{Booking, BookingForm, BookingView};
pub use campaign::CampaignTags;
pub use capture::{Capture, CaptureFields, CaptureView};
pub use connect::WaitingView;
pub use contact::{Contact, ContactFields, ContactView};
pub use content::{Content, Stored, Style, read};
pub use countdown::{Afterwards, Countdown, CountdownForm, CountdownView};
pub use coupon::{Coupon, CouponForm};
pub use course::{Course, CourseForm};
pub use divider::{Divider, DividerForm, DividerView, Ruler};
pub use editing::{Editing, complete_url};
pub use embed::{Embed, EmbedForm, EmbedView, Face};
pub use faq::{Faq, FaqForm, FaqView, Question};
pub use gallery::{Gallery, GalleryForm, GalleryView, Shot};
pub use heading::{Heading, HeadingForm, HeadingView};
pub use image::{Image, ImageForm, ImageView};
pub use kinds::{BlockKind, Group, KINDS};
pub use latest_posts::{LatestPosts, LatestPostsForm};
pub use link::{Link, LinkForm, LinkView};
pub use map::{Map, MapForm, MapView};
pub use network::{Network, NetworkIcon};
pub use picture::Picture;
pub use product::{Product, ProductForm};
pub use providers::{Media, Provider};
pub use social::{MAX_PROFILES, Profile, Social, SocialForm, SocialView};
pub use testimonials::{Testimonial, Testimonials, TestimonialsForm, TestimonialsView};
pub use text::{Text, TextForm, TextView};
pub use tip_jar::{TipJar, TipJarForm, TipJarView};
pub use vcard::{Vcard, VcardForm, VcardView};

use crate::kernel::{FieldErrors, time::Time};

/// Declares what a block can hold: a variant, its content and its stored word, which serde makes of the variant's name.
macro_rules! contents {
    ($($(#[$doc:meta])* $kind:ident $key:literal,)*) => {
        /// What a block holds.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "data", rename_all = "snake_case")]
        pub enum BlockContent {
            $($(#[$doc])* $kind($kind),)*
            /// A stored block that this version cannot read: kept as it is, shown as broken in the builder, skipped on the page.
            Broken(Broken),
        }

        impl BlockContent {
            /// The word that is stored for the kind.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$kind(_) => $key,)*
                    Self::Broken(broken) => &broken.kind,
                }
            }

            /// The version of the stored form of the kind; it grows when the form changes, and reading upgrades.
            pub fn version(&self) -> i32 {
                match self {
                    $(Self::$kind(_) => <$kind as Stored>::VERSION,)*
                    Self::Broken(broken) => broken.version,
                }
            }

            /// What the kind says of itself; nothing for what cannot be read.
            fn inside(&self) -> Option<&dyn Content> {
                match self {
                    $(Self::$kind(content) => Some(content),)*
                    Self::Broken(_) => None,
                }
            }

            fn read(kind: &str, version: i32, data: &Value) -> Option<Self> {
                match kind {
                    $($key => read::<$kind>(version, data).map(Self::$kind),)*
                    _ => None,
                }
            }
        }
    };
}

contents! {
    /// A link as a button.
    Link "link",
    /// A heading between blocks.
    Heading "heading",
    /// A paragraph or several.
    Text "text",
    /// An image by address.
    Image "image",
    /// Icons that lead to profiles elsewhere.
    Social "social",
    /// A form that asks for an e-mail address.
    Capture "capture",
    /// Several images.
    Gallery "gallery",
    /// A video or music of somebody else's service.
    Embed "embed",
    /// A form that sends a message.
    Contact "contact",
    /// The time until something.
    Countdown "countdown",
    /// Questions and answers.
    Faq "faq",
    /// Contact data to keep.
    Vcard "vcard",
    /// Where something is.
    Map "map",
    /// Space or a line between blocks.
    Divider "divider",
    /// What others say.
    Testimonials "testimonials",
    /// A way to give money without buying.
    TipJar "tip_jar",
    /// A way to make an appointment.
    Booking "booking",
    /// A product of the workspace's store.
    Product "product",
    /// A course of the workspace.
    Course "course",
    /// A coupon of the workspace's store.
    Coupon "coupon",
    /// The newest posts of the workspace's blog.
    LatestPosts "latest_posts",
}

/// A stored block that cannot be read; nothing of it is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Broken {
    /// The stored kind.
    pub kind: String,
    /// The stored version of that kind.
    pub version: i32,
    /// The stored document, as JSON text.
    pub data: String,
}

impl BlockContent {
    /// What must be mended before the block can be published, by field. Drafts may be incomplete but never too long.
    pub fn problems(&self) -> FieldErrors {
        self.inside().map(Content::problems).unwrap_or_default()
    }

    /// The addresses that visitors can follow from this block, in slot order; each gets a short link when published.
    pub fn targets(&self) -> Vec<String> {
        self.inside().map(Content::targets).unwrap_or_default()
    }

    /// The parts of the style sheet that the block needs.
    pub fn styles(&self) -> &'static [Style] {
        self.inside().map_or(&[], Content::styles)
    }

    /// The origin that may appear in a frame of the page once a visitor has asked for it.
    pub fn frame(&self) -> Option<&'static str> {
        self.inside().and_then(Content::frame)
    }

    /// Whether visitors see anything of it at an instant: not what waits for a context, what is over, or what is broken.
    pub fn is_shown(&self, now: Time) -> bool {
        self.inside().is_some_and(|inside| inside.is_shown(now))
    }

    /// The next instant at which what the block shows changes by itself; a rendered page is good until then.
    pub fn changes_at(&self, now: Time) -> Option<Time> {
        self.inside().and_then(|inside| inside.changes_at(now))
    }

    /// Everything that was typed, a line for each thing that says something.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = match self {
            Self::Broken(broken) => vec![broken.kind.clone(), broken.data.clone()],
            known => known.inside().map(Content::texts).unwrap_or_default(),
        };
        texts.retain(|text| !text.trim().is_empty());
        texts
    }

    /// The block as the database keeps it.
    pub fn to_stored(&self) -> Value {
        match self {
            Self::Broken(broken) => {
                serde_json::from_str(&broken.data).unwrap_or_else(|_| Value::String(broken.data.clone()))
            }
            known => serde_json::to_value(known).map(|mut value| value["data"].take()).unwrap_or_default(),
        }
    }

    /// Reads a stored block of this or an earlier version; what cannot be read becomes [`Broken`].
    pub fn from_stored(kind: &str, version: i32, data: &Value) -> Self {
        Self::read(kind, version, data)
            .unwrap_or_else(|| Self::Broken(Broken { kind: kind.to_owned(), version, data: data.to_string() }))
    }
}
