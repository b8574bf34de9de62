//! The style sheet of a public page: what every page needs, and the parts that its blocks ask for.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    blocks::{BlockContent, Style},
    themes::squeeze,
};

/// What every page needs.
static PAGE: LazyLock<String> =
    LazyLock::new(|| format!("body{{margin:0}}{}", squeeze(include_str!("../../style/bio.css"))));

/// The parts, in the order in which they stand.
static PARTS: LazyLock<Vec<(Style, String)>> = LazyLock::new(|| {
    let parts = [
        (Style::Card, include_str!("../../style/blocks/card.css")),
        (Style::Form, include_str!("../../style/blocks/form.css")),
        (Style::Link, include_str!("../../style/blocks/link.css")),
        (Style::Heading, include_str!("../../style/blocks/heading.css")),
        (Style::Text, include_str!("../../style/blocks/text.css")),
        (Style::Image, include_str!("../../style/blocks/image.css")),
        (Style::Social, include_str!("../../style/blocks/social.css")),
        (Style::Gallery, include_str!("../../style/blocks/gallery.css")),
        (Style::Embed, include_str!("../../style/blocks/embed.css")),
        (Style::Countdown, include_str!("../../style/blocks/countdown.css")),
        (Style::Faq, include_str!("../../style/blocks/faq.css")),
        (Style::Divider, include_str!("../../style/blocks/divider.css")),
        (Style::Testimonials, include_str!("../../style/blocks/testimonials.css")),
    ];
    parts.map(|(style, css)| (style, squeeze(css))).to_vec()
});

/// The sheet of the small page in a frame from which a player is started.
pub static FACE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "*{{box-sizing:border-box;margin:0}}html,body{{height:100%;background:#14161c}}{}",
        squeeze(include_str!("../../style/face.css"))
    )
});

/// The sheet of a page with these blocks, without its theme.
pub fn of<'a>(blocks: impl Iterator<Item = &'a BlockContent>) -> String {
    let used: BTreeSet<Style> = blocks.flat_map(BlockContent::styles).copied().collect();
    with(&used.into_iter().collect::<Vec<_>>())
}

/// The sheet of a page that uses these parts, without its theme.
pub fn with(used: &[Style]) -> String {
    let parts = PARTS.iter().filter(|(style, _)| used.contains(style)).map(|(_, css)| css.as_str());
    std::iter::once(PAGE.as_str()).chain(parts).collect()
}
