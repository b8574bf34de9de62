//! Typefaces, the form of links, order and air.

use leptos::prelude::*;

use super::{
    Editable, Section,
    pictures::{Form, PictureChoices},
};
use crate::{
    sites::types::{Align, AvatarShape, ButtonStyle, Buttons, Font, Fonts, Layout, Look, Shape, Spacing},
    ui::{SelectField, SelectOption},
};

/// The signal of a choice out of words.
macro_rules! choice {
    ($editing:expr, $kind:ty, |$look:ident| $place:expr) => {
        $editing.bound(
            |$look: &Look| Some($place.map_or("", <$kind>::as_str).to_owned()),
            |$look: &mut Look, key: String| $place = <$kind>::parse(&key),
        )
    };
}

/// The typefaces.
#[component]
pub fn FontsSection(
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let changed = Memo::new(move |_| editing.read(|look| look.fonts != Fonts::default()));
    let options = || {
        let fonts = Font::ALL.iter().map(|font| SelectOption::new(font.as_str(), font.label()));
        std::iter::once(SelectOption::new("", "As in the theme")).chain(fonts).collect::<Vec<_>>()
    };
    view! {
        <Section
            title="Fonts"
            about="Served by us. A visitor loads only the ones that you choose."
            changed
            reset=move |()| editing.update(|look| look.fonts = Fonts::default())
        >
            <div class="grid gap-4 sm:grid-cols-2">
                <SelectField
                    name="font_title"
                    label="Title and headings"
                    options=options()
                    bind=choice!(editing, Font, |look| look.fonts.title)
                />
                <SelectField
                    name="font_text"
                    label="Everything else"
                    options=options()
                    bind=choice!(editing, Font, |look| look.fonts.text)
                />
            </div>
        </Section>
    }
}

/// The form of links.
#[component]
pub fn ButtonsSection(
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let changed = Memo::new(move |_| editing.read(|look| look.buttons != Buttons::default()));
    let shapes = [
        (Shape::Square, "choice-square"),
        (Shape::Soft, "choice-soft"),
        (Shape::Round, "choice-round"),
        (Shape::Pill, "choice-pill"),
    ];
    let styles = [
        (ButtonStyle::Filled, "choice-filled"),
        (ButtonStyle::Outline, "choice-outline"),
        (ButtonStyle::SoftShadow, "choice-soft_shadow"),
        (ButtonStyle::HardShadow, "choice-hard_shadow"),
    ];
    let shapes = shapes.map(|(shape, class)| Form { key: shape.as_str(), label: shape.label(), class });
    let styles = styles.map(|(style, class)| Form { key: style.as_str(), label: style.label(), class });
    view! {
        <Section
            title="Links"
            about="Their corners, and how they stand out."
            changed
            reset=move |()| editing.update(|look| look.buttons = Buttons::default())
        >
            <PictureChoices
                name="shape"
                label="Shape"
                forms=shapes.to_vec()
                bind=choice!(editing, Shape, |look| look.buttons.shape)
            />
            <PictureChoices
                name="style"
                label="Style"
                forms=styles.to_vec()
                bind=choice!(editing, ButtonStyle, |look| look.buttons.style)
            />
        </Section>
    }
}

/// Order and air.
#[component]
pub fn LayoutSection(
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let changed = Memo::new(move |_| editing.read(|look| look.layout != Layout::default()));
    let form = |key, label, class| Form { key, label, class };
    let aligns = [(Align::Centre, "choice-centre"), (Align::Start, "choice-start")];
    let spacings = [(Spacing::Narrow, "choice-narrow"), (Spacing::Wide, "choice-wide")];
    let avatars = [
        (AvatarShape::Circle, "choice-circle"),
        (AvatarShape::Square, "choice-avatar-square"),
        (AvatarShape::None, "choice-none"),
    ];
    view! {
        <Section
            title="Layout"
            about="Where lines begin, how much air there is, and how your picture is cut."
            changed
            reset=move |()| editing.update(|look| look.layout = Layout::default())
        >
            <PictureChoices
                name="align"
                label="Alignment"
                forms=aligns.map(|(align, class)| form(align.as_str(), align.label(), class)).to_vec()
                bind=choice!(editing, Align, |look| look.layout.align)
            />
            <PictureChoices
                name="spacing"
                label="Spacing"
                forms=spacings.map(|(spacing, class)| form(spacing.as_str(), spacing.label(), class)).to_vec()
                bind=choice!(editing, Spacing, |look| look.layout.spacing)
            />
            <PictureChoices
                name="avatar"
                label="Picture"
                forms=avatars.map(|(avatar, class)| form(avatar.as_str(), avatar.label(), class)).to_vec()
                bind=choice!(editing, AvatarShape, |look| look.layout.avatar)
            />
        </Section>
    }
}
