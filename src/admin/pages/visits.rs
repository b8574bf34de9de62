//! `/account/visits`: when staff acted in one's name, why, and what was done.

use leptos::prelude::*;
use leptos_meta::Title;

use super::entries::Entries;
use crate::{
    admin::{rpc::people::list_visits, types::users::Visit},
    app::layout::{alone::Alone, error_view::ErrorView},
    page,
    ui::{Card, EmptyState, PageHeader, Skeleton, SkeletonShape, exactly},
};

page!(
    /// `/account/visits`
    pub VisitsRoute, Visits
);

#[component]
fn Visits() -> impl IntoView {
    let visits = Resource::new(|| (), |()| list_visits());
    let retry = Callback::new(move |()| visits.refetch());
    view! {
        <Title text="Visits of staff"/>
        <Alone>
            <PageHeader
                title="Visits of staff"
                about=Some("When our staff used your account to see what you see, and why.".to_owned())
                back=("/account/security".to_owned(), "Security".to_owned())
            />
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows count=3/> }>
                {move || Suspend::new(async move {
                    match visits.await {
                        Ok(visits) => view! { <All visits/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Alone>
    }
}

#[component]
fn All(visits: Vec<Visit>) -> impl IntoView {
    if visits.is_empty() {
        return view! {
            <div class="card">
                <EmptyState
                    icon=icondata_lu::LuShieldCheck
                    title="Nobody was in your account"
                    about="When one of our staff acts in your name to help you, it is listed here."
                />
            </div>
        }
        .into_any();
    }
    visits.into_iter().map(|visit| view! { <One visit/> }).collect_view().into_any()
}

#[component]
fn One(visit: Visit) -> impl IntoView {
    let Visit { reason, started_at, ended_at, done } = visit;
    let end = ended_at.map_or_else(|| "going on".to_owned(), |at| format!("until {}", exactly(at)));
    let list = if done.is_empty() {
        view! { <p class="mt-2 text-muted">"Nothing was changed."</p> }.into_any()
    } else {
        view! { <div class="-mx-4 mt-2 border-t"><Entries list=done plain=true/></div> }.into_any()
    };
    view! {
        <Card title=format!("{}, {end}", exactly(started_at))>
            <p class="break-words" dir="auto">{reason}</p>
            {list}
        </Card>
    }
}
