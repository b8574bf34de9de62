//! The banner over every page while staff acts in somebody's name.

use leptos::prelude::*;

use crate::{
    admin::types::users::Visiting,
    ui::{Icon, Kind, Size, SubmitButton, send_once},
};

/// What the server knows before it renders; the browser gets it with the page.
fn visiting() -> Option<Visiting> {
    #[cfg(feature = "ssr")]
    {
        let parts = use_context::<axum::http::request::Parts>()?;
        parts.extensions.get::<Visiting>().cloned()
    }
    #[cfg(not(feature = "ssr"))]
    None
}

/// Whose eyes these are, until when, and the way back. It stays on top while the page is scrolled.
#[component]
pub fn VisitBanner() -> impl IntoView {
    let visiting = SharedValue::new(visiting).into_inner();
    let (sent, send) = send_once();
    visiting.map(|Visiting { name, email, until }| {
        let until = until.format("%H:%M UTC").to_string();
        view! {
            <section
                aria-label="Visit of staff"
                class="sticky top-0 z-40 flex items-center justify-center gap-4 bg-[#b3261e] px-4 py-2 text-white"
            >
                <p class="flex min-w-0 items-center gap-2">
                    <Icon icon=icondata_lu::LuVenetianMask size=20/>
                    <span class="break-words">
                        "You act in the name of " <strong dir="auto">{name}</strong>
                        <span class="max-sm:hidden">" (" {email} ")"</span> ". Everything is recorded. Ends at " {until} "."
                    </span>
                </p>
                <form method="post" action="/visit/stop" on:submit=send>
                    <SubmitButton kind=Kind::Secondary size=Size::Small pending=sent>"Stop"</SubmitButton>
                </form>
            </section>
        }
    })
}
