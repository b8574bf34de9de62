//! The starting themes: their names, and the style sheet of a public page.

use super::{
    palettes::{self, Palette},
    types::Font,
};

/// A theme: colours, type and shapes of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What a draft keeps; the class of the page is `theme-{key}`.
    pub key: &'static str,
    /// The name that people see.
    pub name: &'static str,
    /// Its character, in a few words.
    pub about: &'static str,
    /// The colour of the browser's own bars around the page.
    pub bar: &'static str,
    /// The typefaces that its rule names, besides those of the visitor's system.
    pub fonts: &'static [Font],
    /// Its colours as numbers.
    pub palette: Palette,
    /// The rule `.bio.theme-{key}` with the theme's variables, as in `style/themes`.
    #[cfg(feature = "ssr")]
    pub css: &'static str,
}

/// Declares a theme together with its rule; the browser has the rules in the dashboard's style sheet already.
macro_rules! theme {
    ($key:literal, $name:literal, $bar:literal, $about:literal, $fonts:expr, $palette:expr) => {
        Theme {
            key: $key,
            name: $name,
            about: $about,
            bar: $bar,
            fonts: $fonts,
            palette: $palette,
            #[cfg(feature = "ssr")]
            css: include_str!(concat!("../../style/themes/", $key, ".css")),
        }
    };
}

/// Every theme; the first one is what an unknown key becomes.
#[rustfmt::skip]
pub const THEMES: [Theme; 15] = [
    theme!("paper", "Paper", "#f7f2e9", "Warm paper, a serif name, quiet lines.", &[], palettes::PAPER),
    theme!("night", "Night", "#0b0e17", "Deep blue with soft light and round buttons.", &[], palettes::NIGHT),
    theme!("bloom", "Bloom", "#ffe1c4", "Sunrise colours, thick outlines, playful shadows.", &[], palettes::BLOOM),
    theme!("mono", "Mono", "#ffffff", "One typeface, one line, no boxes.", &[Font::JetbrainsMono], palettes::MONO),
    theme!("editorial", "Editorial", "#f6f3ee", "A magazine: large serif, numbered lines, much air.", &[Font::Fraunces], palettes::EDITORIAL),
    theme!("glass", "Glass", "#e6deff", "Frosted panes over soft morning colours.", &[Font::DmSans], palettes::GLASS),
    theme!("brutal", "Brutal", "#ffe03d", "Poster type, thick black, no manners.", &[Font::SpaceGrotesk, Font::Anton], palettes::BRUTAL),
    theme!("botanical", "Botanical", "#eef1e4", "Sage paper and shapes of leaves.", &[Font::Lora], palettes::BOTANICAL),
    theme!("neon", "Neon", "#08060f", "A sign in a dark street, glowing in two colours.", &[Font::SpaceGrotesk], palettes::NEON),
    theme!("terracotta", "Terracotta", "#993f22", "Baked clay, an arch, an evening sun.", &[Font::Bricolage], palettes::TERRACOTTA),
    theme!("ocean", "Ocean", "#0c6a92", "From the surface down; round as pebbles.", &[Font::Outfit], palettes::OCEAN),
    theme!("gilt", "Gilt", "#141929", "Midnight and thin gold, for an evening.", &[Font::DmSans, Font::Playfair], palettes::GILT),
    theme!("gazette", "Gazette", "#f2efe6", "A front page: masthead, columns, a drop cap.", &[Font::Lora, Font::Playfair], palettes::GAZETTE),
    theme!("candy", "Candy", "#fff0f7", "Sugar dots and glossy buttons.", &[Font::Nunito], palettes::CANDY),
    theme!("sand", "Sand", "#e8dfd1", "One tone, raised and pressed by light alone.", &[Font::Outfit], palettes::SAND),
];

/// The theme with this key, or the first one.
pub fn find(key: &str) -> &'static Theme {
    THEMES.iter().find(|theme| theme.key == key).unwrap_or(&THEMES[0])
}

/// Whether a theme with this key exists.
pub fn exists(key: &str) -> bool {
    THEMES.iter().any(|theme| theme.key == key)
}

/// The part of a public page's style sheet that is this theme's ([`super::styles`] has the rest), without comments and
/// needless spaces.
#[cfg(feature = "ssr")]
pub fn style_sheet(key: &str) -> &'static str {
    use std::sync::LazyLock;
    static SHEETS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let look = squeeze(include_str!("../../style/look.css"));
        THEMES.iter().map(|theme| format!("{look}{}", squeeze(theme.css))).collect()
    });
    let index = THEMES.iter().position(|theme| theme.key == key).unwrap_or(0);
    &SHEETS[index]
}

/// Takes comments, line ends and spaces beside punctuation out of our own style sheets, which hold no strings with any of
/// these. Spaces inside of `calc` and selectors stay.
#[cfg(feature = "ssr")]
pub(super) fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let mut squeezed = String::with_capacity(out.len());
    for word in out.split_whitespace() {
        let glued = squeezed.ends_with(['{', '}', ';', ',', ':']) || word.starts_with(['{', '}']);
        if !squeezed.is_empty() && !glued {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed.replace(";}", "}")
}
