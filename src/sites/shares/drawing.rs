//! Draws the picture: the ground of the page, its name and words, and a glimpse of its links.

use std::fmt::Write;

use bytes::Bytes;
use resvg::{
    tiny_skia::{ColorU8, FillRule, FilterQuality, Paint, PathBuilder, Pattern, Pixmap, SpreadMode, Transform},
    usvg::Tree,
};

use super::{
    SIZE,
    letters::{Setting, drawable, escape, options, runs_left},
};
use crate::{
    kernel::Result,
    server::error::internal,
    sites::{
        looks::{Shades, shades},
        publishing::Snapshot,
        themes,
        types::{Colour, Font, Ground, Shape},
    },
};

/// From the edge to the words.
const MARGIN: f32 = 84.0;
/// The size of the initial and of a portrait.
const RADIUS: f32 = 58.0;
/// How wide the words may become.
const ROOM: f32 = 700.0;
/// The same as [`super::SIZE`], where a small number is wanted.
const WIDTH: u16 = 1200;
/// How titles are set; a short one is larger.
const TITLE: Setting = Setting { family: "Inter", weight: 700, size: 74.0 };
const BIO: Setting = Setting { family: "Inter", weight: 500, size: 33.0 };
const ADDRESS: Setting = Setting { size: 26.0, ..BIO };
const INITIAL: Setting = Setting { size: 58.0, ..TITLE };

/// What a picture says.
struct Words<'a> {
    title: (&'a str, Setting),
    bio: &'a str,
    address: &'a str,
}

/// Draws the picture of a page as PNG. `address` is the page's own, absolute; `portrait` is the file of its picture on top,
/// when it was uploaded here.
///
/// # Errors
/// Internal.
pub fn draw(snapshot: &Snapshot, address: &str, portrait: Option<&[u8]>) -> Result<Bytes> {
    let (svg, place) = compose(snapshot, address);
    let tree = Tree::from_str(&svg, &options()).map_err(|error| internal("share picture", error))?;
    let mut picture = Pixmap::new(SIZE.0, SIZE.1).ok_or_else(crate::kernel::AppError::internal)?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    if let Some(portrait) = portrait.and_then(read) {
        hang(&mut picture, &portrait, place);
    }
    picture.encode_png().map(Bytes::from).map_err(|error| internal("share picture", error))
}

/// A portrait that can be drawn; none when the file cannot be read or is too large to be looked at.
fn read(file: &[u8]) -> Option<Pixmap> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(file)).with_guessed_format().ok()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(4096);
    limits.max_image_height = Some(4096);
    reader.limits(limits);
    let pixels = reader.decode().ok()?.to_rgba8();
    let (width, height) = pixels.dimensions();
    let mut portrait = Pixmap::new(width, height)?;
    for (to, from) in portrait.pixels_mut().iter_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = from.0;
        *to = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
    }
    Some(portrait)
}

/// Hangs a portrait over the initial: the middle of it, cut round.
fn hang(picture: &mut Pixmap, portrait: &Pixmap, (x, y): (f32, f32)) {
    let Some(round) = PathBuilder::from_circle(x, y, RADIUS) else { return };
    let small = |side: u32| f32::from(u16::try_from(side).unwrap_or(u16::MAX));
    let (width, height) = (small(portrait.width()), small(portrait.height()));
    let scale = 2.0 * RADIUS / width.min(height);
    let place = Transform::from_row(scale, 0.0, 0.0, scale, x - width * scale / 2.0, y - height * scale / 2.0);
    let shader = Pattern::new(portrait.as_ref(), SpreadMode::Pad, FilterQuality::Bicubic, 1.0, place);
    let paint = Paint { shader, anti_alias: true, ..Paint::default() };
    picture.fill_path(&round, &paint, FillRule::Winding, Transform::identity(), None);
}

