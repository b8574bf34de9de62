//! A look laid over its theme: the colours that come out of it, and what the style sheet says about it.

use super::{
    fonts,
    themes::{self, Theme},
    types::{Align, AvatarShape, ButtonStyle, Colour, Font, Ground, Look, Shape, Spacing, is_picture_behind},
};
use crate::kernel::picture::{PictureAddress, WIDEST};

/// What lesser texts must reach on their ground.
const READABLE: f64 = 4.5;

/// The colours of a page as visitors see them. Grounds are lists, because a text may stand anywhere on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shades {
    /// Behind everything.
    pub ground: Vec<Colour>,
    /// Texts on it.
    pub text: Colour,
    /// Lesser texts on it.
    pub soft: Colour,
    /// Cards.
    pub card: Vec<Colour>,
    /// Texts on cards.
    pub card_text: Colour,
    /// Lesser texts on cards.
    pub card_soft: Colour,
    /// Links.
    pub link: Vec<Colour>,
    /// Texts on links.
    pub link_text: Colour,
    /// Lesser texts on links.
    pub link_soft: Colour,
    /// Buttons of forms.
    pub accent: Colour,
    /// Texts on them.
    pub accent_text: Colour,
    /// What is wrong, on cards.
    pub wrong: Colour,
}

/// The colours of a theme with a look over it.
pub fn shades(theme: &Theme, look: &Look) -> Shades {
    let (base, own) = (&theme.palette, &look.colours);
    let ground = look.ground.as_ref().map_or_else(|| base.ground.to_vec(), stops);
    let veil = f64::from(base.veil) / 100.0;
    let lay = |colour: Colour| match own.card {
        Some(card) => vec![card],
        None => ground.iter().map(|below| colour.over(*below, veil)).collect::<Vec<_>>(),
    };
    let text = own.text.unwrap_or(base.text);
    let soft = if own.text.is_some() || look.ground.is_some() { soften(text, &ground) } else { base.soft };
    let card = lay(base.card);
    let card_text = own.card_text.unwrap_or(base.card_text);
    let repainted = repaints(theme, look);
    let card_soft = if repainted { soften(card_text, &card) } else { base.card_soft };
    let filled = (card.clone(), card_text, card_soft);
    let (link, link_text, link_soft) = match (look.buttons.style, base.link) {
        (Some(ButtonStyle::Outline), _) => (ground.clone(), text, soft),
        (None, None) if own.card.is_none() => (ground.clone(), text, soft),
        (_, None) => filled,
        (_, Some(colour)) => {
            let link = lay(colour);
            let text = own.card_text.unwrap_or(base.link_text);
            let soft = if repainted { soften(text, &link) } else { base.link_soft };
            (link, text, soft)
        }
    };
    let wrong = base.wrong.nearest_readable(&card, READABLE).unwrap_or(card_text);
    let (accent, accent_text) = (own.accent.unwrap_or(base.accent), own.accent_text.unwrap_or(base.accent_text));
    Shades { ground, text, soft, card, card_text, card_soft, link, link_text, link_soft, accent, accent_text, wrong }
}

/// Whether texts on cards and links meet other colours than those of the theme.
fn repaints(theme: &Theme, look: &Look) -> bool {
    let shines_through = theme.palette.veil < 100 && look.ground.is_some();
    look.colours.card.is_some() || look.colours.card_text.is_some() || shines_through
}

/// Every colour that may lie behind a text on a ground. What a picture shows is not known, so it is as light and as dark as
/// can be.
fn stops(ground: &Ground) -> Vec<Colour> {
    match ground {
        Ground::Colour(colour) => vec![*colour],
        Ground::Gradient { from, to, .. } => (0..=4).map(|step| to.over(*from, f64::from(step) / 4.0)).collect(),
        Ground::Image { overlay, strength, .. } => {
            let share = f64::from(*strength) / 100.0;
            vec![overlay.over(Colour::WHITE, share), overlay.over(Colour::BLACK, share)]
        }
    }
}

/// A quieter colour of the same kind that can still be read.
fn soften(text: Colour, grounds: &[Colour]) -> Colour {
    let below = grounds.first().copied().unwrap_or(Colour::WHITE);
    let shares = [0.74, 0.8, 0.86, 0.92];
    let quieter = shares.into_iter().map(|share| text.over(below, share));
    quieter.into_iter().find(|colour| colour.worst_contrast(grounds) >= READABLE).unwrap_or(text)
}

