//! The frame of pages outside of a workspace: the mark on top, the content below it.

use leptos::prelude::*;

use super::brand::Brand;
use crate::ui::{PageBody, ThemeToggle, Width};

/// A narrow page with nothing around it.
#[component]
pub fn Alone(
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <div class="flex min-h-dvh flex-col">
            <header class="flex h-14 items-center justify-between border-b bg-surface px-4"><Brand href="/"/> <ThemeToggle/></header>
            <main id="content" tabindex="-1" class="flex-1 outline-none">
                <PageBody width=Width::Narrow>{children()}</PageBody>
            </main>
        </div>
    }
}
