//! Draws the picture: the ground of the page, its name and words, and a glimpse of its links.

use std::fmt::Write;

use bytes::Bytes;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::Tree,
};

use super::{
    SIZE,
    letters::{drawable, escape, lines, options, runs_left},
};
use crate::{
    kernel::Result,
    server::error::internal,
    sites::{
        looks::{Shades, shades},
        publishing::Snapshot,
        themes,
        types::{Colour, Ground, Shape},
    },
};

/// From the edge to the words.
const MARGIN: f32 = 84.0;
/// How wide the words may become.
const ROOM: f32 = 700.0;
// Sizes of letters.
const TITLE: f32 = 74.0;
const BIO: f32 = 33.0;
const ADDRESS: f32 = 26.0;

/// Draws the picture of a page as PNG. `address` is the page's own, absolute.
///
/// # Errors
/// Internal.
pub fn draw(snapshot: &Snapshot, address: &str) -> Result<Bytes> {
    let svg = compose(snapshot, address);
    let tree = Tree::from_str(&svg, &options()).map_err(|error| internal("share picture", error))?;
    let mut picture = Pixmap::new(SIZE.0, SIZE.1).ok_or_else(crate::kernel::AppError::internal)?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture.encode_png().map(Bytes::from).map_err(|error| internal("share picture", error))
}

fn compose(snapshot: &Snapshot, address: &str) -> String {
    let theme = themes::find(&snapshot.theme);
    let shown = shades(theme, &snapshot.look);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let named = drawable(&snapshot.title);
    // A name in letters that we do not have leaves the address, which is always plain.
    let title = if named.is_empty() { drawable(address) } else { named };
    let left = runs_left(&title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"Inter\">",
        SIZE.0, SIZE.1
    );
    ground(&mut svg, &shown, snapshot.look.ground.as_ref());
    glimpse(&mut svg, &shown, snapshot, left);
    words(&mut svg, &shown, &title, &drawable(&snapshot.bio), &drawable(address), left);
    svg.push_str("</svg>");
    svg
}

/// The ground: what the look says, or the theme's colours from top to bottom.
fn ground(svg: &mut String, shown: &Shades, own: Option<&Ground>) {
    let (stops, angle) = match own {
        Some(Ground::Colour(colour)) => (vec![*colour], 180),
        Some(Ground::Gradient { from, to, angle }) => (vec![*from, *to], *angle),
        Some(Ground::Image { overlay, .. }) => (vec![*overlay], 180),
        None => (shown.ground.clone(), 180),
    };
    let turn = f64::from(angle % 360).to_radians();
    let (x, y) = (turn.sin() / 2.0, -turn.cos() / 2.0);
    let _ = write!(
        svg,
        "<linearGradient id=\"g\" x1=\"{:.4}\" y1=\"{:.4}\" x2=\"{:.4}\" y2=\"{:.4}\">",
        0.5 - x,
        0.5 - y,
        0.5 + x,
        0.5 + y
    );
    let last = stops.len().saturating_sub(1).max(1);
    for (at, colour) in stops.iter().enumerate() {
        let _ = write!(svg, "<stop offset=\"{}%\" stop-color=\"{colour}\"/>", at * 100 / last);
    }
    let _ = write!(svg, "</linearGradient><rect width=\"{}\" height=\"{}\" fill=\"url(#g)\"/>", SIZE.0, SIZE.1);
}

/// Links of the page that come in from the far edge, in the colours and the form that they have there.
fn glimpse(svg: &mut String, shown: &Shades, snapshot: &Snapshot, left: bool) {
    let radius = match snapshot.look.buttons.shape {
        Some(Shape::Square) => 0,
        Some(Shape::Soft) => 14,
        Some(Shape::Round) => 26,
        Some(Shape::Pill) => 52,
        None => match themes::find(&snapshot.theme).key {
            "mono" | "editorial" | "gazette" | "brutal" | "gilt" => 0,
            "paper" => 10,
            "night" | "ocean" | "candy" => 52,
            _ => 26,
        },
    };
    let first = |colours: &[Colour]| colours.first().copied().unwrap_or(Colour::WHITE);
    // Links that lie on the ground itself are drawn as lines of their text.
    let bare = shown.link == shown.ground;
    let area = if bare { "none".to_owned() } else { first(&shown.link).to_string() };
    let line = if bare || first(&shown.link).contrast(first(&shown.ground)) < 1.15 { 3 } else { 0 };
    let side = if left { "translate(1200 0) scale(-1 1)" } else { "translate(0 0)" };
    let _ = write!(svg, "<g transform=\"{side}\"><g transform=\"rotate(-8 1060 315)\">");
    for (row, long) in [(0, 210), (1, 270), (2, 170), (3, 240), (4, 200)] {
        let y = -20 + row * 140;
        let _ = write!(
            svg,
            "<rect x=\"880\" y=\"{y}\" width=\"480\" height=\"104\" rx=\"{radius}\" fill=\"{area}\" stroke=\"{0}\" stroke-width=\"{line}\"/>\
             <rect x=\"928\" y=\"{1}\" width=\"{long}\" height=\"14\" rx=\"7\" fill=\"{0}\" fill-opacity=\".82\"/>\
             <rect x=\"928\" y=\"{2}\" width=\"{3}\" height=\"10\" rx=\"5\" fill=\"{0}\" fill-opacity=\".38\"/>",
            shown.link_text,
            y + 34,
            y + 62,
            long * 2 / 3
        );
    }
    svg.push_str("</g></g>");
}

/// The initial, the name, the words below it and the address, from the side where reading starts.
fn words(svg: &mut String, shown: &Shades, title: &str, bio: &str, address: &str, left: bool) {
    let (x, anchor) = if left { (1200.0 - MARGIN, "end") } else { (MARGIN, "start") };
    let titles = lines(title, TITLE, 700, ROOM, 3);
    let bios = lines(bio, BIO, 500, ROOM, if titles.len() > 2 { 1 } else { 2 });
    let rows = |count: usize| f32::from(u8::try_from(count).unwrap_or(u8::MAX));
    let block = 132.0 + 34.0 + rows(titles.len()) * TITLE * 1.12 + rows(bios.len()) * BIO * 1.4;
    let mut y = ((530.0 - block) / 2.0).max(48.0);
    let middle = if left { x - 58.0 } else { x + 58.0 };
    if let Some(initial) = title.chars().find(|c| c.is_alphanumeric()) {
        let initial = escape(&initial.to_uppercase().collect::<String>());
        let _ = write!(
            svg,
            "<circle cx=\"{middle}\" cy=\"{0}\" r=\"58\" fill=\"{1}\"/><text x=\"{middle}\" y=\"{2}\" font-size=\"58\" \
             font-weight=\"700\" text-anchor=\"middle\" fill=\"{3}\">{initial}</text>",
            y + 58.0,
            shown.accent,
            y + 79.0,
            shown.accent_text
        );
    }
    y += 132.0;
    let mut put = |texts: &[String], size: f32, weight: u16, step: f32, colour: Colour, space: &str| {
        for text in texts {
            y += size * step;
            let text = escape(text);
            let _ = write!(
                svg,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" \
                 letter-spacing=\"{space}\" fill=\"{colour}\">{text}</text>"
            );
        }
    };
    put(&titles, TITLE, 700, 1.12, shown.text, if left { "0" } else { "-1" });
    put(&bios, BIO, 500, 1.4, shown.soft, "0");
    for line in lines(address, ADDRESS, 500, ROOM, 1) {
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"574\" font-size=\"{ADDRESS}\" font-weight=\"500\" text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
            shown.soft,
            escape(&line)
        );
    }
}
