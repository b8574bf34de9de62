//! Fields for text: one line, a password, several lines.

use leptos::{html, prelude::*};

use super::{
    FieldFrame, Icon,
    button::{Kind, Size, button_class},
    field::{described_by, field_id, invalid},
    ready,
};

/// Keeps a signal and an input together. What was typed before the page could react wins over the signal's first value.
macro_rules! keep_together {
    ($bind:expr, $node:expr, $first:expr) => {
        if let Some(bind) = $bind {
            let (bind, first): (RwSignal<String>, String) = (bind, $first);
            Effect::new(move |before: Option<bool>| {
                let Some(node) = $node.get() else { return false };
                let typed = node.value();
                if before != Some(true) && typed != first {
                    bind.set(typed);
                    return true;
                }
                bind.with(|text| {
                    if *text != typed {
                        node.set_value(text);
                    }
                });
                true
            });
        }
    };
}

/// What an input does with each change.
fn changed(bind: Option<RwSignal<String>>, on_input: Option<Callback<String>>) -> impl Fn(leptos::ev::Event) + Clone {
    move |event| {
        let value = event_target_value(&event);
        if let Some(bind) = bind {
            bind.set(value.clone());
        }
        if let Some(on_input) = on_input {
            on_input.run(value);
        }
    }
}

/// One line of text. Without `bind` the browser keeps what is typed and `value` is only the start.
#[component]
pub fn TextField(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The text at the start.
    #[prop(optional, into)]
    value: String,
    /// A signal that holds the text; it wins over `value`.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// "text", "email", "url", "tel", "number", "date", "time", "datetime-local", "search", "color".
    #[prop(default = "text")]
    type_: &'static str,
    /// What the browser may fill in, for example "email".
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Which keyboard a phone shows.
    #[prop(optional, into)]
    inputmode: Option<String>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// It must be filled in.
    #[prop(optional)]
    required: bool,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// The most characters.
    #[prop(optional)]
    maxlength: Option<usize>,
    /// The smallest number or earliest date.
    #[prop(optional, into)]
    min: Option<String>,
    /// The largest number or latest date.
    #[prop(optional, into)]
    max: Option<String>,
    /// The step of a number.
    #[prop(optional, into)]
    step: Option<String>,
    /// Shown but not changed.
    #[prop(optional)]
    readonly: bool,
    /// Not to be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes the focus when the page opens; one a page.
    #[prop(optional)]
    autofocus: bool,
    /// A text inside, before what is typed, for example "mewayz.com/@".
    #[prop(optional, into)]
    prefix: Option<String>,
    /// A text inside, after what is typed, for example "EUR".
    #[prop(optional, into)]
    suffix: Option<String>,
    /// The id, when the one made from the name will not do.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let node = NodeRef::<html::Input>::new();
    let first = bind.map_or(value, |bind| bind.get_untracked());
    keep_together!(bind, node, first.clone());
    // Words of people may run either way; addresses and numbers do not.
    let dir = matches!(type_, "text" | "search").then_some("auto");
    let boxed = prefix.is_some() || suffix.is_some();
    let input = view! {
        <input
            node_ref=node
            class="input"
            id=id.clone()
            type=type_
            name=name
            value=first
            on:input=changed(bind, on_input)
            dir=dir
            autocomplete=autocomplete
            inputmode=inputmode
            placeholder=placeholder
            required=required
            maxlength=maxlength
            min=min
            max=max
            step=step
            readonly=readonly
            disabled=move || disabled.get()
            autofocus=autofocus
            aria-invalid=invalid(error)
            aria-describedby=described_by(&id, help, error)
        />
    };
    let affix = |text: Option<String>| text.map(|text| view! { <span class="input-affix">{text}</span> });
    view! {
        <FieldFrame id label help error optional>
            {if boxed {
                view! { <div class="input-box">{affix(prefix)} {input} {affix(suffix)}</div> }.into_any()
            } else {
                input.into_any()
            }}
        </FieldFrame>
    }
}

/// A password, which can be shown while typing.
#[component]
pub fn PasswordField(
    /// The name that the form sends.
    #[prop(default = "password".into(), into)]
    name: String,
    /// The label above.
    #[prop(default = "Password".into(), into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// "current-password" or "new-password".
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The most characters.
    #[prop(default = 128)]
    maxlength: usize,
    /// Takes the focus when the page opens; one a page.
    #[prop(optional)]
    autofocus: bool,
    /// The id, when the one made from the name will not do.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let ready = ready();
    let shown = RwSignal::new(false);
    let word = move || if shown.get() { "Hide the password" } else { "Show the password" };
    let picture = move || match shown.get() {
        true => view! { <Icon icon=icondata_lu::LuEyeOff/> },
        false => view! { <Icon icon=icondata_lu::LuEye/> },
    };
    view! {
        <FieldFrame id=id.clone() label help error optional>
            <div class="input-box">
                <input
                    class="input"
                    id=id.clone()
                    type=move || if shown.get() { "text" } else { "password" }
                    name=name
                    on:input=changed(None, on_input)
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    required=!optional
                    maxlength=maxlength
                    autofocus=autofocus
                    aria-invalid=invalid(error)
                    aria-describedby=described_by(&id, help, error)
                />
                <button
                    type="button"
                    class=button_class(Kind::Ghost, Size::Small, "btn-icon")
                    class:waits=move || !ready.get()
                    aria-label=word
                    title=word
                    aria-controls=id.clone()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {picture}
                </button>
            </div>
        </FieldFrame>
    }
}

/// What stands inside a `<textarea>`: Leptos does not escape it when the server renders, so what somebody typed could end the
/// field and go on as markup.
pub fn textarea_text(text: &str) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text.to_owned() }
}

/// Several lines of text; grows with what is typed.
#[component]
pub fn TextArea(
    /// The name that the form sends.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The text at the start.
    #[prop(optional, into)]
    value: String,
    /// A signal that holds the text; it wins over `value`.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Told about every change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// It must be filled in.
    #[prop(optional)]
    required: bool,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// The most characters.
    #[prop(optional)]
    maxlength: Option<usize>,
    /// Lines at the start.
    #[prop(default = 3)]
    rows: u32,
    /// Not to be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id, when the one made from the name will not do.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let node = NodeRef::<html::Textarea>::new();
    let first = bind.map_or(value, |bind| bind.get_untracked());
    keep_together!(bind, node, first.clone());
    view! {
        <FieldFrame id=id.clone() label help error optional>
            <textarea
                node_ref=node
                class="input"
                id=id.clone()
                name=name
                rows=rows
                dir="auto"
                on:input=changed(bind, on_input)
                placeholder=placeholder
                required=required
                maxlength=maxlength
                disabled=move || disabled.get()
                aria-invalid=invalid(error)
                aria-describedby=described_by(&id, help, error)
            >
                {textarea_text(&first)}
            </textarea>
        </FieldFrame>
    }
}
