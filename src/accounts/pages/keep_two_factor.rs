//! `/keep-two-factor?token=…`: opened from the mail that says that staff will turn two-factor sign-in off. The button stops it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::Door;
use crate::{
    accounts::{
        rpc::{look_at_link, two_factor::KeepTwoFactor},
        types::{LinkKind, OpenLink},
    },
    app::layout::error_view::set_status,
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/keep-two-factor`.
    pub KeepTwoFactorRoute, KeepTwoFactorPage
);

#[component]
fn KeepTwoFactorPage() -> impl IntoView {
    let token = use_query_map().with_untracked(|query| query.get("token").unwrap_or_default());
    let asked = StoredValue::new(token.clone());
    let link = Resource::new(move || token.clone(), |token| look_at_link(LinkKind::KeepTwoFactor, token));
    view! {
        <Door title="Keep two-factor sign-in on" icon=icondata_lu::LuShieldCheck>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match link.await {
                        Ok(link) => view! { <Keep link token=asked.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Keep(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<KeepTwoFactor>::new();
    let error = action_error(action);
    let stopped = move || action.value().with(|value| matches!(value, Some(Ok(()))));
    let form = move || {
        let (email, token) = (link.email.clone(), token.clone());
        view! {
            <p class="text-lg">
                "Somebody asked our staff to turn two-factor sign-in of " <strong class="break-all">{email}</strong>
                " off. Was it not you? Then stop it."
            </p>
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="token" value=token/>
                <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Keep it on"</SubmitButton>
            </ActionForm>
        }
    };
    view! {
        <div role="status">
            {move || stopped().then(|| view! {
                <Alert tone=Tone::Success title="Two-factor sign-in stays on">
                    "Somebody may know your password. " <a class="link" href="/forgot-password">"Choose a new one"</a> "."
                </Alert>
            })}
        </div>
        {move || (!stopped()).then(&form)}
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    set_status(error.status());
    view! {
        <Alert tone=Tone::Warning title="This link does not work any more">{error.to_string()}</Alert>
        <div class="form-actions"><ButtonLink href="/sign-in" kind=Kind::Primary>"Sign in"</ButtonLink></div>
    }
}
