//! `/m/{id}-{width}x{height}`: the address of a picture that was uploaded here. It carries the size, so that a page can
//! keep the place before the picture is there.

use std::{fmt, str::FromStr};

use super::id::MediaId;

/// The widths in which a picture is kept, in pixels; never wider than the picture itself.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];
/// The widest that is kept.
pub const WIDEST: u32 = WIDTHS[WIDTHS.len() - 1];
/// The longest side of an address that is read, in pixels.
const MAX_SIDE: u32 = 20_000;

/// The address of an uploaded picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureAddress {
    /// Which picture.
    pub id: MediaId,
    /// Width of the widest variant, in pixels.
    pub width: u32,
    /// Height of the widest variant, in pixels.
    pub height: u32,
}

impl PictureAddress {
    /// Reads an address strictly: what this type writes, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_name(text.strip_prefix("/m/")?)
    }

    /// The same without `/m/`.
    pub fn parse_name(name: &str) -> Option<Self> {
        let (id, size) = name.split_at_checked(36)?;
        let (width, height) = size.strip_prefix('-')?.split_once('x')?;
        let side = |text: &str| text.parse().ok().filter(|side| (1..=MAX_SIDE).contains(side));
        let address = Self { id: MediaId::from_str(id).ok()?, width: side(width)?, height: side(height)? };
        // Only one spelling is an address: no capital letters, no signs, no zeros in front.
        (address.name() == name).then_some(address)
    }

    /// The widths that exist, the smallest first.
    pub fn widths(self) -> Vec<u32> {
        widths(self.width)
    }

    /// The height that goes with a width.
    pub fn height_at(self, width: u32) -> u32 {
        height_at((self.width, self.height), width)
    }

    /// The address of the variant that is at least this wide, or of the widest.
    pub fn at_least(self, width: u32) -> String {
        let widths = self.widths();
        let fits = widths.iter().copied().find(|known| *known >= width);
        format!("{self}/{}", fits.unwrap_or(self.width))
    }

    /// All variants, as `srcset` wants them.
    pub fn srcset(self) -> String {
        let variants = self.widths().into_iter().map(|width| format!("{self}/{width} {width}w"));
        variants.collect::<Vec<_>>().join(", ")
    }

    fn name(self) -> String {
        format!("{}-{}x{}", self.id, self.width, self.height)
    }
}

impl fmt::Display for PictureAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/m/{}", self.name())
    }
}

/// The widths in which a picture of this width is kept.
pub fn widths(width: u32) -> Vec<u32> {
    let widest = width.min(WIDEST);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|known| *known < widest).collect();
    widths.push(widest);
    widths
}

/// The height of a picture of this size when it is this wide.
pub fn height_at((width, height): (u32, u32), wanted: u32) -> u32 {
    let exact = (u64::from(height) * u64::from(wanted) + u64::from(width) / 2) / u64::from(width.max(1));
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}
