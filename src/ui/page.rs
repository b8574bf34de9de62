//! The frame of a page: its measure, its header, the way back.

use leptos::prelude::*;

use super::Icon;

/// How wide the content may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// 44 rem: forms and text.
    Narrow,
    /// 72 rem: lists and details.
    #[default]
    Normal,
    /// All there is: editors and boards.
    Full,
}

/// The content of a page, in its measure. The layout around it owns `<main>`.
#[component]
pub fn PageBody(
    /// How wide.
    #[prop(optional)]
    width: Width,
    /// The header and what follows.
    children: Children,
) -> impl IntoView {
    let class = match width {
        Width::Narrow => "page page-narrow",
        Width::Normal => "page",
        Width::Full => "page page-full",
    };
    view! { <div class=class>{children()}</div> }
}

/// The title of a page, what it is about, the way back and its actions.
#[component]
pub fn PageHeader(
    /// The title; the only `<h1>` of the page.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence.
    #[prop(optional, into)]
    about: Signal<Option<String>>,
    /// How many things the list holds.
    #[prop(optional, into)]
    count: Signal<Option<u64>>,
    /// Where "back" leads, and the name of that page.
    #[prop(optional, into)]
    back: Option<(String, String)>,
    /// Buttons at the right: the primary action.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Beside the title, for example a status badge.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="flex flex-col gap-2">
            {back.map(|(href, name)| view! {
                <a class="crumbs w-fit hover:text-text" href=href>
                    <Icon icon=icondata_lu::LuArrowLeft/>
                    {name}
                </a>
            })}
            <div class="page-head">
                <div class="flex min-w-0 flex-col gap-1">
                    <div class="flex flex-wrap items-center gap-2">
                        <h1 class="page-title" dir="auto">{move || title.get()}</h1>
                        {move || count.get().map(|count| view! { <span class="badge tabular">{count}</span> })}
                        {children.map(|children| children())}
                    </div>
                    {move || about.get().map(|about| view! { <p class="max-w-prose text-muted">{about}</p> })}
                </div>
                <div class="flex flex-wrap items-center gap-2">{actions.run()}</div>
            </div>
        </header>
    }
}

/// One step of the way to a page; the last one has no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The name of the page.
    pub label: String,
    /// Its address.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that can be gone back to.
    pub fn link(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page that is open.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// The way to this page.
#[component]
pub fn Breadcrumbs(
    /// From the outermost page to this one.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let steps = crumbs.into_iter().enumerate().map(|(index, crumb)| {
        let mark = (index > 0).then(|| view! { <Icon icon=icondata_lu::LuChevronRight/> });
        let step = match crumb.href {
            Some(href) => view! { <a href=href>{crumb.label}</a> }.into_any(),
            None => view! { <span aria-current="page">{crumb.label}</span> }.into_any(),
        };
        view! { <li>{mark} {step}</li> }
    });
    view! {
        <nav aria-label="Where you are">
            <ol class="crumbs">{steps.collect_view()}</ol>
        </nav>
    }
}
