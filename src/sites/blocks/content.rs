//! What every kind of block can say of itself, and how stored forms of earlier versions are read.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::kernel::{FieldErrors, time::Time};

/// A part of the style sheet; a page gets only the parts that its blocks ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// A box with a title and words.
    Card,
    /// Fields and a button.
    Form,
    /// A button that leads somewhere.
    Link,
    /// A heading.
    Heading,
    /// Paragraphs.
    Text,
    /// One picture.
    Image,
    /// Icons in a row.
    Social,
    /// Several pictures.
    Gallery,
    /// A frame that plays or shows something of somebody else.
    Embed,
    /// A number of days.
    Countdown,
    /// Questions that open.
    Faq,
    /// Lines and dots between blocks.
    Divider,
    /// Words of others.
    Testimonials,
}

/// What a block of one kind says of itself.
pub trait Content {
    /// What must be mended before the block can be published, by field.
    fn problems(&self) -> FieldErrors;

    /// What it says in one line.
    fn summary(&self) -> String;

    /// Everything that was typed, to compare two versions of it.
    fn texts(&self) -> Vec<String>;

    /// The addresses that visitors can follow, in slot order.
    fn targets(&self) -> Vec<String> {
        Vec::new()
    }

    /// The parts of the style sheet that it needs.
    fn styles(&self) -> &'static [Style];

    /// The origin that may appear in a frame once a visitor has asked for it.
    fn frame(&self) -> Option<&'static str> {
        None
    }

    /// Whether visitors see anything of it at an instant.
    fn is_shown(&self, _now: Time) -> bool {
        true
    }

    /// The next instant at which what it shows changes by itself.
    fn changes_at(&self, _now: Time) -> Option<Time> {
        None
    }
}

/// How a kind is kept. A kind whose stored form changes raises its version and upgrades what was stored before.
pub trait Stored: DeserializeOwned {
    /// The version that is written now.
    const VERSION: i32 = 1;

    /// One step: a document of this version as the next one has it.
    fn upgrade(_version: i32, data: Value) -> Value {
        data
    }
}

/// Reads a stored document of any version up to the kind's own. `None` for a newer or an unreadable one.
pub fn read<C: Stored>(version: i32, data: &Value) -> Option<C> {
    if !(1..=C::VERSION).contains(&version) {
        return None;
    }
    let data = (version..C::VERSION).fold(data.clone(), |data, version| C::upgrade(version, data));
    serde_json::from_value(data).ok()
}

/// Owned copies of some texts.
pub(super) fn owned<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

/// The first of some texts that says something.
pub(super) fn first<const N: usize>(texts: [&str; N]) -> String {
    texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().to_owned()
}

/// An address as the only target, unless there is none.
pub(super) fn target(url: &str) -> Vec<String> {
    if url.trim().is_empty() { Vec::new() } else { vec![url.to_owned()] }
}
