//! The frame of every page of staff: refuses strangers, says where one is, and shows the way to the others.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    admin::{rpc::platform::staff_me, types::platform::StaffMe},
    app::layout::{
        alone::Alone, brand::Brand, destinations::is_current, error_view::ErrorView, page_once::page_once,
        sidebar::LINK,
    },
    ui::{Icon, PageBody, Skeleton, SkeletonShape, ThemeToggle, keep_in_sight},
};

/// A page of staff: its name, its address, its drawing, whether only administrators see it.
type Place = (&'static str, &'static str, icondata_core::Icon, bool);

const PLACES: [Place; 9] = [
    ("Overview", "/admin", icondata_lu::LuLayoutDashboard, false),
    ("Moderation", "/admin/reports", icondata_lu::LuFlag, false),
    ("People", "/admin/users", icondata_lu::LuUsers, false),
    ("Workspaces", "/admin/workspaces", icondata_lu::LuBuilding2, true),
    ("Audit log", "/admin/audit", icondata_lu::LuScrollText, true),
    ("Threats", "/admin/threats", icondata_lu::LuShieldAlert, true),
    ("Browser reports", "/admin/browser-reports", icondata_lu::LuGlobe, true),
    ("Feature flags", "/admin/flags", icondata_lu::LuToggleRight, true),
    ("Announcements", "/admin/announcements", icondata_lu::LuMegaphone, true),
];

/// Everything below `/admin`.
#[component]
pub fn StaffLayout() -> impl IntoView {
    let me = Resource::new(|| (), |()| staff_me());
    let retry = Callback::new(move |()| me.refetch());
    view! {
        <Transition fallback=|| view! { <PageBody><Skeleton shape=SkeletonShape::Rows/></PageBody> }>
            {move || Suspend::new(async move {
                match me.await {
                    Ok(me) => view! { <Frame me/> }.into_any(),
                    Err(error) => view! { <Alone><ErrorView error retry/></Alone> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A bar, the list of pages at the side (on a phone above), the page.
#[component]
fn Frame(me: StaffMe) -> impl IntoView {
    provide_context(me.clone());
    let row = NodeRef::<leptos::html::Nav>::new();
    keep_in_sight(row, use_location().pathname);
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
            <nav
                node_ref=row
                aria-label="Staff"
                class="overflow-x-auto border-b p-2 lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:w-60 lg:flex-none lg:border-e lg:border-b-0 lg:p-3"
            >
                <Places me/>
            </nav>
            <main id="content" tabindex="-1" class="min-w-0 flex-1 outline-none">
                <PageBody>{page_once()}</PageBody>
            </main>
        </div>
    }
}

#[component]
fn Places(me: StaffMe) -> impl IntoView {
    let path = use_location().pathname;
    let open = me.open_reports;
    let places = PLACES.into_iter().filter(|(.., admins)| me.admin || !admins);
    let line = move |(label, href, icon, _): Place| {
        let current = move || is_current(href, "/admin", &path.get()).then_some("page");
        let count = (href == "/admin/reports" && open > 0).then(|| {
            view! { <span class="badge tabular ms-auto">{open} <span class="sr-only">" open"</span></span> }
        });
        view! {
            <li class="flex-none">
                <a class=LINK href=href aria-current=current>
                    <Icon icon/>
                    <span class="whitespace-nowrap">{label}</span>
                    {count}
                </a>
            </li>
        }
    };
    view! { <ul class="flex gap-1 lg:flex-col">{places.map(line).collect_view()}</ul> }
}
