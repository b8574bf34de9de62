//! `/verify-email?token=…`: opened from a mail. Opening it changes nothing; the button does.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{Door, NextField};
use crate::{
    accounts::{
        rpc::{VerifyEmail, look_at_link},
        types::{LinkKind, OpenLink},
    },
    app::layout::error_view::set_status,
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/verify-email`.
    pub VerifyEmailRoute, VerifyEmailPage
);

#[component]
fn VerifyEmailPage() -> impl IntoView {
    let token = use_query_map().with_untracked(|query| query.get("token").unwrap_or_default());
    let asked = StoredValue::new(token.clone());
    let link = Resource::new(move || token.clone(), |token| look_at_link(LinkKind::Verify, token));
    view! {
        <Door title="Confirm your e-mail address" icon=icondata_lu::LuMailCheck>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match link.await {
                        Ok(link) => view! { <Confirm link token=asked.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Confirm(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<VerifyEmail>::new();
    let error = action_error(action);
    view! {
        <p class="text-lg">
            "Hello " <span dir="auto">{link.name}</span> ", is " <strong class="break-all">{link.email}</strong>
            " your address? Confirm it and you are in."
        </p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <input type="hidden" name="token" value=token/>
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Confirm e-mail address"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    set_status(error.status());
    view! {
        <Alert tone=Tone::Warning title="This link does not work any more">{error.to_string()}</Alert>
        <div class="form-actions">
            <ButtonLink href="/check-mail" kind=Kind::Primary>"Send a new link"</ButtonLink>
            <ButtonLink href="/sign-in">"Sign in"</ButtonLink>
        </div>
    }
}
