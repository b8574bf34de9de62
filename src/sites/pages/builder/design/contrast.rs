//! Whether the page can be read: every pair of colours with its ratio, and a mended look for those that are too low.

use leptos::prelude::*;

use super::Editable;
use crate::{
    sites::{
        contrast::{Reading, WANTED, readings},
        pages::builder::session::Session,
        themes,
    },
    ui::{Alert, Badge, Button, Size, Tone},
};

/// Warnings for what can hardly be read.
#[component]
pub fn Contrast(
    /// The session.
    session: Session,
    /// The look.
    editing: Editable,
    /// Names the pairs that are fine, too.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let found = session.watch(|editor| {
        let draft = editor.draft();
        readings(themes::find(&draft.theme), &draft.look)
    });
    let warnings = move || {
        let low = found.get().into_iter().filter(|reading| !reading.is_fine());
        low.map(|reading| view! { <Warning reading editing/> }).collect_view()
    };
    let fine = move || {
        let lines = found.get().into_iter().filter(|reading| all && reading.is_fine()).map(|reading| {
            view! {
                <li class="contrast-line">
                    <span>{reading.pair.label()}</span>
                    <Badge tone=Tone::Success icon=icondata_lu::LuCheck>{reading.words()}</Badge>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <div class="contrast-list" aria-live="polite">
            {warnings}
            {all.then(|| view! { <ul class="contrast-list text-muted">{fine}</ul> })}
        </div>
    }
}

#[component]
fn Warning(reading: Reading, editing: Editable) -> impl IntoView {
    let title = format!("{}: hard to read, {}", reading.pair.label(), reading.words());
    let words = if reading.mended.is_some() {
        format!("It should be at least {WANTED} to 1, so that people with weak eyes and people in the sun can read it.")
    } else {
        format!(
            "It should be at least {WANTED} to 1. No text can be read on both: choose colours that are closer to each other."
        )
    };
    let mend = reading.mended.map(|mended| {
        let fix = move |()| editing.update(|look| *look = mended.clone());
        view! { <Button size=Size::Small icon=icondata_lu::LuWandSparkles on_click=fix>"Fix"</Button> }
    });
    view! {
        <Alert tone=Tone::Warning title>
            <div class="flex flex-wrap items-center justify-between gap-2">
                <p class="min-w-0 flex-1">{words}</p>
                {mend}
            </div>
        </Alert>
    }
}
