//! Whether the texts of a page can be read on what lies behind them, and what to do about it (WCAG 2.2, 1.4.3).

use super::{
    looks::shades,
    themes::Theme,
    types::{ButtonStyle, Colour, Ground, Look},
};

/// What running text must reach (level AA).
pub const WANTED: f64 = 4.5;

/// Two colours that meet on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Texts on the ground.
    Text,
    /// Texts on links.
    Link,
    /// Texts on cards.
    Card,
    /// Texts on buttons of forms.
    Accent,
}

/// How well a text can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What meets.
    pub pair: Pair,
    /// The contrast ratio at the worst place, 1 to 21.
    pub ratio: f64,
    /// A look in which it can be read, nearest to this one; `None` when it is fine, or when nothing helps.
    pub mended: Option<Look>,
}

impl Pair {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text on the background",
            Self::Link => "Text on links",
            Self::Card => "Text on cards",
            Self::Accent => "Text on buttons of forms",
        }
    }
}

impl Reading {
    /// Whether it is good enough.
    pub fn is_fine(&self) -> bool {
        self.ratio >= WANTED
    }

    /// The ratio as people read it, never rounded up to what it is not.
    pub fn words(&self) -> String {
        format!("{:.1} to 1", (self.ratio * 10.0).floor() / 10.0)
    }
}

/// Every pair of a page. Texts on outlined links are those on the ground, so they are not named twice.
pub fn readings(theme: &Theme, look: &Look) -> Vec<Reading> {
    let shown = shades(theme, look);
    let on_ground = look.buttons.style == Some(ButtonStyle::Outline) || shown.link == shown.ground;
    let pairs = [
        (Pair::Text, shown.text, &shown.ground),
        (Pair::Link, shown.link_text, &shown.link),
        (Pair::Card, shown.card_text, &shown.card),
        (Pair::Accent, shown.accent_text, &vec![shown.accent]),
    ];
    let same = shown.link == shown.card && shown.link_text == shown.card_text;
    pairs
        .into_iter()
        .filter(|(pair, ..)| !(*pair == Pair::Link && (on_ground || same)))
        .map(|(pair, text, grounds)| {
            let ratio = text.worst_contrast(grounds);
            let mended = (ratio < WANTED).then(|| mend(pair, text, grounds, look)).flatten();
            Reading { pair, ratio, mended }
        })
        .collect()
}

/// The nearest look in which a pair can be read: another shade of the text, and a thicker veil where no shade helps.
fn mend(pair: Pair, text: Colour, grounds: &[Colour], look: &Look) -> Option<Look> {
    let mut look = look.clone();
    if let Some(shade) = text.nearest_readable(grounds, WANTED) {
        match pair {
            Pair::Text => look.colours.text = Some(shade),
            Pair::Link | Pair::Card => look.colours.card_text = Some(shade),
            Pair::Accent => look.colours.accent_text = Some(shade),
        }
        return Some(look);
    }
    let Some(Ground::Image { overlay, strength, .. }) = &mut look.ground else { return None };
    let dark = overlay.luminance() < 0.18;
    let shade = if dark { Colour::WHITE } else { Colour::BLACK };
    let readable = |percent: u8| {
        let share = f64::from(percent) / 100.0;
        shade.worst_contrast(&[overlay.over(Colour::WHITE, share), overlay.over(Colour::BLACK, share)]) >= WANTED
    };
    *strength = (*strength..=100).find(|percent| readable(*percent))?;
    look.colours.text = Some(shade);
    Some(look)
}
