//! The colours of texts, cards and the accent.

use leptos::prelude::*;

use super::{Editable, Section, contrast::Contrast};
use crate::{
    sites::{
        looks::{Shades, shades},
        pages::builder::session::Session,
        themes,
        types::{Colour, Colours, Look},
    },
    ui::ColourField,
};

/// The section.
#[component]
pub fn ColoursSection(
    /// The session.
    session: Session,
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let usual = session.watch(|editor| shades(themes::find(&editor.draft().theme), &Look::default()));
    let changed = Memo::new(move |_| editing.read(|look| look.colours != Colours::default()));
    view! {
        <Section
            title="Colours"
            about="An empty field follows the theme."
            changed
            reset=move |()| editing.update(|look| look.colours = Colours::default())
        >
            <div class="grid gap-4 sm:grid-cols-2">
                <Field editing usual name="text" label="Text" place=|colours| &mut colours.text of=|usual| usual.text/>
                <Field editing usual name="card" label="Links and cards" place=|colours| &mut colours.card of=first_card/>
                <Field
                    editing
                    usual
                    name="card_text"
                    label="Text on links and cards"
                    place=|colours| &mut colours.card_text
                    of=|usual| usual.card_text
                />
                <Field
                    editing
                    usual
                    name="accent"
                    label="Buttons of forms"
                    place=|colours| &mut colours.accent
                    of=|usual| usual.accent
                />
                <Field
                    editing
                    usual
                    name="accent_text"
                    label="Text on buttons of forms"
                    place=|colours| &mut colours.accent_text
                    of=|usual| usual.accent_text
                />
            </div>
            <Contrast session editing all=true/>
        </Section>
    }
}

fn first_card(usual: &Shades) -> Colour {
    usual.card.first().copied().unwrap_or(Colour::WHITE)
}

/// One colour of the look. The text may be half written; only a whole colour becomes a choice.
#[component]
fn Field(
    editing: Editable,
    usual: Memo<Shades>,
    name: &'static str,
    label: &'static str,
    place: fn(&mut Colours) -> &mut Option<Colour>,
    of: fn(&Shades) -> Colour,
) -> impl IntoView {
    let bind = editing.bound(
        move |look| Some(place(&mut look.colours.clone()).map(|colour| colour.to_string()).unwrap_or_default()),
        move |look, text| {
            if let Some(choice) = written(&text) {
                *place(&mut look.colours) = choice;
            }
        },
    );
    let usual = Signal::derive(move || usual.with(of).to_string());
    view! { <ColourField name label bind usual reset="Use the theme's colour"/> }
}

/// What a field says: nothing, a whole colour, or not yet anything.
pub fn written(text: &str) -> Option<Option<Colour>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    // Three digits may be the beginning of six.
    if text.trim_start_matches('#').len() < 6 { None } else { text.parse().ok().map(Some) }
}
