//! The address of the site, and deleting it.

use leptos::{context::Provider, ev, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    local,
    session::{Session, SiteFacts},
};
use crate::{
    app::layout::current::{use_current, use_workspace},
    kernel::AppError,
    sites::{
        pages::editor::Field,
        rpc::{delete_site, open_site, rename_site},
        types::check_slug,
    },
    ui::{Alert, Button, ConfirmDialog, CopyButton, FieldScope, Kind, TextField, Tone, field_error},
};

/// The address: copy it, or change its last part.
#[component]
pub fn Address(
    /// The session.
    session: Session,
) -> impl IntoView {
    let slug = RwSignal::new(session.facts.with_untracked(|facts| facts.slug.clone()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let open = use_workspace();
    let host = open.origin.split_once("://").map_or(open.origin.clone(), |(_, host)| host.to_owned());
    let same = move || session.facts.with(|facts| facts.slug == slug.get().trim());
    let rename = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let wanted = slug.get_untracked().trim().to_lowercase();
        if let Err(error) = check_slug(&wanted) {
            return failed.set(Some(error));
        }
        busy.set(true);
        spawn_local(async move {
            let answer = rename_site(session.workspace, session.site, wanted).await;
            let facts = match answer {
                Ok(()) => open_site(session.workspace, session.site).await,
                Err(error) => Err(error),
            };
            busy.try_set(false);
            failed.try_set(facts.as_ref().err().cloned());
            if let Ok(details) = facts {
                slug.try_set(details.slug.clone());
                session.facts.try_set(SiteFacts::of(&details));
                session.toasts.success("Address changed");
            }
        });
    };
    let other = move || failed.get().filter(|error| error.field("slug").is_none());
    view! {
        <section class="flex flex-col gap-4 border-t pt-6">
            <div>
                <h2 class="text-base">"Address"</h2>
                <p class="text-muted">"Where visitors find the page. When you change it, the old address leads to the new one for 90 days."</p>
            </div>
            <CurrentAddress session/>
            <form class="form" on:submit=rename>
                <Provider value=FieldScope::new("address")>
                    <TextField
                        name="slug"
                        label="Last part of the address"
                        prefix=format!("{host}/@{}/", open.handle)
                        bind=slug
                        error=field_error(failed, "slug")
                        help=Some("The letters a to z, digits and -. Empty for the main address of the workspace.".to_owned())
                        autocomplete="off"
                    />
                </Provider>
                <div role="alert">
                    {move || other().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
                </div>
                <div>
                    <Button type_="submit" pending=busy disabled=Signal::derive(same)>"Change address"</Button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn CurrentAddress(session: Session) -> impl IntoView {
    let address = Signal::derive(move || session.facts.with(|facts| facts.public_url.clone()));
    view! {
        <p class="flex flex-wrap items-center gap-2">
            <span class="break-all font-medium">{move || address.get()}</span>
            <CopyButton text=address label="Copy address"/>
        </p>
    }
}

/// Deleting the site, with what is lost.
#[component]
pub fn DangerZone(
    /// The session.
    session: Session,
) -> impl IntoView {
    let (open, busy, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let sites = use_current().read(|open| open.path("sites"));
    let navigate = use_navigate();
    let name = move || Field::Title.of(&session.draft()).clone();
    let lost = move || {
        let blocks = session.draft().blocks.len();
        let blocks = if blocks == 1 { "its block".to_owned() } else { format!("its {blocks} blocks") };
        let address = session.facts.with(|facts| facts.public_url.clone());
        format!("The site and {blocks} go. {address} and all its links stop working. This cannot be undone.")
    };
    let confirm = move |()| {
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = delete_site(session.workspace, session.site).await;
            busy.try_set(false);
            failed.try_set(answer.as_ref().err().cloned());
            if answer.is_ok() {
                session.abandon();
                local::forget(session.site);
                session.toasts.success("Site deleted");
                navigate(&sites.get_untracked(), NavigateOptions::default());
            }
        });
    };
    view! {
        <section class="flex flex-col gap-3 border-t pt-6">
            <div>
                <h2 class="text-base">"Delete this site"</h2>
                <p class="text-muted">"Unpublish it instead when you may want it back."</p>
            </div>
            <div><Button kind=Kind::DangerQuiet on_click=move |()| open.set(true)>"Delete site"</Button></div>
            <ConfirmDialog
                id="delete-site"
                open
                title=Signal::derive(move || format!("Delete the site “{}”?", name()))
                lost=Signal::derive(lost)
                action="Delete site"
                on_confirm=confirm
                pending=busy
                error=failed
            />
        </section>
    }
}
