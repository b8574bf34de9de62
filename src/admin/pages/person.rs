//! What is shown of a person: badges, facts, workspaces.

use leptos::prelude::*;

use crate::{
    admin::types::users::{Membership, Person, role_label, status_label},
    kernel::time::Time,
    ui::{Badge, Card, CopyButton, Fact, Facts, TimeForm, Tone, When},
};

/// Whether somebody can sign in, with a word.
pub fn status_badge(status: &str) -> impl IntoView + use<> {
    let tone = match status {
        "active" => Tone::Success,
        "suspended" => Tone::Danger,
        _ => Tone::Warning,
    };
    let label = status_label(status);
    view! { <Badge tone dot=true>{label}</Badge> }
}

/// What somebody is on the platform.
pub fn role_badge(role: &str) -> impl IntoView + use<> {
    let label = role_label(role);
    if role == "user" { label.into_any() } else { view! { <Badge tone=Tone::Info>{label}</Badge> }.into_any() }
}

/// Everything that is known of the account.
#[component]
pub fn AccountFacts(
    /// Whose.
    person: Person,
) -> impl IntoView {
    let Person { row, verified_at, marketing_at, sessions, .. } = person;
    let day = |at: Option<Time>| match at {
        Some(at) => view! { "Since " <When at show=TimeForm::Day/> }.into_any(),
        None => "No".into_any(),
    };
    let seen = match row.seen_at {
        Some(at) => view! { <When at/> }.into_any(),
        None => "Signed out everywhere".into_any(),
    };
    let id = row.id.to_string();
    view! {
        <Card title="Account">
            <Facts>
                <Fact label="E-mail"><span class="break-all">{row.email}</span></Fact>
                <Fact label="Status">{status_badge(&row.status)}</Fact>
                <Fact label="Role">{role_badge(&row.role)}</Fact>
                <Fact label="Registered"><When at=row.created_at show=TimeForm::Day/></Fact>
                <Fact label="Address confirmed">{day(verified_at)}</Fact>
                <Fact label="Product news">{day(marketing_at)}</Fact>
                <Fact label="Signed-in devices"><span class="tabular">{sessions}</span></Fact>
                <Fact label="Last seen">{seen}</Fact>
                <Fact label="Id"><CopyButton text=id.clone() label="Copy id"/></Fact>
            </Facts>
        </Card>
    }
}

/// Where somebody is a member. Administrators can go there.
#[component]
pub fn Memberships(
    /// The workspaces.
    list: Vec<Membership>,
    /// Whether each is a link.
    linked: bool,
) -> impl IntoView {
    let none = list.is_empty().then(|| view! { <p class="text-muted">"A member of no workspace."</p> });
    let line = move |one: Membership| {
        let Membership { id, name, role } = one;
        let name = if linked {
            view! { <a class="link" href=format!("/admin/workspaces/{id}") dir="auto">{name}</a> }.into_any()
        } else {
            view! { <span dir="auto">{name}</span> }.into_any()
        };
        view! { <li class="flex justify-between gap-2 py-1">{name} <span class="text-muted">{role.label()}</span></li> }
    };
    view! {
        <Card title="Workspaces">
            {none}
            <ul>{list.into_iter().map(line).collect_view()}</ul>
        </Card>
    }
}
