//! The page that asks for a mail with a link: an address, then the word that the mail is on its way.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{DevelopmentMails, Door, NextField, first_email};
use crate::{
    accounts::{
        rpc::{typed::Typed, waiting_for},
        types::LinkKind,
    },
    kernel::AppError,
    ui::*,
};

/// The form, or after `?sent` what comes next.
#[component]
pub(super) fn AskForMail(
    /// The heading.
    title: &'static str,
    /// The picture above it.
    icon: icondata_core::Icon,
    /// What the link in the mail is for.
    kind: LinkKind,
    /// This page, for another try.
    here: &'static str,
    /// The form with [`AskFields`].
    form: fn() -> AnyView,
    /// The way to another door.
    children: Children,
) -> impl IntoView {
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get("sent").is_some()));
    view! {
        <Door title icon>
            {move || match sent.get() {
                true => view! { <Sent kind here/> }.into_any(),
                false => form(),
            }}
            <p class="text-muted">{children()}</p>
        </Door>
    }
}

/// What stands in the form of every such page: a sentence, the address, the button.
#[component]
pub(super) fn AskFields(
    /// What the link will do.
    about: &'static str,
    /// What the server said.
    error: Signal<Option<AppError>>,
    /// The form is on its way.
    pending: Signal<bool>,
) -> impl IntoView {
    let typed = Typed::read();
    view! {
        <p class="text-muted">{about}</p>
        <FormError error/>
        <NextField/>
        <TextField
            name="email"
            label="E-mail address"
            type_="email"
            autocomplete="username"
            inputmode="email"
            value=first_email(&typed)
            error=field_error(error, "email")
            required=true
            autofocus=true
        />
        <SubmitButton pending size=Size::Large class="btn-wide">"Send the link"</SubmitButton>
    }
}

#[component]
fn Sent(kind: LinkKind, here: &'static str) -> impl IntoView {
    let waiting = Resource::new(|| (), |()| waiting_for());
    view! {
        <p class="text-lg" role="status">
            "If there is an account with this address, a mail with a link is on its way to it. The link works for "
            {kind.minutes()} " minutes."
        </p>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let mails = waiting.await.unwrap_or_default().mails;
                view! { <DevelopmentMails mails/> }
            })}
        </Suspense>
        <p class="text-muted">
            "Nothing there? Look into the spam folder, or " <a class="link" href=here>"try another address"</a> "."
        </p>
    }
}
