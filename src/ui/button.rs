//! Buttons, links that look like buttons, the copy button and links that lead away.

use leptos::{ev, html, prelude::*};

use super::{Icon, ready};

/// How loud a button is. One primary button a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one main action.
    Primary,
    /// Every other action.
    #[default]
    Secondary,
    /// Quiet: in rows, bars and menus.
    Ghost,
    /// Destroys something, as the last step.
    Danger,
    /// Leads to destroying something, as the first step.
    DangerQuiet,
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 28 px, in dense rows.
    Small,
    /// 32 px.
    #[default]
    Medium,
    /// 40 px, alone on a page.
    Large,
}

pub(super) fn button_class(kind: Kind, size: Size, more: &str) -> String {
    let kind = match kind {
        Kind::Primary => "btn-primary",
        Kind::Secondary => "btn-secondary",
        Kind::Ghost => "btn-ghost",
        Kind::Danger => "btn-danger",
        Kind::DangerQuiet => "btn-danger-quiet",
    };
    let size = match size {
        Size::Small => " btn-sm",
        Size::Medium => "",
        Size::Large => " btn-lg",
    };
    format!("btn {kind}{size} {more}")
}

/// A button. `on:click` and other attributes may be spread on it. While `pending` it keeps the focus, shows a turning wheel
/// and cannot be pressed again.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// "button" or "submit".
    #[prop(default = "button")]
    type_: &'static str,
    /// The name that the form sends when this button submits it.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value that goes with the name.
    #[prop(optional, into)]
    value: Option<String>,
    /// The id of the form that it submits, when it stands outside of it.
    #[prop(optional, into)]
    form: Option<String>,
    /// The work is going on.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// It cannot be pressed now; say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What pressing it does.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The text: a verb with an object.
    children: Children,
) -> impl IntoView {
    let pressed = move |event: ev::MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
            event.stop_immediate_propagation();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=type_
            class=button_class(kind, size, &class)
            name=name
            value=value
            form=form
            disabled=move || disabled.get()
            aria-busy=move || pending.get().then_some("true")
            aria-disabled=move || pending.get().then_some("true")
            on:click=pressed
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            <span>{children()}</span>
        </button>
    }
}

/// The main button of a form.
#[component]
pub fn SubmitButton(
    /// The form is being sent.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// It cannot be sent now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// How loud.
    #[prop(default = Kind::Primary)]
    kind: Kind,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// More classes, for example `btn-wide`.
    #[prop(optional, into)]
    class: String,
    /// The text: a verb with an object.
    children: Children,
) -> impl IntoView {
    view! {
        <Button kind size type_="submit" pending disabled class>
            {children()}
        </Button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// It leads to another site or to a public page: a new tab.
    #[prop(optional)]
    external: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=move || href.get()
            class=button_class(kind, size, &class)
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            <span>{children()}</span>
            {external.then(|| view! { <Icon icon=icondata_lu::LuExternalLink label="Opens in a new tab"/> })}
        </a>
    }
}

/// A button that is only an icon; the label is for everybody who does not know the icon.
#[component]
pub fn IconButton(
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The drawing.
    icon: icondata_core::Icon,
    /// How loud.
    #[prop(default = Kind::Ghost)]
    kind: Kind,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// "button" or "submit".
    #[prop(default = "button")]
    type_: &'static str,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What pressing it does.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let class = button_class(kind, size, &format!("btn-icon {class}"));
    view! {
        <button
            type=type_
            class=class
            aria-label=move || label.get()
            title=move || label.get()
            disabled=move || disabled.get()
            on:click=move |_| {
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            <Icon icon/>
        </button>
    }
}

/// A link to another site: opens in a new tab and says so.
#[component]
pub fn ExternalLink(
    /// A checked http or https address.
    #[prop(into)]
    href: String,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class="link inline-flex items-center gap-1" target="_blank" rel="noopener noreferrer">
            {children()}
            <Icon icon=icondata_lu::LuExternalLink size=12 label="Opens in a new tab"/>
        </a>
    }
}

/// Copies a text and says that it did. Appears when the page can react.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    #[prop(default = "Copy".into(), into)]
    label: Signal<String>,
    /// Only the icon; the label is kept for readers of screens.
    #[prop(optional)]
    compact: bool,
    /// How large.
    #[prop(default = Size::Small)]
    size: Size,
) -> impl IntoView {
    let ready = ready();
    let copied = RwSignal::new(None::<bool>);
    let node = NodeRef::<html::Button>::new();
    let word = move || match copied.get() {
        None => label.get(),
        Some(true) => "Copied".to_owned(),
        Some(false) => "Copying was refused".to_owned(),
    };
    let picture = move || match copied.get() {
        Some(true) => view! { <Icon icon=icondata_lu::LuCheck class="text-success"/> },
        _ => view! { <Icon icon=icondata_lu::LuCopy/> },
    };
    let kind = if compact { Kind::Ghost } else { Kind::Secondary };
    view! {
        <button
            type="button"
            node_ref=node
            class=button_class(kind, size, if compact { "btn-icon" } else { "" })
            class:waits=move || !ready.get()
            title=move || compact.then(|| label.get())
            on:click=move |_| copy(text.get_untracked(), copied)
        >
            <span class="contents">{picture}</span>
            <span class:sr-only=compact aria-live="polite">{word}</span>
        </button>
    }
}

/// Puts `text` on the clipboard, tells `copied` how it went and forgets it after two seconds.
fn copy(text: String, copied: RwSignal<Option<bool>>) {
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    let tell = move |went: bool| {
        copied.try_set(Some(went));
        set_timeout(move || _ = copied.try_set(None), std::time::Duration::from_secs(2));
    };
    // Browsers hide the clipboard on pages that do not come over https.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok();
    let Some(clipboard) = clipboard.filter(JsValue::is_object) else { return tell(false) };
    let done = Closure::once_into_js(move |_: JsValue| tell(true));
    let refused = Closure::once_into_js(move |_: JsValue| tell(false));
    let promise = clipboard.unchecked_into::<web_sys::Clipboard>().write_text(&text);
    let then =
        js_sys::Reflect::get(&promise, &JsValue::from_str("then")).map(JsCast::unchecked_into::<js_sys::Function>);
    if let Ok(then) = then {
        drop(then.call2(&promise, &done, &refused));
    }
}
