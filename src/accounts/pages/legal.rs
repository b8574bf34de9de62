//! `/terms` and `/privacy`: short and honest defaults. An operator with texts of their own names them in the configuration
//! (`site.terms_url`, `site.privacy_url`), and these pages lead there.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

use crate::{
    accounts::{rpc::read_operator, types::Operator},
    app::layout::{alone::Alone, error_view::ErrorView},
    page,
    ui::*,
};

page!(
    /// `/terms`.
    pub TermsRoute, Terms
);

page!(
    /// `/privacy`.
    pub PrivacyRoute, Privacy
);

#[component]
fn Terms() -> impl IntoView {
    view! { <Legal title="Terms" elsewhere=|operator| operator.terms_url.clone() text=terms/> }
}

#[component]
fn Privacy() -> impl IntoView {
    view! { <Legal title="Privacy" elsewhere=|operator| operator.privacy_url.clone() text=privacy/> }
}

/// A heading with its paragraphs.
type Section = (&'static str, Vec<String>);

#[component]
fn Legal(
    title: &'static str,
    /// The operator's own text, when there is one.
    elsewhere: fn(&Operator) -> Option<String>,
    /// Ours.
    text: fn(&Operator) -> Vec<Section>,
) -> impl IntoView {
    let operator = Resource::new(|| (), |()| read_operator());
    view! {
        <Title text=title/>
        <Alone>
            <PageHeader title/>
            <Suspense fallback=|| view! { <Skeleton count=8/> }>
                {move || Suspend::new(async move {
                    match operator.await {
                        Err(error) => view! { <ErrorView error/> }.into_any(),
                        Ok(operator) => match elsewhere(&operator) {
                            Some(path) => view! { <Redirect path/> }.into_any(),
                            None => view! { <Sections sections=text(&operator)/> }.into_any(),
                        },
                    }
                })}
            </Suspense>
        </Alone>
    }
}

#[component]
fn Sections(sections: Vec<Section>) -> impl IntoView {
    let sections = sections.into_iter().map(|(heading, paragraphs)| {
        let paragraphs = paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
        view! {
            <section class="flex flex-col gap-2 text-lg">
                <h2>{heading}</h2>
                {paragraphs}
            </section>
        }
    });
    view! { <div class="flex max-w-prose flex-col gap-8">{sections.collect_view()}</div> }
}

fn terms(operator: &Operator) -> Vec<Section> {
    let Operator { host, contact, .. } = operator;
    vec![
        ("Who runs this", vec![format!("{host} is an installation of Mewayz. The person or organisation who runs it is responsible for it and is your partner in these terms. You reach them at {contact}.")]),
        ("Your account", vec![
            "You need an e-mail address that is yours and a password that only you know. What happens under your account is yours to answer for; tell the operator when somebody else got in.".to_owned(),
            "You may close your account at any time, in your account under Your data.".to_owned(),
        ]),
        ("Your pages", vec![
            "What you publish stays yours. You allow the operator to store it and to show it to whoever opens your page, as long as it is published.".to_owned(),
            "Publish only what you may publish. Nothing that breaks the law, deceives people, spreads malware or hurts somebody. The operator may take such pages offline and close accounts that keep making them.".to_owned(),
        ]),
        ("People who visit you", vec!["Addresses that people leave on your page are given to you for what you promised there. Use them for nothing else, and delete them when you are asked to.".to_owned()]),
        ("What you can count on", vec!["The operator runs the service with care, but does not promise that it is always there or free of faults. Keep copies of what you cannot lose.".to_owned()]),
        ("Changes", vec!["When these terms change, the operator tells you by e-mail before they take effect.".to_owned()]),
    ]
}

fn privacy(operator: &Operator) -> Vec<Section> {
    let Operator { host, contact, .. } = operator;
    vec![
        ("Who is responsible", vec![format!("The person or organisation who runs {host}. You take a copy of your data along, and delete it, in your account under Your data. For questions and everything else write to {contact}.")]),
        ("When you have an account", vec![
            "We keep your name, your e-mail address, a hash of your password (not the password), your settings, what you make, and when you accepted the terms.".to_owned(),
            "For each device that is signed in we keep its browser name, the network it signed in from without the last part of the address, and when it was last seen. You see and end these sessions in your account under Security.".to_owned(),
            "A log of changes keeps who changed what, when, and from which address, so that misuse can be cleared up.".to_owned(),
        ]),
        ("When you visit a page", vec![
            "We count that a page was seen and that a link was clicked: when, from which site, which country and which kind of device.".to_owned(),
            "Seeing a page sets no cookie. To count you once a day, your network address and your browser's name are turned into a number that only a secret of that day can make; the secret is thrown away after two days, and the address is not kept.".to_owned(),
            "Following a link sets a cookie of this site that tells browsers apart; it holds a random number and nothing about you.".to_owned(),
            "Browsers that ask not to be tracked (Do Not Track, Global Privacy Control) get neither that number nor that cookie. There are no third-party trackers.".to_owned(),
            "An address that you leave on a page goes to the owner of that page.".to_owned(),
        ]),
        ("Cookies", vec!["One for being signed in, one for the colours you chose, one for counting clicks. None of them is shared with anybody.".to_owned()]),
        ("How long", vec!["Sessions end after 12 hours, or after 30 days when you asked to stay signed in. A copy of your data can be downloaded for 7 days. Everything else is kept while your account exists, or for as long as the law asks. 14 days after you delete your account it is erased; what you did in workspaces of others stays there without your name and address.".to_owned()]),
    ]
}
