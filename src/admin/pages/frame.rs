//! The frame of every page of staff: where one is, and the way to the others.

use leptos::prelude::*;

use crate::{
    app::layout::{brand::Brand, sidebar::LINK},
    ui::{Icon, PageBody, ThemeToggle},
};

/// A bar, the list of pages at the side (on a phone above), the page.
#[component]
pub fn StaffFrame(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <header class="sticky top-0 z-20 flex h-14 items-center gap-3 border-b bg-surface px-4">
            <Brand href="/w"/>
            <span class="badge">"Staff"</span>
            <div class="ms-auto flex items-center gap-2">
                <a class="btn btn-ghost" href="/w">"My workspaces"</a>
                <div class="hidden sm:block"><ThemeToggle/></div>
            </div>
        </header>
        <div class="lg:flex">
            <nav aria-label="Staff" class="border-b p-3 lg:min-h-[calc(100dvh-3.5rem)] lg:w-60 lg:flex-none lg:border-e lg:border-b-0">
                <ul>
                    <li>
                        <a class=LINK href="/admin/reports" aria-current="page">
                            <Icon icon=icondata_lu::LuFlag/>
                            "Reports"
                        </a>
                    </li>
                </ul>
            </nav>
            <main id="content" tabindex="-1" class="min-w-0 flex-1 outline-none">
                <PageBody>{children()}</PageBody>
            </main>
        </div>
    }
}
