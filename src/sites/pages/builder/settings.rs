//! The settings of the site: its head, how it is found and shared, its address, its end.

use leptos::{context::Provider, prelude::*};

use super::{
    address::{Address, DangerZone},
    session::Session,
    tabs::site_scope,
    visibility::{Languages, VisibilityFields},
};
use crate::{
    sites::{
        pages::editor::Field,
        types::{is_safe_picture, share_path},
        view::direction,
    },
    ui::{ImageField, SelectField, SelectOption, TextArea, TextField},
    workspaces::types::LOCALES,
};

/// The tab. Every field is saved like the rest of the draft.
#[component]
pub fn SettingsTab(
    /// The session.
    session: Session,
) -> impl IntoView {
    view! {
        <div class="flex flex-col gap-6">
            <Provider value=site_scope()>
                <PageSection session/>
                <SharingSection session/>
                <Section title="Visibility" about="Who may see the page, and how it is found.">
                    <VisibilityFields session/>
                    {session.allowed.publish.then(|| view! { <Languages session/> })}
                </Section>
            </Provider>
            {session.allowed.publish.then(|| view! {
                <Address session/>
                <DangerZone session/>
            })}
        </div>
    }
}

/// The message of a field: what the server said about it, or what stops publishing.
fn error(session: Session, field: Field) -> Signal<Option<String>> {
    let refused = session
        .watch_saving(move |saving| saving.errors().and_then(|errors| errors.get(field.name())).map(str::to_owned));
    let local = session.watch(move |editor| editor.draft().problems().get(field.name()).map(str::to_owned));
    Signal::derive(move || {
        let shown = field != Field::Title || session.problems.with(Option::is_some);
        refused.get().or_else(|| local.get().filter(|_| shown))
    })
}

#[component]
fn Section(#[prop(into)] title: String, #[prop(into)] about: String, children: Children) -> impl IntoView {
    view! {
        <section class="flex flex-col gap-4 border-t pt-6 first:border-t-0 first:pt-0">
            <div>
                <h2 class="text-base">{title}</h2>
                <p class="text-muted">{about}</p>
            </div>
            {children()}
        </section>
    }
}

#[component]
fn PageSection(session: Session) -> impl IntoView {
    let language = session.field(Field::Language);
    let options = move || {
        let now = language.get();
        let mut options: Vec<_> = LOCALES.iter().map(|(tag, name)| SelectOption::new(*tag, *name)).collect();
        if !LOCALES.iter().any(|(tag, _)| *tag == now) {
            options.push(SelectOption::new(now.clone(), now));
        }
        options
    };
    let direction_help = move || match direction(&language.get()) {
        "rtl" => "The page runs from right to left.".to_owned(),
        _ => "Browsers and readers of screens go by it.".to_owned(),
    };
    view! {
        <Section title="Head of the page" about="What stands above the blocks.">
            <TextField
                name="title"
                label="Title"
                bind=session.field(Field::Title)
                error=error(session, Field::Title)
                help=Some("Your name or the name of your work, at most 80 characters.".to_owned())
            />
            <TextArea
                name="bio"
                label="Bio"
                bind=session.field(Field::Bio)
                error=error(session, Field::Bio)
                help=Some("A sentence or two, at most 300 characters.".to_owned())
            />
            <ImageField
                name="avatar_url"
                label="Picture"
                optional=true
                bind=session.field(Field::AvatarUrl)
                error=error(session, Field::AvatarUrl)
                help=Some("A portrait or a logo. It is shown as a square.".to_owned())
            />
            <SelectField
                name="language"
                label="Language of the page"
                options=Signal::derive(options)
                bind=language
                help=Signal::derive(move || Some(direction_help()))
            />
        </Section>
    }
}

#[component]
fn SharingSection(session: Session) -> impl IntoView {
    view! {
        <Section title="Search and sharing" about="How the page looks in search results and in messages.">
            <ShareCard session/>
            <TextField
                name="seo_title"
                label="Title"
                optional=true
                bind=session.field(Field::SeoTitle)
                error=error(session, Field::SeoTitle)
                help=Some("At most 120 characters; the title of the page when empty.".to_owned())
            />
            <TextArea
                name="seo_description"
                label="Description"
                optional=true
                rows=2
                bind=session.field(Field::SeoDescription)
                error=error(session, Field::SeoDescription)
                help=Some("At most 300 characters; the bio when empty.".to_owned())
            />
            <ImageField
                name="share_image_url"
                label="Share image"
                optional=true
                bind=session.field(Field::ShareImageUrl)
                error=error(session, Field::ShareImageUrl)
                help=Some("Best 1200 by 630. When it is empty, one is drawn from your design, title and bio.".to_owned())
            />
        </Section>
    }
}

/// How a shared link looks in most places.
#[component]
fn ShareCard(session: Session) -> impl IntoView {
    let or = |first: &str, second: &str| if first.trim().is_empty() { second.to_owned() } else { first.to_owned() };
    let host = move || {
        let address = session.facts.with(|facts| facts.public_url.clone());
        address.split_once("://").map(|(_, rest)| rest.to_owned()).unwrap_or(address)
    };
    let card = move || {
        let draft = session.draft();
        let chosen = Some(draft.share_image_url.trim()).filter(|url| is_safe_picture(url)).map(str::to_owned);
        // The drawn one is that of the published page.
        let image = chosen.or_else(|| {
            session.facts.with(|facts| facts.published_at.map(|_| share_path(session.site, facts.published_version)))
        });
        let image = image.map(|src| {
            view! { <img class="share-image" src=src alt="" referrerpolicy="no-referrer"/> }
        });
        view! {
            {image}
            <div class="min-w-0 p-3">
                <p class="truncate text-sm text-muted">{host()}</p>
                <p class="truncate font-medium" dir="auto">{or(&draft.seo_title, &draft.title)}</p>
                <p class="line-clamp-2 text-sm text-muted" dir="auto">{or(&draft.seo_description, &draft.bio)}</p>
            </div>
        }
    };
    view! { <div class="share-card" role="img" aria-label="How a shared link looks">{card}</div> }
}
