//! The frame around the pages by which people come in, and what these pages share.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::picture::Picture;
use crate::{
    accounts::{
        rpc::{self, typed::Typed},
        types::local_path,
    },
    app::layout::{brand::Brand, error_view::set_status},
    kernel::AppError,
    ui::{Alert, ButtonLink, Icon, Kind, ThemeToggle, Tone},
};

/// The form at one side, the picture at the other; on a phone the form alone.
#[component]
pub(super) fn Door(
    /// The heading.
    #[prop(into)]
    title: String,
    /// One sentence below it.
    #[prop(optional, into)]
    about: Option<String>,
    /// A picture above it, on a page that tells more than it asks.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// The form and the ways to other doors.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <div class="grid min-h-dvh lg:grid-cols-2">
            <div class="flex min-h-dvh flex-col bg-surface px-4 sm:px-8">
                <header class="flex h-16 flex-none items-center justify-between">
                    <Brand href="/"/>
                    <ThemeToggle/>
                </header>
                <main
                    id="content"
                    tabindex="-1"
                    class="mx-auto flex w-full max-w-96 flex-1 flex-col justify-center gap-6 py-8 outline-none"
                >
                    <div class="flex flex-col gap-2">
                        {icon.map(|icon| view! { <div class="empty-picture mb-2!"><Icon icon size=24/></div> })}
                        <h1 class="text-2xl">{title}</h1>
                        {about.map(|about| view! { <p class="text-muted">{about}</p> })}
                    </div>
                    {children()}
                </main>
                <LegalLinks/>
            </div>
            <Picture/>
        </div>
    }
}

/// The way to the legal texts, at the foot of a page.
#[component]
pub(super) fn LegalLinks() -> impl IntoView {
    view! {
        <footer class="flex flex-none flex-wrap gap-x-4 gap-y-1 py-6 text-sm text-muted">
            <a class="hover:text-text" href="/terms">"Terms"</a>
            <a class="hover:text-text" href="/privacy">"Privacy"</a>
        </footer>
    }
}

/// Sends whoever is signed in already to where they wanted to go.
#[component]
pub(super) fn OnlyStrangers() -> impl IntoView {
    let me = Resource::new(|| (), |()| rpc::me());
    let next = next_path();
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let to = next.get_value().unwrap_or_else(|| "/w".to_owned());
                matches!(me.await, Ok(Some(_))).then(|| view! { <Redirect path=to/> })
            })}
        </Suspense>
    }
}

/// Where the person wanted to go before they met the door.
pub(super) fn next_path() -> StoredValue<Option<String>> {
    let next = use_query_map().with_untracked(|query| query.get("next"));
    StoredValue::new(next.filter(|next| local_path(next).is_some()))
}

/// The address to begin with: what was typed, else the one that an invitation was sent to.
pub(super) fn first_email(typed: &Typed) -> String {
    let typed = typed.text("email");
    if typed.is_empty() {
        use_query_map().with_untracked(|query| query.get("email")).unwrap_or_default()
    } else {
        typed
    }
}

/// Carries that over to the server.
#[component]
pub(super) fn NextField() -> impl IntoView {
    next_path().get_value().map(|next| view! { <input type="hidden" name="next" value=next/> })
}

/// Another door, with the same wish.
pub(super) fn door_path(path: &str) -> String {
    match next_path().get_value() {
        None => path.to_owned(),
        Some(next) => {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            format!("{path}?next={next}")
        }
    }
}

/// On a developer's machine mails go to a page, not to a mailbox; says so.
#[component]
pub(super) fn DevelopmentMails(
    /// The page that shows them, when this is such a machine.
    mails: Option<String>,
) -> impl IntoView {
    mails.map(|href| {
        view! {
            <Alert tone=Tone::Info title="This is a development server">
                "Its mails do not leave this machine. "
                <a class="link" href=href rel="external">"Open the mails"</a>
            </Alert>
        }
    })
}

/// Where somebody can go on, and what the button that leads there says.
pub(super) type Way = (&'static str, &'static str);

/// What a door says when what led to it has come to its end; the first way on is the main one.
#[component]
pub(super) fn Ended(
    /// What has ended.
    title: &'static str,
    /// Why.
    error: AppError,
    /// Where to go on.
    ways: &'static [Way],
) -> impl IntoView {
    set_status(error.status());
    let buttons = ways.iter().enumerate().map(|(place, (href, label))| {
        let kind = if place == 0 { Kind::Primary } else { Kind::Secondary };
        view! { <ButtonLink href=*href kind>{*label}</ButtonLink> }
    });
    view! {
        <Alert tone=Tone::Warning title>{error.to_string()}</Alert>
        <div class="flex flex-wrap gap-2">{buttons.collect_view()}</div>
    }
}

/// Between the form of a door and the other ways in.
#[component]
pub(super) fn Or() -> impl IntoView {
    view! {
        <div class="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            "or"
        </div>
    }
}
