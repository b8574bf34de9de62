//! A new site: its title, its address, its theme, and what it starts with.

use leptos::prelude::*;
use leptos_meta::Title;

use super::theme_cards::ThemeCards;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, handle::slugify, permission::Permission},
    page,
    sites::{
        rpc::{StartSite, list_sites},
        themes::THEMES,
        types::{Start, check_slug},
    },
    ui::{
        ButtonLink, Choice, FormActions, FormError, PageBody, PageHeader, RadioCards, Size, Skeleton, SkeletonShape,
        SubmitButton, TextField, Width, action_error, field_error,
    },
};

page!(
    /// `/w/{handle}/sites/new`
    pub NewSiteRoute, NewSite
);

#[component]
fn NewSite() -> impl IntoView {
    let open = use_workspace();
    let (workspace, sites_path) = (open.id, open.path("sites"));
    let sites = Resource::new(move || workspace, list_sites);
    let retry = Callback::new(move |()| sites.refetch());
    let may_create = open.can(Permission::EditSites);
    view! {
        <Title text="New site"/>
        <PageBody width=Width::Narrow>
            <PageHeader
                title="New site"
                about=Some("Nobody sees it before you publish it. Everything can be changed later.".to_owned())
                back=(sites_path, "Sites".to_owned())
            />
            <Suspense fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    match sites.await {
                        Ok(_) if !may_create => {
                            view! { <ErrorView error=AppError::Forbidden(Permission::EditSites.refusal())/> }.into_any()
                        }
                        Ok(sites) => view! { <NewSiteForm first=sites.is_empty()/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Suspense>
        </PageBody>
    }
}

#[component]
fn NewSiteForm(first: bool) -> impl IntoView {
    let open = use_workspace();
    let action = ServerAction::<StartSite>::new();
    let error = action_error(action);
    let theme = RwSignal::new(THEMES[0].key.to_owned());
    let title = RwSignal::new(if first { open.name.clone() } else { String::new() });
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <input type="hidden" name="workspace" value=open.id.to_string()/>
            <TextField
                name="title"
                label="Title"
                bind=title
                error=field_error(error, "title")
                help=Some("Your name or the name of your work. It stands on top of the page.".to_owned())
                required=true
                maxlength=80usize
                autofocus=true
            />
            <AddressField first title error/>
            <ThemeCards title=open.name.clone() theme/>
            <StartChoice/>
            <FormActions>
                <SubmitButton pending=action.pending() size=Size::Large>"Create site"</SubmitButton>
                <ButtonLink href=open.path("sites") size=Size::Large>"Cancel"</ButtonLink>
            </FormActions>
        </ActionForm>
    }
}

/// The address. The first site has the main one; for others it follows the title until it is written by hand.
#[component]
fn AddressField(first: bool, title: RwSignal<String>, error: Signal<Option<AppError>>) -> impl IntoView {
    let open = use_workspace();
    let host = open.origin.split_once("://").map_or(open.origin.clone(), |(_, host)| host.to_owned());
    if first {
        return view! {
            <div class="field">
                <span class="field-label">"Address"</span>
                <p class="break-all">{format!("{host}/@{}", open.handle)}</p>
                <p class="field-help">"Your first site gets the main address of the workspace."</p>
            </div>
        }
        .into_any();
    }
    let slug = RwSignal::new(String::new());
    let by_hand = RwSignal::new(false);
    Effect::new(move |_| {
        let mut suggested = title.with(|title| slugify(title));
        suggested.truncate(60);
        if !by_hand.get_untracked() {
            slug.set(suggested.trim_end_matches('-').to_owned());
        }
    });
    let refused = field_error(error, "slug");
    let wrong = move || {
        let form = slug.with(|slug| check_slug(slug.trim()).err());
        form.and_then(|form| form.field("slug").map(str::to_owned)).or_else(|| refused.get())
    };
    view! {
        <TextField
            name="slug"
            label="Address"
            prefix=format!("{host}/@{}/", open.handle)
            bind=slug
            on_input=Callback::new(move |text: String| by_hand.set(!text.is_empty()))
            error=Signal::derive(wrong)
            help=Some("The letters a to z, digits and -.".to_owned())
            maxlength=60usize
            autocomplete="off"
        />
    }
    .into_any()
}

#[component]
fn StartChoice() -> impl IntoView {
    let choices = vec![
        Choice::new("examples", "With example blocks").about("A page that is complete; write over the examples."),
        Choice::new("import", "From a page that I have").about("Bring the links of Linktree and pages like it."),
        Choice::new("empty", "Empty").about("Only the title, nothing else."),
    ];
    view! { <RadioCards name="start" label="Start" choices value=Start::Examples.as_str()/> }
}
