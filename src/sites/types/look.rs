//! What a site's design has otherwise than its theme. Every choice is a word of a list, a number within bounds or a colour:
//! nothing that was typed reaches a style sheet as it is, but the address of a picture (checked and encoded) and the
//! creator's own CSS (parsed anew on the server).

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use super::{Colour, check_picture, is_safe_url};
use crate::kernel::{FieldErrors, picture::PictureAddress, words::words};

/// The most bytes of a creator's own CSS.
pub const MAX_CSS: usize = 8 * 1024;

/// Choices that lie over a theme; everything that is not chosen is the theme's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Colours of texts, cards and the accent.
    #[serde(deserialize_with = "known")]
    pub colours: Colours,
    /// What lies behind everything.
    #[serde(deserialize_with = "known")]
    pub ground: Option<Ground>,
    /// Typefaces.
    #[serde(deserialize_with = "known")]
    pub fonts: Fonts,
    /// Form of the links.
    #[serde(deserialize_with = "known")]
    pub buttons: Buttons,
    /// Order and air.
    #[serde(deserialize_with = "known")]
    pub layout: Layout,
    /// CSS of one's own as it was typed; at most [`MAX_CSS`] bytes.
    #[serde(deserialize_with = "known")]
    pub css: String,
}

/// Reads a part of a look; what this version does not know is as if it had not been chosen.
fn known<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(T::deserialize(value).unwrap_or_default())
}

/// Colours over those of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Colours {
    /// Texts on the ground.
    #[serde(deserialize_with = "known")]
    pub text: Option<Colour>,
    /// Links and cards.
    #[serde(deserialize_with = "known")]
    pub card: Option<Colour>,
    /// Texts on links and cards.
    #[serde(deserialize_with = "known")]
    pub card_text: Option<Colour>,
    /// Buttons of forms, and what is marked.
    #[serde(deserialize_with = "known")]
    pub accent: Option<Colour>,
    /// Texts on the accent.
    #[serde(deserialize_with = "known")]
    pub accent_text: Option<Colour>,
}

/// What lies behind everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// One colour.
    Colour(Colour),
    /// From one colour to another.
    Gradient {
        /// Where it begins.
        from: Colour,
        /// Where it ends.
        to: Colour,
        /// Which way, in degrees: 0 is up, 90 to the right, 180 down.
        angle: u16,
    },
    /// A picture under a veil that keeps texts readable.
    Image {
        /// Where it is: https, or one of our own files.
        url: String,
        /// The colour of the veil.
        overlay: Colour,
        /// How much the veil covers, in percent.
        strength: u8,
    },
}

/// Whether a picture may lie behind a page: one that was uploaded here, or https.
pub fn is_picture_behind(url: &str) -> bool {
    let url = url.trim();
    PictureAddress::parse(url).is_some() || (url.starts_with("https://") && is_safe_url(url, false))
}

/// Typefaces over those of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fonts {
    /// The title and headings.
    #[serde(deserialize_with = "known")]
    pub title: Option<Font>,
    /// Everything else.
    #[serde(deserialize_with = "known")]
    pub text: Option<Font>,
}

/// Form of the links over that of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Buttons {
    /// Their corners.
    #[serde(deserialize_with = "known")]
    pub shape: Option<Shape>,
    /// How they stand out.
    #[serde(deserialize_with = "known")]
    pub style: Option<ButtonStyle>,
}

/// Order and air over those of the theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Where lines begin.
    #[serde(deserialize_with = "known")]
    pub align: Option<Align>,
    /// How far blocks are apart.
    #[serde(deserialize_with = "known")]
    pub spacing: Option<Spacing>,
    /// How the picture on top is cut.
    #[serde(deserialize_with = "known")]
    pub avatar: Option<AvatarShape>,
}

words! {
    /// A typeface that we serve ourselves, or the visitor's own.
    Font {
        /// What the visitor's system has.
        System "system" "The visitor's own",
        /// Inter.
        Inter "inter" "Inter",
        /// DM Sans.
        DmSans "dm_sans" "DM Sans",
        /// Outfit.
        Outfit "outfit" "Outfit",
        /// Space Grotesk.
        SpaceGrotesk "space_grotesk" "Space Grotesk",
        /// Bricolage Grotesque.
        Bricolage "bricolage" "Bricolage Grotesque",
        /// Nunito.
        Nunito "nunito" "Nunito",
        /// Lora.
        Lora "lora" "Lora",
        /// Fraunces.
        Fraunces "fraunces" "Fraunces",
        /// Playfair Display.
        Playfair "playfair" "Playfair Display",
        /// JetBrains Mono.
        JetbrainsMono "jetbrains_mono" "JetBrains Mono",
        /// Anton.
        Anton "anton" "Anton",
        /// Caveat.
        Caveat "caveat" "Caveat",
    }
}

words! {
    /// Corners of links and cards.
    Shape {
        /// Right angles.
        Square "square" "Square",
        /// A little round.
        Soft "soft" "Soft",
        /// Clearly round.
        Round "round" "Round",
        /// Half circles at both ends.
        Pill "pill" "Pill",
    }
}

words! {
    /// How links stand out.
    ButtonStyle {
        /// A plain area.
        Filled "filled" "Filled",
        /// A line around nothing.
        Outline "outline" "Outline",
        /// An area that floats.
        SoftShadow "soft_shadow" "Soft shadow",
        /// An area with a shadow like cut paper.
        HardShadow "hard_shadow" "Hard shadow",
    }
}

words! {
    /// Where lines begin.
    Align {
        /// In the middle.
        Centre "centre" "Centred",
        /// At the side where reading starts.
        Start "start" "At the side",
    }
}

words! {
    /// How far blocks are apart.
    Spacing {
        /// Close together.
        Narrow "narrow" "Narrow",
        /// Far apart.
        Wide "wide" "Wide",
    }
}

words! {
    /// How the picture on top is cut.
    AvatarShape {
        /// Round.
        Circle "circle" "Circle",
        /// A square with soft corners.
        Square "square" "Soft square",
        /// Not shown.
        None "none" "No picture",
    }
}

impl Look {
    /// Adds what must be mended before publishing; fields begin with `look.`.
    pub fn check(&self, errors: &mut FieldErrors) {
        if let Some(Ground::Image { url, .. }) = &self.ground {
            check_picture(errors, "look.ground", url, true);
            if errors.get("look.ground").is_none() && !is_picture_behind(url) {
                errors.add("look.ground", "Use an address that begins with https://.");
            }
        }
        if self.css.len() > MAX_CSS {
            let (length, limit) = (self.css.len(), MAX_CSS);
            errors.add("look.css", format!("Your CSS has {length} bytes; the limit is {limit}. Shorten it."));
        }
    }

    /// Whether nothing but the theme decides.
    pub fn is_plain(&self) -> bool {
        *self == Self { css: self.css.clone(), ..Self::default() }
    }
}
