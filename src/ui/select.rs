//! One choice out of a list.

use leptos::{html, prelude::*};

use super::{
    FieldFrame,
    field::{described_by, field_id, invalid},
};

/// One line of a [`SelectField`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl SelectOption {
    /// A line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

impl<V: Into<String>, L: Into<String>> From<(V, L)> for SelectOption {
    fn from((value, label): (V, L)) -> Self {
        Self::new(value, label)
    }
}

/// A list that folds out.
#[component]
pub fn SelectField(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// The lines.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The value that is chosen at the start.
    #[prop(optional, into)]
    value: String,
    /// A signal that holds the value; it wins over `value`.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// A first line that chooses nothing, for example "Choose a country".
    #[prop(optional, into)]
    nothing: Option<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What the browser may fill in, for example "country".
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Something must be chosen.
    #[prop(optional)]
    required: bool,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// Not to be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id, when the one made from the name will not do.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let node = NodeRef::<html::Select>::new();
    let chosen = move || bind.map_or_else(|| value.clone(), |bind| bind.get());
    let lines = move || {
        let chosen = chosen();
        let line = |option: SelectOption| {
            let selected = option.value == chosen;
            view! { <option value=option.value selected=selected>{option.label}</option> }
        };
        options.get().into_iter().map(line).collect_view()
    };
    // An option's `selected` attribute stops counting once somebody has chosen; the element's value always counts.
    Effect::new(move |_| {
        if let (Some(bind), Some(node)) = (bind, node.get()) {
            node.set_value(&bind.get());
        }
    });
    let changed = move |event| {
        let value = event_target_value(&event);
        if let Some(bind) = bind {
            bind.set(value.clone());
        }
        if let Some(on_change) = on_change {
            on_change.run(value);
        }
    };
    view! {
        <FieldFrame id=id.clone() label help error optional>
            <select
                node_ref=node
                class="input"
                id=id.clone()
                name=name
                on:change=changed
                autocomplete=autocomplete
                required=required
                disabled=move || disabled.get()
                aria-invalid=invalid(error)
                aria-describedby=described_by(&id, help, error)
            >
                {nothing.map(|nothing| view! { <option value="">{nothing}</option> })}
                {lines}
            </select>
        </FieldFrame>
    }
}
