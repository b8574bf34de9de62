//! The starting themes: their names, and the style sheet of a public page.

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
    /// The rule `.bio.theme-{key}` with the theme's variables, as in `style/themes`.
    #[cfg(feature = "ssr")]
    pub css: &'static str,
}

/// Declares a theme together with its rule; the browser has the rules in the dashboard's style sheet already.
macro_rules! theme {
    ($key:literal, $name:literal, $bar:literal, $about:literal) => {
        Theme {
            key: $key,
            name: $name,
            about: $about,
            bar: $bar,
            #[cfg(feature = "ssr")]
            css: include_str!(concat!("../../style/themes/", $key, ".css")),
        }
    };
}

/// Every theme; the first one is what an unknown key becomes.
pub const THEMES: [Theme; 3] = [
    theme!("paper", "Paper", "#f7f2e9", "Warm paper, a serif name, quiet lines."),
    theme!("night", "Night", "#0b0e17", "Deep blue with soft light and round buttons."),
    theme!("bloom", "Bloom", "#ffe1c4", "Sunrise colours, thick outlines, playful shadows."),
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
    static SHEETS: LazyLock<Vec<String>> = LazyLock::new(|| THEMES.iter().map(|theme| squeeze(theme.css)).collect());
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
