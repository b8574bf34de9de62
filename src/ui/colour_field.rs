//! A colour: the browser's own picker beside its digits.

use leptos::prelude::*;

use super::{
    FieldFrame, IconButton, Size,
    field::{described_by, field_id, invalid},
};

/// A colour as `#rrggbb`. An empty text means the colour that is used anyway.
#[component]
pub fn ColourField(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// A signal that holds the text.
    bind: RwSignal<String>,
    /// The colour that is used while nothing is chosen, `#rrggbb`.
    #[prop(into)]
    usual: Signal<String>,
    /// What the way back to the usual colour says; none when there is no way back.
    #[prop(optional, into)]
    reset: Option<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it; wrong digits are told without it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = field_id(&name);
    let shown = Memo::new(move |_| bind.with(|text| whole(text)).unwrap_or_else(|| usual.get()));
    let wrong = Signal::derive(move || {
        let odd = bind.with(|text| !text.trim().is_empty() && whole(text).is_none());
        let words = || "Write a colour as # and six digits, for example #1a2b3c.".to_owned();
        error.get().or_else(|| odd.then(words))
    });
    let typed = move |event: leptos::ev::Event| bind.set(event_target_value(&event));
    // Three digits stand for six, but only once somebody has finished writing them.
    let finished = move |_: leptos::ev::Event| {
        if let Some(colour) = bind.with_untracked(|text| whole(text)) {
            bind.set(colour);
        }
    };
    let back = reset.map(|words| {
        let unset = move || bind.with(|text| text.trim().is_empty());
        view! {
            <span class="colour-back" class:invisible=unset>
                <IconButton label=words size=Size::Small icon=icondata_lu::LuRotateCcw on_click=move |()| bind.set(String::new())/>
            </span>
        }
    });
    view! {
        <FieldFrame id=id.clone() label help error=wrong>
            <div class="input-box colour-box">
                <input
                    type="color"
                    class="colour-well"
                    aria-label=move || format!("{}: choose by eye", label.get())
                    value=shown.get_untracked()
                    prop:value=move || shown.get()
                    on:input=typed
                />
                <input
                    class="input"
                    id=id.clone()
                    type="text"
                    name=name
                    dir="ltr"
                    maxlength="7"
                    spellcheck="false"
                    autocomplete="off"
                    value=bind.get_untracked()
                    prop:value=move || bind.get()
                    placeholder=move || usual.get()
                    on:input=typed
                    on:change=finished
                    aria-invalid=invalid(wrong)
                    aria-describedby=described_by(&id, help, wrong)
                />
                {back}
            </div>
        </FieldFrame>
    }
}

/// The six digits of a colour that was written with three or six of them.
fn whole(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches('#');
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{}", digits.to_ascii_lowercase())),
        3 => Some(digits.chars().flat_map(|digit| [digit, digit]).fold("#".to_owned(), |mut out, digit| {
            out.push(digit.to_ascii_lowercase());
            out
        })),
        _ => None,
    }
}
