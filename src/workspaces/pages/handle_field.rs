//! The field for a handle, which says while typing whether it can be had.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    kernel::{Result, handle::Handle, id::WorkspaceId},
    ui::{Icon, TextField},
    workspaces::{
        rpc::{check_handle, check_new_handle},
        types::HandleState,
    },
};

/// How long the typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(350);

/// A field named `handle`.
#[component]
pub fn HandleField(
    /// The workspace that wants another handle; none for a new one.
    #[prop(optional_no_strip)]
    workspace: Option<WorkspaceId>,
    /// The handle at the start.
    #[prop(optional, into)]
    value: String,
    /// An example.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Where public pages are, for the text before the field.
    #[prop(optional, into)]
    origin: String,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What the server said when the form was sent.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(false);
    let check = Action::new(move |text: &String| look(workspace, text.clone()));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let forget = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(forget);
    let on_input = Callback::new(move |text: String| {
        forget();
        typed.set(true);
        check.value().set(None);
        let ask = move || {
            if !text.trim().is_empty() {
                check.dispatch(text.clone());
            }
        };
        timer.set_value(set_timeout_with_handle(ask, REST).ok());
    });
    let state = move || check.value().get().and_then(Result::ok);
    let problem = Signal::derive(move || match state() {
        Some(HandleState::Taken) => Some("Somebody has this handle. Choose another.".to_owned()),
        Some(HandleState::Refused(why)) => Some(why),
        _ => error.get().filter(|_| !typed.get()),
    });
    // A refusal by the server counts until something else is typed.
    Effect::new(move |_| {
        if error.with(Option::is_some) {
            typed.set(false);
        }
    });
    let free = Signal::derive(move || matches!(state(), Some(HandleState::Free(_) | HandleState::Yours)));
    let help = Signal::derive(move || help.get().filter(|_| !check.pending().get() && !free.get()));
    let prefix = match origin.split("://").last() {
        Some(host) if !host.is_empty() => format!("{host}/@"),
        _ => "@".to_owned(),
    };
    view! {
        <div class="flex flex-col gap-1">
            <TextField
                name="handle"
                label="Handle"
                value
                prefix
                error=problem
                help
                optional
                placeholder=placeholder.unwrap_or_default()
                required=!optional
                maxlength=31usize
                autocomplete="off"
                inputmode="url"
                on_input
            />
            <Verdict state=Signal::derive(state) pending=check.pending()/>
        </div>
    }
}

#[component]
fn Verdict(#[prop(into)] state: Signal<Option<HandleState>>, #[prop(into)] pending: Signal<bool>) -> impl IntoView {
    let words = move || match state.get() {
        _ if pending.get() => view! { <span class="text-muted">"Checking"</span> }.into_any(),
        Some(HandleState::Free(handle)) => view! {
            <Icon icon=icondata_lu::LuCheck class="text-success"/>
            <span>{format!("@{handle} is free.")}</span>
        }
        .into_any(),
        Some(HandleState::Yours) => view! { <span class="text-muted">"This is your handle now."</span> }.into_any(),
        _ => ().into_any(),
    };
    view! { <p class="flex items-center gap-1.5 text-sm" role="status">{words}</p> }
}

/// What can be said here is said here; only names that could be handles go to the server.
async fn look(workspace: Option<WorkspaceId>, text: String) -> Result<HandleState> {
    if let Err(why) = Handle::parse(&text) {
        return Ok(HandleState::Refused(why.to_owned()));
    }
    match workspace {
        Some(workspace) => check_handle(workspace, text).await,
        None => check_new_handle(text).await,
    }
}
