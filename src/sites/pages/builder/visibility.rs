//! Who may see the site, and which other sites are the same page in another language.

use leptos::{prelude::*, task::spawn_local};

use super::session::Session;
use crate::{
    kernel::{FieldErrors, id::SiteId},
    sites::{
        blocks::Editing,
        pages::editor::Edit,
        rpc::{link_translations, list_siblings},
        types::{MAX_PASSWORD, Sibling, SiteOptions, Visibility},
    },
    ui::{Checkbox, Choice, RadioCards, TextField},
};

/// Who may see the published page.
#[component]
pub fn VisibilityFields(
    /// The session.
    session: Session,
) -> impl IntoView {
    let options = session.watch(|editor| editor.draft().options.clone());
    let errors = Signal::derive(move || {
        let known = session.watch(|editor| editor.draft().problems().get("password").map(str::to_owned)).get();
        let unwritten = options.with(|options| options.visibility == Visibility::Password(String::new()));
        let mut errors = FieldErrors::default();
        if let Some(message) = known.filter(|_| !unwritten || session.problems.with(Option::is_some)) {
            errors.add("password", message);
        }
        errors
    });
    let change = Callback::new(move |options| session.apply(Edit::Options(options)));
    let editing = Editing::new(options.into(), change, errors);
    let kind = editing.bound(
        |options: &SiteOptions| Some(options.visibility.key().to_owned()),
        |options, key| {
            options.visibility = match key.as_str() {
                "unlisted" => Visibility::Unlisted,
                "password" => Visibility::Password(String::new()),
                _ => Visibility::Public,
            };
        },
    );
    let choices = vec![
        Choice::new("public", "Public").about("Everybody sees it, and search engines list it."),
        Choice::new("unlisted", "Unlisted")
            .about("Who knows the address sees it. Search engines are told to leave it out."),
        Choice::new("password", "With a password").about("Only who knows the password sees it and its links."),
    ];
    view! {
        <RadioCards name="visibility" label="Who may see the page" choices bind=kind/>
        {move || (kind.get() == "password").then(|| view! { <SitePassword editing/> })}
        <p class="field-help">"What you choose takes effect when you publish."</p>
    }
}

#[component]
fn SitePassword(editing: Editing<SiteOptions>) -> impl IntoView {
    let password = editing.bound(
        |options| options.visibility.password().map(str::to_owned),
        |options, typed| {
            if let Visibility::Password(password) = &mut options.visibility {
                *password = typed;
            }
        },
    );
    view! {
        <TextField
            name="password"
            label="Password of the page"
            bind=password
            error=editing.error("password")
            help=Some(
                "You give it to whom you like; a browser that knows it is let in for 24 hours. Changing it and publishing \
                 shuts everybody out.".to_owned()
            )
            maxlength=MAX_PASSWORD
            autocomplete="off"
        />
    }
}

/// The same page in other languages. Each change is kept at once. Nothing when the workspace has no other site.
#[component]
pub fn Languages(
    /// The session.
    session: Session,
) -> impl IntoView {
    let siblings = RwSignal::new(Vec::<Sibling>::new());
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(found) = list_siblings(session.workspace, session.site).await {
                siblings.try_set(found);
            }
        });
    });
    let change = move |site: SiteId, linked: bool| {
        siblings.update(|all| all.iter_mut().filter(|other| other.id == site).for_each(|other| other.linked = linked));
        let others =
            siblings.with_untracked(|all| all.iter().filter(|other| other.linked).map(|other| other.id).collect());
        spawn_local(async move {
            match link_translations(session.workspace, session.site, others).await {
                Ok(found) => drop(siblings.try_set(found)),
                Err(error) => session.toasts.error(format!("The languages were not changed. {error}")),
            }
        });
    };
    let lines = move || {
        siblings
            .get()
            .into_iter()
            .map(|Sibling { id, title, slug, language, linked }| {
                let address = if slug.is_empty() { "main address".to_owned() } else { format!("/{slug}") };
                let help = Some(format!("{language}, {address}"));
                let on_change = Callback::new(move |linked| change(id, linked));
                view! { <Checkbox name=format!("language-{id}") label=title help checked=linked on_change/> }
            })
            .collect_view()
    };
    move || {
        siblings.with(|all| !all.is_empty()).then(|| view! {
            <fieldset class="field">
                <legend class="field-label mb-1">"The same page in another language"</legend>
                <div class="flex flex-col gap-3">{lines}</div>
                <p class="field-help">
                    "Search engines then show each person the page in their language. It is kept at once, for all of them; each \
                     page says its language in its own settings."
                </p>
            </fieldset>
        })
    }
}
