//! `/register/finish`: the last step of a registration with another site, which knows name and address already.

use leptos::prelude::*;

use super::{
    door::{Door, Ended, Way},
    register::Consents,
};
use crate::{
    accounts::{
        rpc::{
            providers::{FinishRegistration, look_at_newcomer},
            typed::Typed,
        },
        types::{NAME_MAX, NewcomerView},
    },
    page,
    ui::*,
};

page!(
    /// `/register/finish`.
    pub FinishRegistrationRoute, FinishRegistrationPage
);

const WAYS: &[Way] = &[("/register", "Register"), ("/sign-in", "Sign in")];

#[component]
fn FinishRegistrationPage() -> impl IntoView {
    let newcomer = Resource::new(|| (), |()| look_at_newcomer());
    view! {
        <Door title="Create your account" about="One step is left.">
            <Suspense fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    match newcomer.await {
                        Ok(newcomer) => view! { <LastForm newcomer/> }.into_any(),
                        Err(error) => view! { <Ended title="This registration has ended" error ways=WAYS/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn LastForm(newcomer: NewcomerView) -> impl IntoView {
    let action = ServerAction::<FinishRegistration>::new();
    let error = action_error(action);
    let typed = Typed::read();
    let name = Some(typed.text("name")).filter(|name| !name.is_empty()).unwrap_or(newcomer.name);
    view! {
        <p>
            {newcomer.label} " confirms that " <strong class="break-all">{newcomer.email}</strong> " is your address."
        </p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <TextField
                name="name"
                label="Your name"
                autocomplete="name"
                value=name
                error=field_error(error, "name")
                maxlength=NAME_MAX
                required=true
                autofocus=true
            />
            <Consents terms=typed.ticked("terms") marketing=typed.ticked("marketing") error=field_error(error, "terms")/>
            <SubmitButton pending=underway(action) size=Size::Large class="btn-wide">"Create account"</SubmitButton>
        </ActionForm>
    }
}
