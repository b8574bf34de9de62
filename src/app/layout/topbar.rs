//! The bar over every page of a workspace.

use leptos::prelude::*;

use super::{
    account_theme::AccountTheme, brand::Brand, current::use_current, person_menu::PersonMenu, sidebar::DRAWER,
    switcher::Switcher,
};
use crate::ui::{Icon, Kbd, ready};

/// Navigation on a phone, the workspace, the palette, colours and the person.
#[component]
pub fn Topbar(
    /// Opens the palette.
    palette: RwSignal<bool>,
) -> impl IntoView {
    let home = use_current().read(|open| open.path(""));
    view! {
        <header class="sticky top-0 z-20 flex h-14 items-center gap-2 border-b bg-surface px-3 sm:px-4">
            <button
                type="button"
                class="btn btn-ghost btn-icon lg:!hidden"
                aria-label="Open navigation"
                title="Open navigation"
                command="show-modal"
                commandfor=DRAWER
                on:click=open_drawer
            >
                <Icon icon=icondata_lu::LuMenu size=20/>
            </button>
            <div class="hidden w-54 flex-none lg:block"><Brand href=home/></div>
            <Switcher/>
            <div class="ms-auto flex flex-none items-center gap-2">
                <PaletteButton palette/>
                <div class="hidden sm:block"><AccountTheme/></div>
                <PersonMenu/>
            </div>
        </header>
    }
}

/// For browsers that do not know the `command` attribute yet.
fn open_drawer(_: leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;
    request_animation_frame(|| {
        let node = document().get_element_by_id(DRAWER);
        let drawer = node.and_then(|node| node.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if let Some(drawer) = drawer.filter(|drawer| !drawer.open()) {
            drop(drawer.show_modal());
        }
    });
}

#[component]
fn PaletteButton(palette: RwSignal<bool>) -> impl IntoView {
    let ready = ready();
    view! {
        <button
            type="button"
            class="btn btn-secondary"
            class:waits=move || !ready.get()
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| palette.set(true)
        >
            <Icon icon=icondata_lu::LuSearch/>
            <span class="sr-only md:not-sr-only">"Go to"</span>
            <span class="hidden md:inline"><Kbd>"Ctrl K"</Kbd></span>
        </button>
    }
}
