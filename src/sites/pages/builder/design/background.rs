//! What lies behind the page: the theme's ground, a colour, two colours, a picture.

use leptos::prelude::*;

use super::{Editable, Section, colours::written, contrast::Contrast};
use crate::{
    sites::{
        looks::shades,
        pages::builder::session::Session,
        themes,
        types::{Colour, Ground, Look},
    },
    ui::{Choice, ColourField, ImageField, RadioCards, SelectField, TextField},
};

/// Directions of a gradient, in degrees.
const ANGLES: [(&str, &str); 8] = [
    ("180", "Down"),
    ("135", "Down to the right"),
    ("90", "To the right"),
    ("45", "Up to the right"),
    ("0", "Up"),
    ("315", "Up to the left"),
    ("270", "To the left"),
    ("225", "Down to the left"),
];

/// The section.
#[component]
pub fn Background(
    /// The session.
    session: Session,
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let changed = Memo::new(move |_| editing.read(|look| look.ground.is_some()));
    let kind = editing.bound(
        |look| Some(word(look.ground.as_ref()).to_owned()),
        move |look, kind| {
            if kind != word(look.ground.as_ref()) {
                look.ground = begin(&kind, look, &session.draft_untracked().theme);
            }
        },
    );
    let choices = vec![
        Choice::new("theme", "As in the theme"),
        Choice::new("colour", "One colour"),
        Choice::new("gradient", "Two colours"),
        Choice::new("image", "A picture"),
    ];
    let shown = Memo::new(move |_| editing.read(|look| word(look.ground.as_ref())));
    let fields = move || match shown.get() {
        "colour" => view! { <GroundColour editing name="ground" label="Colour"/> }.into_any(),
        "gradient" => view! { <Gradient editing/> }.into_any(),
        "image" => view! { <Picture editing/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <Section
            title="Background"
            about="What lies behind everything."
            changed
            reset=move |()| editing.update(|look| look.ground = None)
        >
            <RadioCards name="ground_kind" label="Background" choices bind=kind/>
            {fields}
            {move || changed.get().then(|| view! { <Contrast session editing/> })}
        </Section>
    }
}

/// The kind of a ground as a word.
fn word(ground: Option<&Ground>) -> &'static str {
    match ground {
        None => "theme",
        Some(Ground::Colour(_)) => "colour",
        Some(Ground::Gradient { .. }) => "gradient",
        Some(Ground::Image { .. }) => "image",
    }
}

/// A ground of a kind that looks much like what is there.
fn begin(kind: &str, look: &Look, theme: &str) -> Option<Ground> {
    let shown = shades(themes::find(theme), look);
    let first = shown.ground.first().copied().unwrap_or(Colour::WHITE);
    let last = shown.ground.last().copied().unwrap_or(first);
    let to = if last == first { shown.accent.over(first, 0.2) } else { last };
    match kind {
        "colour" => Some(Ground::Colour(first)),
        "gradient" => Some(Ground::Gradient { from: first, to, angle: 180 }),
        "image" => {
            let overlay = if shown.text.luminance() > 0.4 { Colour::BLACK } else { Colour::WHITE };
            Some(Ground::Image { url: String::new(), overlay, strength: 60 })
        }
        _ => None,
    }
}

/// A colour of the ground by its field: `ground`, `from`, `to`, `overlay`.
fn place<'a>(ground: &'a mut Ground, name: &str) -> Option<&'a mut Colour> {
    match (ground, name) {
        (Ground::Colour(colour), "ground")
        | (Ground::Gradient { from: colour, .. }, "from")
        | (Ground::Gradient { to: colour, .. }, "to")
        | (Ground::Image { overlay: colour, .. }, "overlay") => Some(colour),
        _ => None,
    }
}

#[component]
fn GroundColour(editing: Editable, name: &'static str, label: &'static str) -> impl IntoView {
    let bind = editing.bound(
        move |look| Some(place(look.ground.clone().as_mut()?, name)?.to_string()),
        move |look, text| {
            if let (Some(Some(colour)), Some(place)) =
                (written(&text), look.ground.as_mut().and_then(|ground| place(ground, name)))
            {
                *place = colour;
            }
        },
    );
    let usual = Signal::derive(move || {
        editing.read(|look| Some(place(look.ground.clone().as_mut()?, name)?.to_string())).unwrap_or_default()
    });
    view! { <ColourField name label bind usual/> }
}

#[component]
fn Gradient(editing: Editable) -> impl IntoView {
    let angle = editing.bound(
        |look| match look.ground {
            Some(Ground::Gradient { angle, .. }) => Some((angle % 360).to_string()),
            _ => None,
        },
        |look, text| {
            if let (Some(Ground::Gradient { angle, .. }), Ok(chosen)) = (&mut look.ground, text.parse::<u16>()) {
                *angle = chosen % 360;
            }
        },
    );
    let options: Vec<_> = ANGLES.into_iter().map(Into::into).collect();
    view! {
        <div class="grid gap-4 sm:grid-cols-3">
            <GroundColour editing name="from" label="From"/>
            <GroundColour editing name="to" label="To"/>
            <SelectField name="angle" label="Direction" options bind=angle/>
        </div>
    }
}

#[component]
fn Picture(editing: Editable) -> impl IntoView {
    let url = editing.bound(
        |look| match &look.ground {
            Some(Ground::Image { url, .. }) => Some(url.clone()),
            _ => None,
        },
        |look, text| {
            if let Some(Ground::Image { url, .. }) = &mut look.ground {
                *url = text;
            }
        },
    );
    let strength = editing.bound(
        |look| match look.ground {
            Some(Ground::Image { strength, .. }) => Some(strength.to_string()),
            _ => None,
        },
        |look, text| {
            if let (Some(Ground::Image { strength, .. }), Ok(chosen)) = (&mut look.ground, text.trim().parse::<u8>()) {
                *strength = chosen.min(100);
            }
        },
    );
    view! {
        <ImageField
            name="ground"
            label="Picture"
            bind=url
            error=editing.error("look.ground")
            help=Some("It fills the page and stays while the page moves. Best at least 1600 wide.".to_owned())
        />
        <div class="grid gap-4 sm:grid-cols-2">
            <GroundColour editing name="overlay" label="Veil over the picture"/>
            <TextField
                name="strength"
                label="How much it covers"
                type_="number"
                min="0"
                max="100"
                suffix="%"
                bind=strength
                help=Some("More makes texts easier to read.".to_owned())
            />
        </div>
    }
}
