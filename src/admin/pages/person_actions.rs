//! What administrators can do with an account: act in its name, confirm its address, change its role, close and open it.

use leptos::prelude::*;

use super::user::Decisions;
use crate::{
    admin::types::users::{MAX_REASON, Person, VISIT_MINUTES},
    ui::{
        Card, FieldScope, FormError, Kind, SelectField, SelectOption, SubmitButton, TextArea, action_error,
        field_error, send_once,
    },
};

/// What helps: a look with the person's eyes, an address confirmed by hand.
#[component]
pub fn Helps(
    /// Whom.
    person: Person,
    /// What the forms send.
    decisions: Decisions,
) -> impl IntoView {
    let visit = (person.may.visit && !person.may.own).then(|| view! { <Visit person=person.clone()/> });
    let confirm = person.verified_at.is_none().then(|| view! { <Confirm person=person.clone() decisions/> });
    view! {
        {visit}
        {confirm}
    }
}

/// What is decided about an account, the most dangerous last.
#[component]
pub fn Verdicts(
    /// With whom.
    person: Person,
    /// What the forms send.
    decisions: Decisions,
) -> impl IntoView {
    let closed = person.row.status == "suspended";
    let last = match (person.may.own, closed) {
        (true, _) => ().into_any(),
        (false, true) => view! { <Lift person=person.clone() decisions/> }.into_any(),
        (false, false) => view! { <Suspension person=person.clone() decisions/> }.into_any(),
    };
    view! {
        <Role person decisions/>
        {last}
    }
}

/// A plain form: the whole page is loaded anew, in the person's name.
#[component]
fn Visit(person: Person) -> impl IntoView {
    let path = format!("/admin/users/{}/visit", person.row.id);
    let (sent, send) = send_once();
    let about = format!(
        "You see what they see, for at most {VISIT_MINUTES} minutes. Everything you do is recorded, and they get a mail \
         with your reason afterwards. Their password, address and devices stay out of reach."
    );
    view! {
        <Card title="Act in their name">
            <form class="form" method="post" action=path on:submit=send>
                <p class="text-muted">{about}</p>
                <Scoped name="visit">
                    <TextArea name="reason" label="Why" rows=2 maxlength=MAX_REASON required=true/>
                </Scoped>
                <div><SubmitButton kind=Kind::Secondary pending=sent>"Act in their name"</SubmitButton></div>
            </form>
        </Card>
    }
}

#[component]
fn Confirm(person: Person, decisions: Decisions) -> impl IntoView {
    let action = decisions.confirm;
    view! {
        <Card title="Address">
            <ActionForm action attr:class="form">
                <FormError error=action_error(action)/>
                <input type="hidden" name="user" value=person.row.id.to_string()/>
                <p class="text-muted">"The link from the mail was never opened. Confirm the address only when you know that it is theirs."</p>
                <div>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Confirm address"</SubmitButton>
                </div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Role(person: Person, decisions: Decisions) -> impl IntoView {
    let action = decisions.role;
    let error = action_error(action);
    let roles = [("user", "User"), ("moderator", "Moderator"), ("admin", "Administrator")];
    let roles: Vec<SelectOption> = roles.into_iter().map(SelectOption::from).collect();
    view! {
        <Card title="Role on the platform">
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="user" value=person.row.id.to_string()/>
                <SelectField
                    name="role"
                    label="Role"
                    options=roles
                    value=person.row.role
                    help=Some("Moderators decide reports and look at people. Administrators may do everything.".to_owned())
                    error=field_error(error, "role")
                />
                <div>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Change role"</SubmitButton>
                </div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Suspension(person: Person, decisions: Decisions) -> impl IntoView {
    let action = decisions.suspend;
    let error = action_error(action);
    view! {
        <Card title="Suspend account">
            <ActionForm action attr:class="form">
                <p class="text-muted">"Every device is signed out at once. Nothing is deleted. The person reads your reason at the door and in a mail."</p>
                <Scoped name="suspend">
                    <FormError error/>
                    <input type="hidden" name="user" value=person.row.id.to_string()/>
                    <TextArea
                        name="reason"
                        label="Why"
                        rows=2
                        maxlength=MAX_REASON
                        required=true
                        error=field_error(error, "reason")
                    />
                </Scoped>
                <div>
                    <SubmitButton kind=Kind::Danger pending=action.pending()>"Suspend account"</SubmitButton>
                </div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Lift(person: Person, decisions: Decisions) -> impl IntoView {
    let action = decisions.lift;
    view! {
        <Card title="Open account again">
            <ActionForm action attr:class="form">
                <FormError error=action_error(action)/>
                <input type="hidden" name="user" value=person.row.id.to_string()/>
                <p class="text-muted">"The person can sign in again and gets a mail."</p>
                <div><SubmitButton pending=action.pending()>"Lift suspension"</SubmitButton></div>
            </ActionForm>
        </Card>
    }
}

/// Keeps the ids of fields with one name apart.
#[component]
fn Scoped(name: &'static str, children: Children) -> impl IntoView {
    view! { <leptos::context::Provider value=FieldScope::new(name)>{children()}</leptos::context::Provider> }
}
