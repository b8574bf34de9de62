//! One of a few forms, each shown as a small drawing.

use leptos::prelude::*;

use crate::ui::FieldScope;

/// One form.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The word that is kept; empty for what the theme says.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// The drawing: a class of `style/builder.css`.
    pub class: &'static str,
}

/// What the theme says.
pub const OF_THEME: Form = Form { key: "", label: "As in the theme", class: "choice-theme" };

/// Radio buttons with drawings.
#[component]
pub fn PictureChoices(
    /// The name that the buttons share.
    name: &'static str,
    /// The question.
    label: &'static str,
    /// The forms after that of the theme.
    forms: Vec<Form>,
    /// A signal that holds the word.
    bind: RwSignal<String>,
) -> impl IntoView {
    let scope = expect_context::<FieldScope>();
    let choices = std::iter::once(OF_THEME).chain(forms).map(|Form { key, label, class }| {
        let id = scope.id(&format!("{name}-{}", if key.is_empty() { "theme" } else { key }));
        let checked = move || bind.with(|now| now == key);
        view! {
            <label class="picture-choice" for=id.clone()>
                <input
                    type="radio"
                    id=id.clone()
                    name=format!("look_{name}")
                    value=key
                    checked=checked()
                    prop:checked=checked
                    on:change=move |_| bind.set(key.to_owned())
                />
                <span class=format!("choice-picture {class}") aria-hidden="true"></span>
                {label}
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        <fieldset class="field">
            <legend class="field-label mb-1">{label}</legend>
            <div class="picture-choices">{choices}</div>
        </fieldset>
    }
}
