//! CSS of one's own, and what was left out of it.

use leptos::prelude::*;

use super::{Editable, Section};
use crate::{
    sites::{
        pages::builder::own_css::Compiled,
        types::{CssNote, MAX_CSS},
    },
    ui::{Alert, TextArea, Tone},
};

/// The section.
#[component]
pub fn OwnCss(
    /// The look.
    editing: Editable,
) -> impl IntoView {
    let Compiled(compiled) = expect_context();
    let changed = Memo::new(move |_| editing.read(|look| !look.css.is_empty()));
    let length = Memo::new(move |_| editing.read(|look| look.css.len()));
    let help = move || {
        let sizes = format!("{} of {MAX_CSS} bytes.", length.get());
        format!(
            "{sizes} It counts for your page only: “body” is the page, .bio-link a link, .bio-card a card, .bio-title the title. \
             @media, @supports, @container and @keyframes work; nothing can be loaded from an address."
        )
    };
    let notes = move || compiled.with(|compiled| compiled.notes.clone());
    view! {
        <Section
            title="Your own CSS"
            about="For what the choices above do not cover."
            changed
            reset=move |()| editing.update(|look| look.css.clear())
            back="Remove CSS"
        >
            <div class="css-field">
                <TextArea
                    name="css"
                    label="CSS"
                    optional=true
                    rows=6
                    bind=editing.text(|look| &mut look.css)
                    error=editing.error("look.css")
                    help=Signal::derive(move || Some(help()))
                    placeholder=".bio-title { letter-spacing: .02em }"
                />
            </div>
            <div aria-live="polite">{move || left_out(notes())}</div>
        </Section>
    }
}

/// What was left out, line by line.
fn left_out(notes: Vec<CssNote>) -> Option<impl IntoView> {
    if notes.is_empty() {
        return None;
    }
    let title = match notes.len() {
        1 => "One thing is left out".to_owned(),
        count => format!("{count} things are left out"),
    };
    let lines = notes.into_iter().map(|note| {
        view! {
            <li>
                <span class="font-medium">{format!("Line {}: ", note.line)}</span>
                <span dir="ltr">{note.text}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    Some(view! {
        <Alert tone=Tone::Warning title=title>
            <ul class="flex max-h-60 flex-col gap-1 overflow-y-auto">{lines}</ul>
        </Alert>
    })
}
