//! The way around a workspace: at the side on a wide screen, in a drawer on a phone.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use super::{
    account_theme::AccountTheme,
    brand::Brand,
    current::use_current,
    destinations::{Destination, is_current, seen_by},
};
use crate::ui::{Icon, IconButton};

/// The id of the drawer; the button in the top bar opens it.
pub const DRAWER: &str = "navigation";

/// How a line of the navigation looks.
pub const LINK: &str = "flex min-h-9 items-center gap-3 rounded-md px-2 font-medium text-muted no-underline hover:bg-hover \
                        hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text \
                        pointer-coarse:min-h-11";

/// The side of a wide screen.
#[component]
pub fn Sidebar() -> impl IntoView {
    view! {
        <aside class="sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-60 flex-none flex-col overflow-y-auto border-e p-3 lg:flex">
            <NavLinks/>
        </aside>
    }
}

/// The same on a phone. The browser traps the focus, gives it back and closes on Escape; a chosen link closes it, too.
#[component]
pub fn Drawer() -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let current = use_current();
    let home = current.read(|open| open.path(""));
    let close = move || {
        if let Some(node) = node.get_untracked() {
            node.close();
        }
    };
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            close();
        }
        path
    });
    view! {
        <dialog
            node_ref=node
            id=DRAWER
            aria-label="Navigation"
            class="fixed inset-y-0 start-0 m-0 h-dvh max-h-dvh w-72 max-w-[85vw] border-e bg-surface p-3 text-text shadow-float backdrop:bg-[var(--c-scrim)]"
        >
            <div class="flex h-full flex-col gap-3">
                <div class="flex items-center justify-between ps-2">
                    <Brand href=home/>
                    <form method="dialog">
                        <IconButton label="Close navigation" icon=icondata_lu::LuX type_="submit"/>
                    </form>
                </div>
                <NavLinks/>
                <div class="mt-auto p-2"><AccountTheme/></div>
            </div>
        </dialog>
    }
}

#[component]
fn NavLinks() -> impl IntoView {
    let current = use_current();
    let path = use_location().pathname;
    let links = move || {
        let open = current.get();
        let home = open.path("");
        seen_by(&open)
            .map(|Destination { label, page, icon, .. }| {
                let (href, home) = (open.path(page), home.clone());
                let here = href.clone();
                let current = move || is_current(&here, &home, &path.get()).then_some("page");
                view! {
                    <li>
                        <a
                            href=href
                            aria-current=current
                            class=LINK
                        >
                            <Icon icon=*icon/>
                            {*label}
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    let staff = current.read(|open| open.me.staff);
    let staff = move || {
        staff.get().then(|| {
            view! {
                <ul class="mt-4 border-t pt-4" aria-label="Staff">
                    <li>
                        <a href="/admin" class=LINK><Icon icon=icondata_lu::LuShieldCheck/>"Staff pages"</a>
                    </li>
                </ul>
            }
        })
    };
    view! {
        <nav aria-label="Workspace">
            <ul class="flex flex-col gap-1">{links}</ul>
            {staff}
        </nav>
    }
}