/// The colour of the browser's own bars around the page: the upper edge of the ground.
pub fn bar(theme: &Theme, look: &Look) -> String {
    match &look.ground {
        None => theme.bar.to_owned(),
        Some(Ground::Gradient { from, to, angle }) => {
            let down = (90..270).contains(&(angle % 360));
            if down { from.to_string() } else { to.to_string() }
        }
        Some(Ground::Colour(colour) | Ground::Image { overlay: colour, .. }) => colour.to_string(),
    }
}

/// Further classes of the page.
pub fn classes(look: &Look) -> &'static str {
    let pictured = picture(look).is_some();
    let even = matches!(look.layout.avatar, Some(AvatarShape::Circle | AvatarShape::Square));
    match (pictured, even) {
        (true, true) => " bio-pictured bio-even",
        (true, false) => " bio-pictured",
        (false, true) => " bio-even",
        (false, false) => "",
    }
}

/// The typefaces that a page names.
pub fn used_fonts(theme: &Theme, look: &Look) -> Vec<Font> {
    let mut used = theme.fonts.to_vec();
    for font in [look.fonts.title, look.fonts.text].into_iter().flatten() {
        if !used.contains(&font) {
            used.push(font);
        }
    }
    used
}

/// What a public page's style sheet says besides the theme's own: typefaces, then the look.
pub fn sheet(theme: &str, look: &Look) -> String {
    let theme = themes::find(theme);
    let mut css: String = used_fonts(theme, look).into_iter().map(fonts::faces).collect();
    let own = style(theme, look);
    if !own.is_empty() {
        css.push_str(&format!(".bio.theme-{}{{{own}}}", theme.key));
    }
    css
}

/// The look as declarations: the inside of a rule, or of a `style` attribute.
pub fn style(theme: &Theme, look: &Look) -> String {
    let mut out = Declarations::default();
    colours(&mut out, theme, look);
    if let Some(ground) = &look.ground {
        lay_ground(&mut out, ground, &shades(theme, look), look);
    }
    write_fonts(&mut out, look);
    buttons(&mut out, theme, look);
    layout(&mut out, look);
    out.0
}

/// CSS declarations, one after the other.
#[derive(Default)]
struct Declarations(String);

impl Declarations {
    fn set(&mut self, name: &str, value: impl std::fmt::Display) {
        if !self.0.is_empty() {
            self.0.push(';');
        }
        self.0.push_str(&format!("{name}:{value}"));
    }
}

fn colours(out: &mut Declarations, theme: &Theme, look: &Look) {
    let (own, shown) = (&look.colours, shades(theme, look));
    if let Some(text) = own.text {
        out.set("--b-text", text);
        out.set("--b-soft", shown.soft);
    }
    if let Some(card) = own.card {
        out.set("--b-card", card);
        out.set("--b-link", card);
        out.set("--b-input", shown.card_text.over(card, 0.05));
        out.set("--b-wrong", shown.wrong);
    }
    if repaints(theme, look) {
        out.set("--b-card-text", shown.card_text);
        out.set("--b-card-soft", shown.card_soft);
        out.set("--b-link-text", shown.link_text);
        out.set("--b-link-soft", shown.link_soft);
    }
    if let Some(accent) = own.accent {
        out.set("--b-accent", accent);
    }
    if let Some(text) = own.accent_text {
        out.set("--b-accent-text", text);
    }
}

fn lay_ground(out: &mut Declarations, ground: &Ground, shown: &Shades, look: &Look) {
    let first = shown.ground.first().copied().unwrap_or(Colour::WHITE);
    let dark = shown.text.luminance() > 0.4;
    out.set("color-scheme", if dark { "dark" } else { "light" });
    out.set("--b-soft", shown.soft);
    out.set("--b-well", shown.text.over(first, 0.12));
    out.set("--b-focus", shown.text);
    match ground {
        Ground::Colour(colour) => out.set("--b-ground", colour),
        Ground::Gradient { from, to, angle } => {
            out.set("--b-ground", format!("linear-gradient({}deg,{from},{to})", angle % 360));
        }
        Ground::Image { overlay, .. } => {
            out.set("--b-ground", overlay);
            if let Some(picture) = picture(look) {
                out.set("--b-picture", picture);
            }
        }
    }
}

