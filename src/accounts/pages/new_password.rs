//! A field for a new password: the rules that count, each ticked when it is kept, and a meter.

use leptos::prelude::*;

use crate::{
    accounts::types::strength::{Rule, Strength, rules, strength},
    ui::{Icon, PasswordField, ready},
};

/// The field's id, which the summary of errors knows too.
const ID: &str = "field-password";

/// The field `password` with its rules and the estimate of its strength.
#[component]
pub(super) fn NewPassword(
    /// The label.
    #[prop(default = "Password")]
    label: &'static str,
    /// The person's name, which must not be part of it.
    #[prop(into)]
    name: Signal<String>,
    /// The person's address, likewise.
    #[prop(into)]
    email: Signal<String>,
    /// What the server said.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let ready = ready();
    let password = RwSignal::new(String::new());
    // What was typed, or filled in by the browser, before the page could react.
    Effect::new(move |_| {
        use wasm_bindgen::JsCast;
        let input = document().get_element_by_id(ID).and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            password.set(input.value());
        }
    });
    let judged = Memo::new(move |_| {
        let (name, email) = (name.get(), email.get());
        password.with(|password| (rules(password, &name, &email), strength(password, &name, &email)))
    });
    view! {
        <div class="flex flex-col gap-2">
            <PasswordField
                id=ID
                label=label
                autocomplete="new-password"
                error
                on_input=move |text| password.set(text)
            />
            <div class:waits=move || !ready.get()>
                <Meter strength=Signal::derive(move || judged.get().1)/>
            </div>
            <ul class="flex flex-col gap-1 text-sm">
                {move || judged.get().0.map(|rule| view! { <RuleLine rule/> }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Meter(strength: Signal<Strength>) -> impl IntoView {
    let colour = move || match strength.get() {
        Strength::None | Strength::Refused | Strength::Weak => "bg-danger",
        Strength::Fair => "bg-warning",
        Strength::Good | Strength::Strong => "bg-success",
    };
    let part = move |number: u8| {
        let colour = move || if strength.get().level() >= number { colour() } else { "bg-border" };
        view! { <span class=move || format!("h-1 flex-1 rounded-full transition-colors {}", colour())></span> }
    };
    view! {
        <div class="flex items-center gap-3">
            <div class="flex flex-1 gap-1" aria-hidden="true">{part(1)} {part(2)} {part(3)} {part(4)}</div>
            <p class="min-w-32 text-end text-sm text-muted" role="status">
                <span class="sr-only">"Strength of the password: "</span>
                {move || match strength.get() {
                    Strength::None => "Strength",
                    known => known.label(),
                }}
            </p>
        </div>
    }
}

#[component]
fn RuleLine(rule: Rule) -> impl IntoView {
    let mark = match rule.kept {
        true => view! { <Icon icon=icondata_lu::LuCircleCheck class="text-success" label="Kept:"/> },
        false => view! { <Icon icon=icondata_lu::LuCircle class="text-faint" label="Not yet:"/> },
    };
    view! {
        <li class=if rule.kept { "flex items-center gap-2 text-text" } else { "flex items-center gap-2 text-muted" }>
            {mark}
            {rule.text}
        </li>
    }
}
