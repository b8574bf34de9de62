//! What a page shows instead of itself when something is wrong: what happened, what to do next, and the right status.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_location};

use super::current::use_workspace;
use crate::{
    kernel::AppError,
    page,
    ui::{Button, ButtonLink, Icon, Kind, PageBody, Size},
};

page!(
    /// `/w/{handle}/…` for every address that no page has.
    pub PageNotFoundRoute, PageNotFound
);

/// Sets the HTTP status of the page that is being rendered; does nothing in the browser.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(404);
    view! {
        <Title text="Page not found"/>
        <main id="content" class="grid min-h-dvh place-items-center">
            <Problem
                icon=icondata_lu::LuCompass
                title="This page does not exist"
                about="The address may be mistyped, or the page was moved."
            >
                <ButtonLink href="/w" kind=Kind::Primary size=Size::Large>"Go to my workspace"</ButtonLink>
                <ButtonLink href="/" size=Size::Large>"Go to the start page"</ButtonLink>
            </Problem>
        </main>
    }
}

/// The same inside of a workspace, whose frame stays around it.
#[component]
pub fn PageNotFound() -> impl IntoView {
    set_status(404);
    let home = use_workspace().path("");
    view! {
        <Title text="Page not found"/>
        <PageBody>
            <Problem
                icon=icondata_lu::LuCompass
                title="This page does not exist"
                about="The address may be mistyped, or the page was moved."
            >
                <ButtonLink href=home kind=Kind::Primary>"Go home"</ButtonLink>
            </Problem>
        </PageBody>
    }
}

/// An error in place of what a page would have shown. Sets the status; `retry` asks again. Whoever is not signed in is
/// sent to the door and comes back afterwards.
#[component]
pub fn ErrorView(
    /// What went wrong.
    error: AppError,
    /// Asks again, where that can help.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    if error == AppError::Unauthenticated {
        let location = use_location();
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        return go_to(sign_in_path(&path, &search));
    }
    if let Some(path) = way_out(&error) {
        return go_to(path);
    }
    set_status(error.status());
    let again = move || {
        retry.map(|retry| view! { <Button kind=Kind::Primary on_click=move |()| retry.run(())>"Try again"</Button> })
    };
    let home = |kind: Kind| view! { <ButtonLink href="/w" kind>"Go to my workspaces"</ButtonLink> };
    let about = error.to_string();
    match error {
        AppError::Forbidden(_) => view! {
            <Problem icon=icondata_lu::LuLock title="You cannot open this" about>{home(Kind::Primary)}</Problem>
        },
        AppError::NotFound(noun) => view! {
            <Problem icon=icondata_lu::LuCompass title=format!("We cannot find this {noun}") about>
                {home(Kind::Primary)}
            </Problem>
        },
        AppError::Gone(_) => view! {
            <Problem icon=icondata_lu::LuCompass title="This is gone" about>{home(Kind::Primary)}</Problem>
        },
        AppError::Network(_) | AppError::Unavailable(_) => view! {
            <Problem icon=icondata_lu::LuCloudOff title="This could not be loaded" about>{again()}</Problem>
        },
        _ => view! {
            <Problem icon=icondata_lu::LuTriangleAlert title="This did not work" about>
                {again()} {home(Kind::Secondary)}
            </Problem>
        },
    }
    .into_any()
}

/// Where somebody brings what an error says is missing, with the way back to this page.
fn way_out(error: &AppError) -> Option<String> {
    let page = match error {
        AppError::Unproved => "/confirm",
        AppError::OneFactor => "/account/security/two-factor",
        _ => return None,
    };
    let location = use_location();
    Some(with_next(page, &location.pathname.get_untracked(), &location.search.get_untracked()))
}

/// Sends the browser to another page instead of showing one.
pub fn go_to(path: String) -> AnyView {
    set_status(302);
    view! { <Redirect path/> }.into_any()
}

/// The door, with the way back to a page.
pub fn sign_in_path(path: &str, search: &str) -> String {
    with_next("/sign-in", path, search)
}

fn with_next(page: &str, path: &str, search: &str) -> String {
    let search = search.trim_start_matches('?');
    let next = if search.is_empty() { path.to_owned() } else { format!("{path}?{search}") };
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={next}")
}

/// A picture, what happened, what it means, what to do.
#[component]
fn Problem(
    icon: icondata_core::Icon,
    #[prop(into)] title: String,
    #[prop(into)] about: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <div class="empty-picture"><Icon icon size=24/></div>
            <h1 class="text-xl">{title}</h1>
            <p class="empty-about">{about}</p>
            <div class="mt-3 flex flex-wrap justify-center gap-2">{children()}</div>
        </div>
    }
}
