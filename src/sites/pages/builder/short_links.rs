//! The short links of a block: copy, QR code, another code.

use std::time::Duration;

use leptos::{context::Provider, ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::{session::Session, share::ShareLink};
use crate::{
    app::layout::current::use_workspace,
    kernel::{
        AppError,
        id::{BlockId, LinkId},
    },
    sites::{
        rpc::{block_links, change_link_code, check_link_code},
        types::{MAX_CODE, ShortLink},
    },
    ui::{Alert, Button, CopyButton, FieldScope, Kind, Size, SubmitButton, TextField, Tone, field_error},
};

/// How long the typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(400);

/// The fold of a block that leads somewhere. Its links are asked for when it opens.
#[component]
pub fn ShortLinks(
    /// The session.
    session: Session,
    /// The block.
    id: BlockId,
) -> impl IntoView {
    let links = RwSignal::new(None::<Result<Vec<ShortLink>, AppError>>);
    let version = Memo::new(move |_| session.facts.with(|facts| facts.published_version));
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        // Publishing makes links, so they are asked for again afterwards.
        version.track();
        if open.get() {
            spawn_local(async move {
                let found = block_links(session.workspace, session.site, id).await;
                links.try_set(Some(found));
            });
        }
    });
    let list = move || match links.get() {
        None => view! { <p class="text-muted">"Looking"</p> }.into_any(),
        Some(Err(error)) => view! { <Alert tone=Tone::Danger title=error.to_string()/> }.into_any(),
        Some(Ok(links)) if links.iter().all(|link| !link.active) => {
            view! { <p class="text-muted">"The short link is made when the site is published with this block."</p> }
                .into_any()
        }
        Some(Ok(found)) => found
            .into_iter()
            .filter(|link| link.active)
            .map(|link| view! { <OneLink session link/> })
            .collect_view()
            .into_any(),
    };
    view! {
        <details class="rounded-lg border" on:toggle=move |event| open.set(is_open(&event))>
            <summary class="cursor-pointer p-3 font-medium">"Short link and QR code"</summary>
            <div class="flex flex-col gap-4 p-3 pt-0">{list}</div>
        </details>
    }
}

fn is_open(event: &web_sys::Event) -> bool {
    use wasm_bindgen::JsCast;
    let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

#[component]
fn OneLink(session: Session, link: ShortLink) -> impl IntoView {
    let editing = RwSignal::new(false);
    let files = use_workspace().path(&format!("links/{}/qr", link.id));
    let (id, target) = (link.id.to_string(), link.target.clone());
    let link = RwSignal::new(link);
    let address = Signal::derive(move || link.with(|link| link.url.clone()));
    let edit = session.allowed.publish.then(|| {
        view! { <Button size=Size::Small on_click=move |()| editing.set(true)>"Edit code"</Button> }
    });
    view! {
        <div class="flex flex-col gap-2">
            <p class="min-w-0">
                <span class="block font-medium break-all">{move || address.get()}</span>
                <span class="block truncate text-sm text-muted">"Leads to " {target}</span>
            </p>
            <div class="flex flex-wrap gap-2">
                <CopyButton text=address label="Copy short link"/>
                <ShareLink id address files/>
                {edit}
            </div>
            {move || editing.get().then(|| view! { <EditCode session link editing/> })}
        </div>
    }
}

/// The field for another code, which says while typing whether it can be had.
#[component]
fn EditCode(session: Session, link: RwSignal<ShortLink>, editing: RwSignal<bool>) -> impl IntoView {
    let (id, first) = link.with_untracked(|link| (link.id, link.code.clone()));
    let code = RwSignal::new(first.clone());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let free = RwSignal::new(None::<bool>);
    watch_code(session, id, first, code, free, failed);
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            let answer = change_link_code(session.workspace, id, code.get_untracked()).await;
            busy.try_set(false);
            match answer {
                Ok(changed) => {
                    session.toasts.success("Code changed. The old one goes on to work");
                    link.try_set(changed);
                    editing.try_set(false);
                }
                Err(error) => _ = failed.try_set(Some(error)),
            }
        });
    };
    let help = move || match free.get() {
        Some(true) => Some("This code is free.".to_owned()),
        _ => Some(
            "3 to 40 letters, digits, - and _. Capital letters count as others. Old codes go on to work.".to_owned(),
        ),
    };
    let other = move || failed.get().filter(|error| error.field("code").is_none());
    view! {
        <form class="form" on:submit=save>
            <Provider value=FieldScope::new(&format!("code {id}"))>
                <TextField
                    name="code"
                    label="Code"
                    prefix="/l/"
                    bind=code
                    maxlength=MAX_CODE
                    help=Signal::derive(help)
                    error=field_error(failed, "code")
                    autocomplete="off"
                />
            </Provider>
            {move || other().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
            <div class="flex gap-2">
                <SubmitButton kind=Kind::Secondary pending=busy>"Save code"</SubmitButton>
                <Button kind=Kind::Ghost on_click=move |()| editing.set(false)>"Cancel"</Button>
            </div>
        </form>
    }
}

/// Asks whether a code is free, once the typing rests.
fn watch_code(
    session: Session,
    id: LinkId,
    first: String,
    code: RwSignal<String>,
    free: RwSignal<Option<bool>>,
    failed: RwSignal<Option<AppError>>,
) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let forget = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(forget);
    Effect::new(move |_| {
        let typed = code.get();
        forget();
        free.set(None);
        failed.set(None);
        if typed == first || typed.is_empty() {
            return;
        }
        let ask = move || {
            spawn_local(async move {
                let answer = check_link_code(session.workspace, id, typed.clone()).await;
                if code.try_get_untracked().as_ref() != Some(&typed) {
                    return;
                }
                match answer {
                    Ok(None) => _ = free.try_set(Some(true)),
                    Ok(Some(why)) => _ = failed.try_set(Some(AppError::invalid("code", why))),
                    Err(error) => _ = failed.try_set(Some(error)),
                }
            });
        };
        timer.set_value(set_timeout_with_handle(ask, REST).ok());
    });
}
