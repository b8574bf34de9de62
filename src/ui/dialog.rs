//! Windows over the page for a short job: dialogs, side sheets, the question before something is lost.

use leptos::{context::Provider, html, prelude::*};

use wasm_bindgen::JsCast;

use super::{Alert, Button, FieldScope, IconButton, Kind, Tone};
use crate::kernel::AppError;

/// A window in the middle. The browser traps the focus, gives it back and closes on Escape. `open` opens and closes it.
/// A button with `attr:command="show-modal" attr:commandfor=id` opens it before hydration too.
#[component]
pub fn Dialog(
    /// Its id; also keeps the ids of the fields inside apart.
    #[prop(into)]
    id: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below the heading.
    #[prop(optional, into)]
    about: Signal<Option<String>>,
    /// 46 rem instead of 30.
    #[prop(optional)]
    wide: bool,
    /// The content, usually a form that ends with [`DialogActions`].
    children: Children,
) -> impl IntoView {
    let class = if wide { "dialog dialog-wide" } else { "dialog" };
    view! { <Modal id open title about class children/> }
}

/// A window at the side, over the full height: for forms that are too long for a dialog.
#[component]
pub fn Sheet(
    /// Its id; also keeps the ids of the fields inside apart.
    #[prop(into)]
    id: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below the heading.
    #[prop(optional, into)]
    about: Signal<Option<String>>,
    /// 46 rem instead of 30.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let class = if wide { "dialog sheet dialog-wide" } else { "dialog sheet" };
    view! { <Modal id open title about class children/> }
}

#[component]
fn Modal(
    id: String,
    open: RwSignal<bool>,
    title: Signal<String>,
    about: Signal<Option<String>>,
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        match (open.get(), node.open()) {
            (true, false) => {
                drop(node.show_modal());
                focus_first(&node);
            }
            (false, true) => node.close(),
            _ => (),
        }
    });
    // The browser opens and closes it too: Escape, the cross, `command` buttons.
    let follow = move || {
        if let Some(node) = node.get_untracked()
            && node.open() != open.get_untracked()
        {
            open.set(node.open());
        }
    };
    let heading = format!("{id}--heading");
    let scope = FieldScope::new(&id);
    view! {
        <dialog
            node_ref=node
            id=id
            class=class
            aria-labelledby=heading
            on:close=move |_| follow()
            on:toggle=move |_| follow()
        >
            <div class="dialog-head">
                <div class="min-w-0">
                    <h2 class="dialog-title" id=heading.clone()>{move || title.get()}</h2>
                    {move || about.get().map(|about| view! { <p class="mt-1 text-muted">{about}</p> })}
                </div>
                <form method="dialog">
                    <IconButton label="Close" icon=icondata_lu::LuX type_="submit"/>
                </form>
            </div>
            <div class="dialog-body">
                <Provider value=scope>{children()}</Provider>
            </div>
        </dialog>
    }
}

/// The focus belongs to the first field or button of the content, not to the cross.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let fields = ".dialog-body :is(input:not([type=hidden]), select, textarea, button):not(:disabled)";
    for choice in ["[autofocus]", fields] {
        if let Ok(Some(first)) = dialog.query_selector(choice) {
            drop(first.unchecked_into::<web_sys::HtmlElement>().focus());
            return;
        }
    }
}

/// The buttons that end a dialog, at the right; the main one last.
#[component]
pub fn DialogActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="dialog-actions">{children()}</div> }
}

/// The question before something is lost: names the thing and what goes with it. Confirm by `on_confirm`, or by
/// submitting the form whose id is `form`.
#[component]
pub fn ConfirmDialog(
    /// Its id.
    #[prop(into)]
    id: String,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question with the name of the thing: "Delete the site Ada's links?"
    #[prop(into)]
    title: Signal<String>,
    /// What will be lost, and whether it can be brought back.
    #[prop(into)]
    lost: Signal<String>,
    /// The verb with its object: "Delete site".
    #[prop(into)]
    action: Signal<String>,
    /// What confirming does.
    #[prop(optional, into)]
    on_confirm: Option<Callback<()>>,
    /// The id of the form that confirming submits.
    #[prop(optional, into)]
    form: Option<String>,
    /// It is being done.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why it could not be done.
    #[prop(optional, into)]
    error: Signal<Option<AppError>>,
    /// More, for example a field to type the name into.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let type_ = if form.is_some() { "submit" } else { "button" };
    let form = form.unwrap_or_default();
    let confirm = on_confirm.unwrap_or_else(|| Callback::new(|()| ()));
    let failed = move || error.get().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> });
    view! {
        <Dialog id open title>
            <p>{move || lost.get()}</p>
            {children.map(|children| children())}
            <div role="alert">{failed}</div>
            <DialogActions>
                <Button on_click=move |()| open.set(false)>"Cancel"</Button>
                <ConfirmButton type_ form pending confirm action/>
            </DialogActions>
        </Dialog>
    }
}

#[component]
fn ConfirmButton(
    type_: &'static str,
    form: String,
    pending: Signal<bool>,
    confirm: Callback<()>,
    action: Signal<String>,
) -> impl IntoView {
    let text = move || action.get();
    if form.is_empty() {
        view! { <Button kind=Kind::Danger type_ pending on_click=confirm>{text}</Button> }.into_any()
    } else {
        view! { <Button kind=Kind::Danger type_ form pending on_click=confirm>{text}</Button> }.into_any()
    }
}
