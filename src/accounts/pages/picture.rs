//! The picture beside the doors and on the welcome page: a page of one's own, drawn in the product's own shapes.

use leptos::prelude::*;

use crate::ui::Icon;

/// The phone with a sentence, on a soft ground; large screens only.
#[component]
pub(super) fn Picture() -> impl IntoView {
    view! {
        <aside class="relative hidden overflow-hidden border-s bg-linear-to-br from-accent-soft via-bg to-info-soft lg:block">
            <div class="sticky top-0 flex h-dvh flex-col items-center justify-center gap-8 p-8">
                <Phone/>
                <p class="max-w-80 text-center text-lg text-muted">
                    "One page for everything you make, and the numbers that show what people like."
                </p>
            </div>
        </aside>
    }
}

/// A page on a phone, in shapes without words; readers of screens miss nothing.
#[component]
pub(super) fn Phone() -> impl IntoView {
    let link = |icon, width: &'static str| {
        view! {
            <div class="flex items-center gap-3 rounded-lg border bg-surface p-2.5 shadow-thin">
                <span class="grid size-7 flex-none place-items-center rounded-md bg-accent-soft text-accent-text">
                    <Icon icon/>
                </span>
                <span class=format!("h-2 rounded-full bg-border-strong {width}")></span>
            </div>
        }
    };
    view! {
        <div class="relative" aria-hidden="true">
            <div class="flex w-64 flex-col gap-3 rounded-[32px] border-4 border-text/85 bg-bg p-4 pt-8 shadow-float">
                <div class="flex flex-col items-center gap-2.5 pb-2">
                    <span class="size-16 rounded-full bg-linear-to-br from-accent to-info ring-4 ring-surface"></span>
                    <span class="h-2.5 w-28 rounded-full bg-text/80"></span>
                    <span class="h-2 w-40 rounded-full bg-border-strong"></span>
                </div>
                {link(icondata_lu::LuMusic, "w-24")}
                {link(icondata_lu::LuYoutube, "w-32")}
                <div class="grid h-24 place-items-center rounded-lg bg-linear-to-br from-accent/25 to-info/30 text-accent-text">
                    <Icon icon=icondata_lu::LuImage size=24/>
                </div>
                <div class="flex items-center gap-2 rounded-lg border bg-surface p-2 shadow-thin">
                    <span class="ms-1 text-faint"><Icon icon=icondata_lu::LuMail/></span>
                    <span class="h-2 flex-1 rounded-full bg-border"></span>
                    <span class="h-6 w-14 rounded-md bg-accent"></span>
                </div>
                <div class="flex justify-center gap-4 pt-1 pb-2 text-muted">
                    <Icon icon=icondata_lu::LuInstagram/>
                    <Icon icon=icondata_lu::LuGlobe/>
                    <Icon icon=icondata_lu::LuAtSign/>
                </div>
            </div>
            <Clicks/>
        </div>
    }
}

/// The card with a rising line that leans on the phone.
#[component]
fn Clicks() -> impl IntoView {
    view! {
        <div class="absolute -end-16 top-40 flex w-40 flex-col gap-2 rounded-xl border bg-raised p-3 shadow-float max-sm:hidden">
            <div class="flex items-center gap-2 text-success">
                <Icon icon=icondata_lu::LuMousePointerClick/>
                <span class="h-2 w-14 rounded-full bg-border-strong"></span>
            </div>
            <svg class="text-accent-text" viewBox="0 0 136 44" width="136" height="44" fill="none" focusable="false">
                <path
                    d="M0 40 L0 34 C14 32 20 22 32 25 S54 36 66 28 S88 10 102 14 S124 8 136 3 L136 40 Z"
                    fill="currentColor"
                    opacity="0.14"
                ></path>
                <path
                    d="M0 34 C14 32 20 22 32 25 S54 36 66 28 S88 10 102 14 S124 8 136 3"
                    stroke="currentColor"
                    stroke-width="2.5"
                    stroke-linecap="round"
                ></path>
            </svg>
        </div>
    }
}
