//! The typefaces of bio pages: where their files are, and a stand-in of the same measures for each, so that nothing jumps
//! when a file arrives. A page names only the ones that it uses; a browser loads only those.

use super::types::Font;

/// What is known of one typeface.
#[derive(Clone, Copy, Debug)]
pub struct Typeface {
    /// Its name in style sheets.
    pub family: &'static str,
    /// The beginning of its files' addresses, without `-latin.woff2` and `-latin-ext.woff2`.
    file: &'static str,
    /// The weights that are in the files.
    weights: &'static str,
    /// The weight that suits titles.
    pub title_weight: u16,
    /// What stands in while it is loading.
    kind: Kind,
    /// Size, ascent and descent of the stand-in, in percent: measured over the letters of English at the usual weight
    /// (fontTools; the method is that of the "capsize" metrics).
    fit: [&'static str; 3],
}

/// What a typeface is drawn like.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Sans,
    Serif,
    Mono,
}

/// The system's own letters.
const SYSTEM: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";

/// Letters of most European languages, and what the second file adds (the ranges of Fontsource).
const LATIN: &str = "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+304,U+308,U+329,U+2000-206F,U+20AC,U+2122,U+2191,\
                     U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXT: &str = "U+100-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,\
                         U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

/// The typeface of a choice; `None` for the visitor's own.
pub fn typeface(font: Font) -> Option<&'static Typeface> {
    const fn face(
        family: &'static str,
        file: &'static str,
        weights: &'static str,
        title_weight: u16,
        kind: Kind,
        fit: [&'static str; 3],
    ) -> Typeface {
        Typeface { family, file, weights, title_weight, kind, fit }
    }
    use Kind::{Mono, Sans, Serif};
    static INTER: Typeface = face("Inter", "inter", "100 900", 700, Sans, ["107.26", "90.32", "22.49"]);
    static DM_SANS: Typeface = face("DM Sans", "bio/dm-sans", "100 1000", 700, Sans, ["105.5", "94.03", "29.38"]);
    static OUTFIT: Typeface = face("Outfit", "bio/outfit", "100 900", 600, Sans, ["99.52", "100.48", "26.13"]);
    static GROTESK: Typeface =
        face("Space Grotesk", "bio/space-grotesk", "300 700", 700, Sans, ["110.82", "88.79", "26.35"]);
    static BRICOLAGE: Typeface =
        face("Bricolage Grotesque", "bio/bricolage", "200 800", 700, Sans, ["110.58", "84.1", "24.42"]);
    static NUNITO: Typeface = face("Nunito", "bio/nunito", "200 1000", 800, Sans, ["101.63", "99.48", "34.73"]);
    static LORA: Typeface = face("Lora", "bio/lora", "400 700", 600, Serif, ["116.42", "86.41", "23.54"]);
    static FRAUNCES: Typeface = face("Fraunces", "bio/fraunces", "100 900", 500, Serif, ["117.79", "83.03", "21.65"]);
    static PLAYFAIR: Typeface =
        face("Playfair Display", "bio/playfair", "400 900", 600, Serif, ["113.79", "95.09", "22.06"]);
    static JETBRAINS: Typeface =
        face("JetBrains Mono", "bio/jetbrains-mono", "100 800", 700, Mono, ["99.98", "102.02", "30"]);
    static ANTON: Typeface = face("Anton", "bio/anton", "400", 400, Sans, ["92.06", "127.77", "35.75"]);
    static CAVEAT: Typeface = face("Caveat", "bio/caveat", "400 700", 700, Sans, ["77.36", "124.09", "38.78"]);
    Some(match font {
        Font::System => return None,
        Font::Inter => &INTER,
        Font::DmSans => &DM_SANS,
        Font::Outfit => &OUTFIT,
        Font::SpaceGrotesk => &GROTESK,
        Font::Bricolage => &BRICOLAGE,
        Font::Nunito => &NUNITO,
        Font::Lora => &LORA,
        Font::Fraunces => &FRAUNCES,
        Font::Playfair => &PLAYFAIR,
        Font::JetbrainsMono => &JETBRAINS,
        Font::Anton => &ANTON,
        Font::Caveat => &CAVEAT,
    })
}

/// The value of `font-family` for a choice.
pub fn stack(font: Font) -> String {
    let Some(face) = typeface(font) else { return SYSTEM.to_owned() };
    let generic = match face.kind {
        Kind::Sans => "system-ui,sans-serif",
        Kind::Serif => "Georgia,serif",
        Kind::Mono => "ui-monospace,monospace",
    };
    format!("\"{0}\",\"{0} Fallback\",{generic}", face.family)
}

/// The file that nearly every page with this choice needs, to be asked for ahead.
pub fn main_file(font: Font) -> Option<String> {
    typeface(font).map(|face| format!("/fonts/{}-latin.woff2", face.file))
}

/// The rules that make a choice known to a page: its files, and its stand-in. A typeface that is not there at once is used from
/// the next page on, so that nothing jumps.
pub fn faces(font: Font) -> String {
    let Some(Typeface { family, file, weights, kind, fit: [size, ascent, descent], .. }) = typeface(font) else {
        return String::new();
    };
    let stand_in = match kind {
        Kind::Sans => "local(\"Arial\"),local(\"Liberation Sans\"),local(\"Helvetica\")",
        Kind::Serif => "local(\"Times New Roman\"),local(\"Liberation Serif\"),local(\"Times\")",
        Kind::Mono => "local(\"Courier New\"),local(\"Liberation Mono\")",
    };
    let file = |part: &str, range: &str| {
        format!(
            "@font-face{{font-family:\"{family}\";font-weight:{weights};font-display:optional;\
             src:url(/fonts/{file}-{part}.woff2) format(\"woff2\");unicode-range:{range}}}"
        )
    };
    format!(
        "{}{}@font-face{{font-family:\"{family} Fallback\";src:{stand_in};size-adjust:{size}%;ascent-override:{ascent}%;\
         descent-override:{descent}%;line-gap-override:0%}}",
        file("latin-ext", LATIN_EXT),
        file("latin", LATIN)
    )
}
