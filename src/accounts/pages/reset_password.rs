//! `/reset-password?token=…`: opened from a mail; a new password ends every other session.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{door::Door, new_password::NewPassword};
use crate::{
    accounts::{
        rpc::{ResetPassword, look_at_link},
        types::{LinkKind, OpenLink},
    },
    app::layout::error_view::set_status,
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/reset-password`.
    pub ResetPasswordRoute, ResetPasswordPage
);

#[component]
fn ResetPasswordPage() -> impl IntoView {
    let token = use_query_map().with_untracked(|query| query.get("token").unwrap_or_default());
    let asked = StoredValue::new(token.clone());
    let link = Resource::new(move || token.clone(), |token| look_at_link(LinkKind::Reset, token));
    view! {
        <Door title="Choose a new password" icon=icondata_lu::LuKeyRound>
            <Suspense fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=1/> }>
                {move || Suspend::new(async move {
                    match link.await {
                        Ok(link) => view! { <ResetForm link token=asked.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn ResetForm(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<ResetPassword>::new();
    let error = action_error(action);
    let OpenLink { name, email } = link;
    view! {
        <p class="text-muted">
            "For " <strong class="break-all font-medium text-text">{email.clone()}</strong>
            ". Every device that is signed in now will be signed out."
        </p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <input type="hidden" name="token" value=token/>
            // Tells password managers whose password this is.
            <input class="sr-only" type="email" autocomplete="username" value=email.clone() readonly tabindex="-1" aria-hidden="true"/>
            <NewPassword label="New password" name email error=field_error(error, "password")/>
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Save the new password"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    set_status(error.status());
    view! {
        <Alert tone=Tone::Warning title="This link does not work any more">{error.to_string()}</Alert>
        <div class="form-actions">
            <ButtonLink href="/forgot-password" kind=Kind::Primary>"Ask for a new link"</ButtonLink>
            <ButtonLink href="/sign-in">"Sign in"</ButtonLink>
        </div>
    }
}