/// The drawing, and the middle of the place for a portrait.
fn compose(snapshot: &Snapshot, address: &str) -> (String, (f32, f32)) {
    let theme = themes::find(&snapshot.theme);
    let shown = shades(theme, &snapshot.look);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let named = drawable(&snapshot.title);
    // A name in letters that we do not have leaves the handle, which is always plain.
    let handle = address.split_once('/').map_or(address, |(_, path)| path);
    let title = if named.is_empty() { drawable(handle) } else { named };
    let left = runs_left(&title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"Inter\">",
        SIZE.0, SIZE.1
    );
    ground(&mut svg, &shown, snapshot.look.ground.as_ref());
    glimpse(&mut svg, &shown, snapshot, left);
    let said =
        Words { title: (&title, title_setting(snapshot)), bio: &drawable(&snapshot.bio), address: &drawable(address) };
    let place = words(&mut svg, &shown, &said, left);
    svg.push_str("</svg>");
    (svg, place)
}

/// The typeface that comes nearest to that of the page's own title.
fn title_setting(snapshot: &Snapshot) -> Setting {
    let theme = themes::find(&snapshot.theme);
    let font = snapshot.look.fonts.title.or(theme.fonts.last().copied());
    match font {
        Some(Font::Playfair | Font::Fraunces | Font::Lora) => Setting { family: "Page Serif", ..TITLE },
        Some(Font::Anton) => Setting { family: "Anton", weight: 400, size: 82.0 },
        None if theme.key == "paper" => Setting { family: "Page Serif", ..TITLE },
        _ => TITLE,
    }
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

/// The initial, the name, the words below it and the address, from the side where reading starts. Returns the middle of the
/// initial.
fn words(svg: &mut String, shown: &Shades, faces: &Words<'_>, left: bool) -> (f32, f32) {
    let (x, anchor) = if left { (f32::from(WIDTH) - MARGIN, "end") } else { (MARGIN, "start") };
    let large = Setting { size: faces.title.1.size * 1.3, ..faces.title.1 };
    let mut setting = large;
    let mut titles = large.lines(faces.title.0, ROOM, 1);
    if titles.first().is_none_or(|line| line != faces.title.0) {
        setting = faces.title.1;
        titles = setting.lines(faces.title.0, ROOM, 3);
    }
    let bios = BIO.lines(faces.bio, ROOM, 4 - titles.len());
    let rows = |count: usize| f32::from(u8::try_from(count).unwrap_or(u8::MAX));
    let block = 132.0 + 22.0 + rows(titles.len()) * setting.size * 1.12 + rows(bios.len()) * BIO.size * 1.4;
    let mut y = ((520.0 - block) / 2.0).max(44.0);
    let middle = if left { x - RADIUS } else { x + RADIUS };
    if let Some(initial) = faces.title.0.chars().find(|c| c.is_alphanumeric()) {
        let initial = escape(&initial.to_uppercase().collect::<String>());
        let _ = write!(
            svg,
            "<circle cx=\"{middle}\" cy=\"{0}\" r=\"{RADIUS}\" fill=\"{1}\"/><text x=\"{middle}\" y=\"{2}\" text-anchor=\"middle\" \
             fill=\"{3}\" {4}>{initial}</text>",
            y + RADIUS,
            shown.accent,
            y + 79.0,
            shown.accent_text,
            INITIAL.attributes()
        );
    }
    let place = (middle, y + RADIUS);
    y += 132.0;
    let mut put = |text: &str, y: f32, setting: Setting, colour: Colour| {
        let (text, attributes) = (escape(text), setting.attributes());
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\" {attributes}>{text}</text>"
        );
    };
    for line in &titles {
        y += setting.size * 1.12;
        put(line, y, setting, shown.text);
    }
    y += 18.0;
    for line in &bios {
        y += BIO.size * 1.4;
        put(line, y, BIO, shown.soft);
    }
    for line in ADDRESS.lines(faces.address, ROOM, 1) {
        put(&line, 576.0, ADDRESS, shown.soft);
    }
    place
}
