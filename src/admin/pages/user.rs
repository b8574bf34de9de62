//! `/admin/users/{id}`: one person, and what can be decided about them.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    entries::Entries,
    person::{AccountFacts, Memberships, status_badge},
    person_actions::{Helps, Verdicts},
};
use crate::{
    admin::{
        rpc::people::{ConfirmByHand, LiftSuspension, SetPlatformRole, SuspendUser, open_user},
        types::users::Person,
    },
    app::layout::error_view::ErrorView,
    kernel::{AppError, id::UserId},
    page,
    ui::{Alert, Card, PageHeader, Skeleton, SkeletonShape, Tone, exactly},
};

page!(
    /// `/admin/users/{id}`
    pub UserRoute, User
);

/// What can be done on the page.
#[derive(Clone, Copy)]
pub struct Decisions {
    /// Closes the account.
    pub suspend: ServerAction<SuspendUser>,
    /// Opens it again.
    pub lift: ServerAction<LiftSuspension>,
    /// Confirms the address.
    pub confirm: ServerAction<ConfirmByHand>,
    /// Changes the role.
    pub role: ServerAction<SetPlatformRole>,
}

impl Decisions {
    fn new() -> Self {
        Self {
            suspend: ServerAction::new(),
            lift: ServerAction::new(),
            confirm: ServerAction::new(),
            role: ServerAction::new(),
        }
    }

    fn versions(self) -> [usize; 4] {
        let Self { suspend, lift, confirm, role } = self;
        [suspend.version().get(), lift.version().get(), confirm.version().get(), role.version().get()]
    }
}

#[component]
fn User() -> impl IntoView {
    let params = use_params_map();
    let decisions = Decisions::new();
    let asked = move || (params.read().get("user").unwrap_or_default(), decisions.versions());
    let person = Resource::new(asked, |(id, _)| async move {
        let id: UserId = id.parse().map_err(|_| AppError::not_found("person"))?;
        open_user(id).await
    });
    let retry = Callback::new(move |()| person.refetch());
    view! {
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
            {move || Suspend::new(async move {
                match person.await {
                    Ok(person) => view! { <Found person decisions/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(person: Person, decisions: Decisions) -> impl IntoView {
    let name = person.row.name.clone();
    let status = status_badge(&person.row.status);
    let closed = person.suspended.clone().map(|found| {
        view! {
            <Alert tone=Tone::Danger title=format!("Suspended since {}", exactly(found.at))>
                <p class="break-words" dir="auto">{found.reason}</p>
            </Alert>
        }
    });
    let log = if person.audit.is_empty() {
        view! { <p class="p-4 text-muted">"Nothing is in the log yet."</p> }.into_any()
    } else {
        view! { <Entries list=person.audit.clone()/> }.into_any()
    };
    let manage = person.may.manage;
    let all = format!("/admin/audit?actor={}", person.row.email);
    let more = move || manage.then(|| view! { <a class="link" href=all.clone()>"Whole log"</a> });
    view! {
        <Title text=name.clone()/>
        <PageHeader title=name back=("/admin/users".to_owned(), "People".to_owned())>{status}</PageHeader>
        {closed}
        <div class="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div class="flex min-w-0 flex-col gap-4">
                {manage.then(|| view! { <Helps person=person.clone() decisions/> })}
                <Card title="Newest in the log" flush=true actions=more>{log}</Card>
                {manage.then(|| view! { <Verdicts person=person.clone() decisions/> })}
            </div>
            <div class="flex min-w-0 flex-col gap-4">
                <AccountFacts person=person.clone()/>
                <Memberships list=person.workspaces linked=manage/>
            </div>
        </div>
    }
}
