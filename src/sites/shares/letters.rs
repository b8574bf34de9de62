//! The letters of share pictures: which characters can be drawn, how wide a text becomes, where its lines break.

use std::sync::{Arc, LazyLock};

use resvg::usvg::{Options, Tree, fontdb::Database};
use ttf_parser::Face;

/// The typefaces that are drawn with: European letters in two weights, Arabic and Hebrew.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../../public/fonts/share/inter-bold.ttf"),
    include_bytes!("../../../public/fonts/share/inter-medium.ttf"),
    include_bytes!("../../../public/fonts/share/arabic-bold.ttf"),
    include_bytes!("../../../public/fonts/share/hebrew-bold.ttf"),
];

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for file in FILES {
        fonts.load_font_data(file.to_vec());
    }
    Arc::new(fonts)
});

static FACES: LazyLock<Vec<Face<'static>>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect());

/// How drawings are read.
pub fn options() -> Options<'static> {
    Options { fontdb: FONTS.clone(), font_family: "Inter".to_owned(), ..Options::default() }
}

/// A text with everything left out that there are no letters for: pictographs, other scripts, control characters.
pub fn drawable(text: &str) -> String {
    let known = |c: &char| c.is_whitespace() || FACES.iter().any(|face| face.glyph_index(*c).is_some());
    let kept: String = text.chars().filter(known).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether most of its letters are written from right to left.
pub fn runs_left(text: &str) -> bool {
    let leftward = |c: char| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff);
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (left, all) = letters.fold((0, 0), |(left, all), c| (left + usize::from(leftward(c)), all + 1));
    left * 2 > all
}

/// A text as it stands in XML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// How wide a text becomes, in pixels.
pub fn width(text: &str, size: f32, weight: u16) -> f32 {
    let text = escape(text);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9000\" height=\"200\"><text y=\"100\" font-family=\"Inter\" \
         font-size=\"{size}\" font-weight=\"{weight}\">{text}</text></svg>"
    );
    Tree::from_str(&svg, &options()).map_or(0.0, |tree| tree.root().abs_bounding_box().width())
}

/// Breaks a text into lines that fit; what is left over after the last one becomes "…".
pub fn lines(text: &str, size: f32, weight: u16, room: f32, most: usize) -> Vec<String> {
    let space = size * 0.28;
    let mut lines: Vec<(String, f32)> = Vec::new();
    let mut rest = text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, size, weight, room));
    for word in rest.by_ref() {
        let wide = width(&word, size, weight);
        let full = lines.len() == most;
        match lines.last_mut() {
            Some((line, filled)) if *filled + space + wide <= room => {
                line.push(' ');
                line.push_str(&word);
                *filled += space + wide;
            }
            _ if full => {
                if let Some((line, _)) = lines.last_mut() {
                    shorten(line, size, weight, room);
                }
                break;
            }
            _ => lines.push((word, wide)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// A word in pieces of which each fits into a line.
fn pieces(word: &str, size: f32, weight: u16, room: f32) -> Vec<String> {
    let wide = width(word, size, weight);
    let count = word.chars().count();
    if wide <= room || count < 2 {
        return vec![word.to_owned()];
    }
    let letters: Vec<char> = word.chars().collect();
    let half = count.div_ceil(2);
    letters.chunks(half).flat_map(|part| pieces(&part.iter().collect::<String>(), size, weight, room)).collect()
}

/// Makes room for the sign of what is left out.
fn shorten(line: &mut String, size: f32, weight: u16, room: f32) {
    while !line.is_empty() && width(&format!("{line}…"), size, weight) > room {
        line.pop();
    }
    let kept = line.trim_end_matches([' ', ',', '.', ';', ':', '-']).len();
    line.truncate(kept);
    line.push('…');
}