/// The picture behind a page with its veil, when its address is a safe one.
fn picture(look: &Look) -> Option<String> {
    let Some(Ground::Image { url, overlay, strength }) = &look.ground else { return None };
    let url = url.trim();
    if !is_picture_behind(url) {
        return None;
    }
    // Of an uploaded picture the widest variant that is made for screens.
    let url = PictureAddress::parse(url).map_or_else(|| url.to_owned(), |own| own.at_least(WIDEST));
    let ([red, green, blue], strength) = (overlay.channels(), strength.min(&100));
    let veil = format!("rgb({red} {green} {blue}/{strength}%)");
    Some(format!("linear-gradient({veil},{veil}),url(\"{}\") center/cover no-repeat", quotable(&url)))
}

/// An address with everything encoded that could mean something in a style sheet.
fn quotable(url: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&*+,;=%[]".contains(&byte);
    url.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn write_fonts(out: &mut Declarations, look: &Look) {
    if let Some(font) = look.fonts.text {
        out.set("--b-font", fonts::stack(font));
    }
    if let Some(font) = look.fonts.title {
        out.set("--b-title-face", fonts::stack(font));
        if let Some(face) = fonts::typeface(font) {
            out.set("--b-title-weight", face.title_weight);
            out.set("--b-heading-weight", face.title_weight);
        }
    }
}

fn buttons(out: &mut Declarations, theme: &Theme, look: &Look) {
    if let Some(shape) = look.buttons.shape {
        let [card, link, thumb, field] = match shape {
            Shape::Square => ["0", "0", "0", "0"],
            Shape::Soft => ["10px", "10px", "6px", "8px"],
            Shape::Round => ["20px", "20px", "13px", "14px"],
            Shape::Pill => ["28px", "99px", "50%", "99px"],
        };
        out.set("--b-radius", card);
        out.set("--b-link-radius", link);
        out.set("--b-thumb", thumb);
        out.set("--b-field", field);
    }
    // A theme whose links are bare lines needs room inside them once they have an area or a frame.
    if theme.palette.link.is_none() && (look.buttons.style.is_some() || look.colours.card.is_some()) {
        out.set("--b-link-pad", "12px 16px");
        if look.layout.spacing.is_none() {
            out.set("--b-gap", "14px");
        }
    }
    let Some(style) = look.buttons.style else { return };
    let [frame, shadow, lifted] = match style {
        ButtonStyle::Filled => ["0 solid", "none", "0 8px 20px -12px rgb(0 0 0/.5)"],
        ButtonStyle::Outline => ["2px solid var(--b-text)", "none", "inset 0 0 0 1px var(--b-text)"],
        ButtonStyle::SoftShadow => ["0 solid", "0 10px 28px -14px rgb(0 0 0/.5)", "0 16px 34px -14px rgb(0 0 0/.55)"],
        ButtonStyle::HardShadow => ["2px solid var(--b-text)", "5px 5px 0 var(--b-text)", "3px 3px 0 var(--b-text)"],
    };
    let lift = if style == ButtonStyle::HardShadow { "translate(2px,2px)" } else { "none" };
    let outline = style == ButtonStyle::Outline;
    if outline || theme.palette.link.is_none() {
        let [area, text, soft] = if outline {
            ["transparent", "var(--b-text)", "var(--b-soft)"]
        } else {
            ["var(--b-card)", "var(--b-card-text)", "var(--b-card-soft)"]
        };
        out.set("--b-link", area);
        out.set("--b-link-text", text);
        out.set("--b-link-soft", soft);
    }
    out.set("--b-link-frame", frame);
    out.set("--b-link-shadow", shadow);
    out.set("--b-shadow-lift", lifted);
    out.set("--b-lift", lift);
}

fn layout(out: &mut Declarations, look: &Look) {
    if let Some(align) = look.layout.align {
        let (place, text) = match align {
            Align::Centre => ("center", "center"),
            Align::Start => ("flex-start", "start"),
        };
        out.set("--b-place", place);
        out.set("--b-align", text);
        out.set("--b-link-align", text);
    }
    if let Some(spacing) = look.layout.spacing {
        let [gap, page, height] = match spacing {
            Spacing::Narrow => ["8px", "22px", "54px"],
            Spacing::Wide => ["24px", "52px", "78px"],
        };
        out.set("--b-gap", gap);
        out.set("--b-page-gap", page);
        out.set("--b-link-height", height);
    }
    match look.layout.avatar {
        Some(AvatarShape::Circle) => out.set("--b-avatar", "50%"),
        Some(AvatarShape::Square) => out.set("--b-avatar", "26px"),
        Some(AvatarShape::None) | None => (),
    }
}
