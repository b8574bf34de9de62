//! The letters of share pictures: which characters can be drawn, how wide a text becomes, where its lines break.

use std::sync::{Arc, LazyLock};

use resvg::usvg::{Options, Tree, fontdb::Database};
use ttf_parser::Face;

/// The typefaces that are drawn with: European letters, two faces for titles, Arabic and Hebrew.
const FILES: [&[u8]; 6] = [
    include_bytes!("../../../public/fonts/share/inter-bold.ttf"),
    include_bytes!("../../../public/fonts/share/inter-medium.ttf"),
    include_bytes!("../../../public/fonts/share/serif-bold.ttf"),
    include_bytes!("../../../public/fonts/share/anton.ttf"),
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

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The typeface.
    pub family: &'static str,
    /// Its weight.
    pub weight: u16,
    /// Height of the letters' box, in pixels.
    pub size: f32,
}

impl Setting {
    /// The attributes of a text element.
    pub fn attributes(self) -> String {
        format!("font-family=\"{}\" font-weight=\"{}\" font-size=\"{}\"", self.family, self.weight, self.size)
    }

    /// How wide a text becomes, in pixels.
    pub fn width(self, text: &str) -> f32 {
        let (text, attributes) = (escape(text), self.attributes());
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9000\" height=\"200\"><text y=\"100\" {attributes}>{text}</text></svg>"
        );
        Tree::from_str(&svg, &options()).map_or(0.0, |tree| tree.root().abs_bounding_box().width())
    }

    /// Breaks a text into lines that fit; what is left over after the last one becomes "…".
    pub fn lines(self, text: &str, room: f32, most: usize) -> Vec<String> {
        let space = self.size * 0.28;
        let mut lines: Vec<(String, f32)> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| self.pieces(word, room)) {
            let wide = self.width(&word);
            let full = lines.len() == most;
            match lines.last_mut() {
                Some((line, filled)) if *filled + space + wide <= room => {
                    line.push(' ');
                    line.push_str(&word);
                    *filled += space + wide;
                }
                Some((line, _)) if full => {
                    self.shorten(line, room);
                    break;
                }
                _ => lines.push((word, wide)),
            }
        }
        lines.into_iter().map(|(line, _)| line).collect()
    }

    /// A word in pieces of which each fits into a line, and all but the last fill it.
    fn pieces(self, word: &str, room: f32) -> Vec<String> {
        let (mut rest, mut pieces) = (word.to_owned(), Vec::new());
        while self.width(&rest) > room {
            let letters: Vec<char> = rest.chars().collect();
            let mut take = letters.len();
            let piece = loop {
                take = (take - 1).min(take * 19 / 20).max(1);
                let piece: String = letters[..take].iter().collect();
                if take == 1 || self.width(&piece) <= room {
                    break piece;
                }
            };
            pieces.push(piece);
            rest = letters[take..].iter().collect();
        }
        if !rest.is_empty() {
            pieces.push(rest);
        }
        pieces
    }

    /// Makes room for the sign of what is left out: whole words go, unless there is only one.
    fn shorten(self, line: &mut String, room: f32) {
        while !line.is_empty() && self.width(&format!("{line}…")) > room {
            match line.rfind(' ') {
                Some(at) => line.truncate(at),
                None => drop(line.pop()),
            }
        }
        let kept = line.trim_end_matches([' ', ',', '.', ';', ':', '-']).len();
        line.truncate(kept);
        line.push('…');
    }
}

/// How drawings are read.
pub fn options() -> Options<'static> {
    Options { fontdb: FONTS.clone(), font_family: "Inter".to_owned(), ..Options::default() }
}

/// A text with everything left out that there are no letters for: pictographs, other scripts, control characters.
pub fn drawable(text: &str) -> String {
    // Some files have an empty drawing for characters that XML cannot carry, or that join pictographs.
    let carried = |c: char| {
        !c.is_control() && !matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let drawn = |c: char| FACES.iter().any(|face| face.glyph_index(c).is_some());
    let known = |c: &char| c.is_whitespace() || (carried(*c) && drawn(*c));
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
