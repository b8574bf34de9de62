//! A colour as creators choose it, and how well two of them can be told apart.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An opaque colour of the sRGB space. It is written `#rrggbb`, and nothing else is ever read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColour;

impl fmt::Display for NotAColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Write a colour as # and six digits, for example #1a2b3c.")
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = NotAColour;

    /// Reads `#rrggbb` and `#rgb`, with or without the sign.
    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let whole: String = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => return Err(NotAColour),
        };
        u32::from_str_radix(&whole, 16).map(Self::new).map_err(|_| NotAColour)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, NotAColour> {
        text.parse()
    }
}

impl Colour {
    /// Black.
    pub const BLACK: Self = Self::new(0);
    /// White.
    pub const WHITE: Self = Self::new(0x00ff_ffff);

    /// A colour from `0xrrggbb`.
    #[allow(clippy::cast_possible_truncation, reason = "each byte is taken out on its own")]
    pub const fn new(rgb: u32) -> Self {
        Self { red: (rgb >> 16) as u8, green: (rgb >> 8) as u8, blue: rgb as u8 }
    }

    /// Red, green, blue.
    pub const fn channels(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// This colour laid over another one: `share` of 1 covers it, of 0 leaves it.
    pub fn over(self, below: Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let channel =
            |above: u8, below: u8| to_byte((f64::from(above) * share + f64::from(below) * (1.0 - share)) / 255.0);
        Self {
            red: channel(self.red, below.red),
            green: channel(self.green, below.green),
            blue: channel(self.blue, below.blue),
        }
    }

    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// How well two colours can be told apart, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The lowest contrast with any of several colours.
    pub fn worst_contrast(self, others: &[Self]) -> f64 {
        others.iter().map(|other| self.contrast(*other)).fold(21.0, f64::min)
    }

    /// The nearest colour of the same hue that reaches a contrast with all of several colours; black or white when no shade
    /// of the hue does; `None` when nothing can.
    pub fn nearest_readable(self, grounds: &[Self], wanted: f64) -> Option<Self> {
        let (hue, saturation, lightness) = self.hsl();
        let reaches = |colour: &Self| colour.worst_contrast(grounds) >= wanted;
        (0..=200)
            .flat_map(|step| {
                let distance = f64::from(step) / 200.0;
                [lightness - distance, lightness + distance]
            })
            .filter(|lightness| (0.0..=1.0).contains(lightness))
            .map(|lightness| Self::from_hsl(hue, saturation, lightness))
            .chain([Self::BLACK, Self::WHITE])
            .find(reaches)
    }

    /// Hue in degrees, saturation and lightness from 0 to 1 (CSS Color 4, "HSL").
    fn hsl(self) -> (f64, f64, f64) {
        let [red, green, blue] = self.channels().map(|channel| f64::from(channel) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (lightness, spread) = (f64::midpoint(most, least), most - least);
        if spread == 0.0 {
            return (0.0, 0.0, lightness);
        }
        let saturation = spread / (1.0 - (2.0 * lightness - 1.0).abs());
        let sixth = if most == red {
            ((green - blue) / spread).rem_euclid(6.0)
        } else if most == green {
            (blue - red) / spread + 2.0
        } else {
            (red - green) / spread + 4.0
        };
        (sixth * 60.0, saturation.min(1.0), lightness)
    }

    fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Self {
        let reach = saturation * lightness.min(1.0 - lightness);
        let channel = |offset: f64| {
            let turn = (offset + hue / 30.0).rem_euclid(12.0);
            to_byte(lightness - reach * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0))
        };
        Self { red: channel(0.0), green: channel(8.0), blue: channel(4.0) }
    }
}

/// A part of 1 as a byte.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
fn to_byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}
