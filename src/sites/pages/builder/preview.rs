//! The live preview: the public page itself, in a phone or in a wide window.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{own_css::Compiled, session::Session, tabs::use_way};
use crate::{
    kernel::id::BlockId,
    sites::{
        fonts, looks, themes,
        types::SiteDraft,
        view::{BioPage, PageModel},
    },
    ui::Icon,
};

/// The page as visitors will see it. A click on a block opens its form.
#[component]
pub fn Preview(
    /// The session.
    session: Session,
) -> impl IntoView {
    let way = use_way();
    let wide = RwSignal::new(false);
    let faces = session.watch(|editor| faces(editor.draft()));
    let Compiled(own) = expect_context();
    let clicked = move |event: ev::MouseEvent| {
        event.prevent_default();
        let at = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let block = at.and_then(|at| at.closest("[data-block]").ok().flatten());
        if let Some(id) = block.and_then(|block| block.get_attribute("data-block")?.parse::<BlockId>().ok()) {
            way.block(id, None);
        }
    };
    view! {
        <section class="preview" aria-labelledby="preview-title">
            <div class="flex items-center justify-between gap-2">
                <h2 class="text-sm text-muted" id="preview-title">"Preview"</h2>
                <SizeSwitch wide/>
            </div>
            <div
                class="preview-frame"
                class:preview-wide=move || wide.get()
                tabindex="0"
                role="region"
                aria-label="The page as visitors see it"
                on:click=clicked
                on:submit=|event| event.prevent_default()
            >
                <style inner_html=move || faces.get()></style>
                <style inner_html=move || own.get().css></style>
                {move || view! { <BioPage page=PageModel::preview(&session.draft())/> }}
            </div>
        </section>
    }
}

/// The typefaces that the page names.
fn faces(draft: &SiteDraft) -> String {
    looks::used_fonts(themes::find(&draft.theme), &draft.look).into_iter().map(fonts::faces).collect()
}

#[component]
fn SizeSwitch(wide: RwSignal<bool>) -> impl IntoView {
    let button = move |this: bool, label: &'static str, icon: icondata_core::Icon| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if wide.get() == this { "true" } else { "false" }
                aria-label=label
                title=label
                on:click=move |_| wide.set(this)
            >
                <Icon icon/>
            </button>
        }
    };
    view! {
        <div class="size-switch segments" role="group" aria-label="Size of the preview">
            {button(false, "Phone", icondata_lu::LuSmartphone)}
            {button(true, "Desktop", icondata_lu::LuMonitor)}
        </div>
    }
}
