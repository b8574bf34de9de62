//! The frame of the account's pages: a heading and the tabs.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use crate::{
    app::layout::{account_theme::AccountTheme, brand::Brand},
    ui::{PageBody, PageHeader, Tab, Tabs},
};

/// A page of the account.
#[component]
pub fn AccountFrame(
    /// What the page is about, for the title of the window.
    title: &'static str,
    /// The page.
    children: Children,
) -> impl IntoView {
    let tabs = vec![
        Tab::new("/account", "Profile"),
        Tab::new("/account/security", "Security"),
        Tab::new("/account/data", "Your data"),
    ];
    let path = use_location().pathname;
    view! {
        <Title text=title/>
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <div class="flex min-h-dvh flex-col">
            <header class="flex h-14 items-center justify-between border-b bg-surface px-4">
                <Brand href="/w"/>
                <AccountTheme/>
            </header>
            <main id="content" tabindex="-1" class="flex-1 outline-none">
                <PageBody>
                    <PageHeader title="Your account" back=("/w".to_owned(), "Workspace".to_owned())/>
                    <Tabs label="Your account" tabs current=path/>
                    {children()}
                </PageBody>
            </main>
        </div>
    }
}
