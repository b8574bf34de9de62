//! `/`: what the product is, for strangers; whoever is signed in goes on to their workspace.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{
    door::{LegalLinks, OnlyStrangers},
    picture::Phone,
};
use crate::{
    app::layout::brand::Brand,
    page,
    ui::{ButtonLink, Icon, Kind, Size, ThemeToggle},
};

page!(
    /// `/`.
    pub WelcomeRoute, Welcome
);

#[component]
fn Welcome() -> impl IntoView {
    view! {
        <OnlyStrangers/>
        <Title text=""/>
        <Meta name="description" content="A page of your own for everything you make, with numbers that show what people like."/>
        <a class="skip-link" href="#content" rel="external">"Skip to content"</a>
        <div class="flex min-h-dvh flex-col bg-surface">
            <header class="mx-auto flex h-16 w-full max-w-6xl flex-none items-center justify-between gap-2 px-4 sm:px-8">
                <Brand href="/"/>
                <nav class="flex items-center gap-2" aria-label="Account">
                    <span class="max-sm:hidden"><ThemeToggle/></span>
                    <ButtonLink href="/sign-in" kind=Kind::Ghost>"Sign in"</ButtonLink>
                    <ButtonLink href="/register" kind=Kind::Primary>"Create account"</ButtonLink>
                </nav>
            </header>
            <main id="content" tabindex="-1" class="flex-1 outline-none">
                <Hero/>
                <Parts/>
                <Start/>
            </main>
            <div class="mx-auto w-full max-w-6xl px-4 sm:px-8"><LegalLinks/></div>
        </div>
    }
}

#[component]
fn Hero() -> impl IntoView {
    view! {
        <section class="overflow-hidden border-y bg-linear-to-br from-accent-soft via-bg to-info-soft">
            <div class="mx-auto grid w-full max-w-6xl items-center gap-12 px-4 py-16 sm:px-8 lg:grid-cols-[3fr_2fr] lg:py-24">
                <div class="flex flex-col items-start gap-6">
                    <h1 class="max-w-2xl text-3xl tracking-tight sm:text-[3rem] sm:leading-[3.25rem]">
                        "Everything you make, on one page of your own"
                    </h1>
                    <p class="max-w-xl text-lg text-muted">
                        "Mewayz gives creators and small teams a page for their links, words and pictures, collects the addresses of people who want to hear more, and shows what they click."
                    </p>
                    <div class="flex flex-wrap gap-3">
                        <ButtonLink href="/register" kind=Kind::Primary size=Size::Large>"Create your page"</ButtonLink>
                        <ButtonLink href="/sign-in" size=Size::Large>"Sign in"</ButtonLink>
                    </div>
                </div>
                <div class="flex justify-center lg:pe-12"><Phone/></div>
            </div>
        </section>
    }
}

/// What there is, each with a sentence.
const PARTS: [(icondata_core::Icon, &str, &str); 6] = [
    (
        icondata_lu::LuPalette,
        "A page that is yours",
        "Links, headings, text, images, social icons and a form for e-mail addresses, in a theme that you choose.",
    ),
    (
        icondata_lu::LuGripVertical,
        "Built while you watch",
        "Drag blocks or sort them by keyboard; the preview is the page that people will see. Nothing is lost on the way.",
    ),
    (
        icondata_lu::LuFileInput,
        "Bring your old page",
        "Paste the address of another link page, or upload it. You choose which links come along.",
    ),
    (
        icondata_lu::LuMousePointerClick,
        "Numbers without noise",
        "Clicks for each link over the last days, with bots counted apart.",
    ),
    (
        icondata_lu::LuMail,
        "An audience you keep",
        "Addresses that people leave on your page become contacts of your workspace.",
    ),
    (
        icondata_lu::LuUsers,
        "Room for a team",
        "Invite people into a workspace, with roles that say who may change what.",
    ),
];

#[component]
fn Parts() -> impl IntoView {
    let parts = PARTS.map(|(icon, title, about)| {
        view! {
            <li class="flex flex-col gap-2">
                <span class="grid size-10 place-items-center rounded-lg bg-accent-soft text-accent-text">
                    <Icon icon size=20/>
                </span>
                <h3 class="mt-1 text-lg">{title}</h3>
                <p class="text-muted">{about}</p>
            </li>
        }
    });
    view! {
        <section class="mx-auto w-full max-w-6xl px-4 py-16 sm:px-8 lg:py-24" aria-labelledby="parts">
            <h2 class="text-2xl" id="parts">"What you get"</h2>
            <ul class="mt-8 grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">{parts.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Start() -> impl IntoView {
    view! {
        <section class="border-t bg-bg">
            <div class="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-6 px-4 py-12 sm:px-8">
                <div>
                    <h2 class="text-xl">"Your first page can be online in a few minutes"</h2>
                    <p class="mt-1 text-muted">"Name, address, password. Then choose a theme and add your links."</p>
                </div>
                <ButtonLink href="/register" kind=Kind::Primary size=Size::Large>"Create account"</ButtonLink>
            </div>
        </section>
    }
}
