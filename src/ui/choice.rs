//! Yes or no, and one of a few: checkbox, switch, cards with radio buttons.

use leptos::{html, prelude::*};

use super::field::{FieldErrorText, FieldHelp, described_by, field_id, invalid};

/// Yes or no, sent with the form: `value` when ticked, nothing otherwise. A server function takes `Option<String>`
/// or, with the default value "true", a `bool` under `#[server(default)]`.
#[component]
pub fn Checkbox(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// What is agreed to or turned on. Children may follow it, for example a link.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Ticked at the start.
    #[prop(optional)]
    checked: bool,
    /// A signal that holds the tick; it wins over `checked`.
    #[prop(optional, into)]
    bind: Option<RwSignal<bool>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// What the form sends when it is ticked.
    #[prop(default = "true".into(), into)]
    value: String,
    /// It must be ticked.
    #[prop(optional)]
    required: bool,
    /// Not to be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id, when the one made from the name will not do.
    #[prop(optional, into)]
    id: Option<String>,
    /// Looks like a switch; see [`Switch`].
    #[prop(optional)]
    switch: bool,
    /// More after the label, for example a link to the terms.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let first = bind.map_or(checked, |bind| bind.get_untracked());
    let node = NodeRef::<html::Input>::new();
    if let Some(bind) = bind {
        Effect::new(move |before: Option<bool>| {
            let Some(node) = node.get() else { return false };
            // What was ticked before the page could react wins.
            if before != Some(true) && node.checked() != first {
                bind.set(node.checked());
            }
            node.set_checked(bind.get());
            true
        });
    }
    let changed = move |event| {
        let checked = event_target_checked(&event);
        if let Some(bind) = bind {
            bind.set(checked);
        }
        if let Some(on_change) = on_change {
            on_change.run(checked);
        }
    };
    view! {
        <div class="check">
            <input
                node_ref=node
                type="checkbox"
                class=switch.then_some("switch")
                role=switch.then_some("switch")
                id=id.clone()
                name=name
                value=value
                checked=first
                required=required
                disabled=move || disabled.get()
                on:change=changed
                aria-invalid=invalid(error)
                aria-describedby=described_by(&id, help, error)
            />
            <label for=id.clone()>{move || label.get()} {children.map(|children| children())}</label>
            <FieldErrorText id=id.clone() error/>
            <FieldHelp id=id help/>
        </div>
    }
}

/// On or off: takes effect when its section is saved, or at once through `on_change`.
#[component]
pub fn Switch(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// What is turned on.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// On at the start.
    #[prop(optional)]
    checked: bool,
    /// A signal that holds the state; it wins over `checked`.
    #[prop(optional, into)]
    bind: Option<RwSignal<bool>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Not to be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let bind = bind.unwrap_or_else(|| RwSignal::new(checked));
    let on_change = on_change.unwrap_or_else(|| Callback::new(|_| ()));
    view! { <Checkbox name label help error bind on_change disabled switch=true/> }
}

/// One of the [`RadioCards`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// The name of the choice.
    pub label: String,
    /// A sentence about it.
    pub about: Option<String>,
    /// It cannot be chosen now; `about` says why.
    pub disabled: bool,
}

impl Choice {
    /// A choice without a sentence.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), about: None, disabled: false }
    }

    /// With a sentence about it.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Shown, but not to be chosen.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

/// One of a few, each with a sentence, side by side.
#[component]
pub fn RadioCards(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    choices: Vec<Choice>,
    /// The value that is chosen at the start.
    #[prop(optional, into)]
    value: String,
    /// A signal that holds the value; it wins over `value`.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Something must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = field_id(&name);
    let first = bind.map_or(value, |bind| bind.get_untracked());
    let changed = move |value: String| {
        if let Some(bind) = bind {
            bind.set(value.clone());
        }
        if let Some(on_change) = on_change {
            on_change.run(value);
        }
    };
    let cards = choices.into_iter().enumerate().map(|(index, choice)| {
        // The summary of errors leads to the first card.
        let card_id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
        let checked = choice.value == first;
        let node = NodeRef::<html::Input>::new();
        keep_checked(node, bind, choice.value.clone(), first.clone());
        let sent = choice.value.clone();
        view! {
            <label class="choice" for=card_id>
                <input
                    node_ref=node
                    type="radio"
                    id=card_id.clone()
                    name=name.clone()
                    value=choice.value
                    checked=checked
                    required=required
                    disabled=choice.disabled
                    on:change=move |_| changed(sent.clone())
                />
                <span class="font-medium">{choice.label}</span>
                {choice.about.map(|about| view! { <span class="choice-about">{about}</span> })}
            </label>
        }
    });
    let cards = cards.collect_view();
    view! {
        <fieldset class="field" role="radiogroup" aria-describedby=described_by(&id, help, error) aria-invalid=invalid(error)>
            <legend class="field-label mb-1">{move || label.get()}</legend>
            <div class="choices">{cards}</div>
            <FieldErrorText id=id.clone() error/>
            <FieldHelp id=id.clone() help/>
        </fieldset>
    }
}

/// Keeps one radio button and a signal together. What was chosen before the page could react wins.
fn keep_checked(node: NodeRef<html::Input>, bind: Option<RwSignal<String>>, this: String, first: String) {
    let Some(bind) = bind else { return };
    Effect::new(move |before: Option<bool>| {
        let Some(node) = node.get() else { return false };
        let chosen = bind.with(|now| *now == this);
        // Ticking one button unticks the others, so the first time only looks.
        match before {
            Some(true) => node.set_checked(chosen),
            _ if node.checked() && this != first => bind.set(this.clone()),
            _ => (),
        }
        true
    });
}
