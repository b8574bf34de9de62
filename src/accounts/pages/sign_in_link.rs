//! `/sign-in/link?token=…`: opened from a mail. Opening it changes nothing, so that programs which look at mails do not use the link
//! up; the button does.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::door::{Door, NextField};
use crate::{
    accounts::{
        rpc::{links::UseSignInLink, look_at_link},
        types::{LinkKind, OpenLink},
    },
    app::layout::error_view::set_status,
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/sign-in/link`.
    pub SignInLinkRoute, SignInLinkPage
);

#[component]
fn SignInLinkPage() -> impl IntoView {
    let token = use_query_map().with_untracked(|query| query.get("token").unwrap_or_default());
    let asked = StoredValue::new(token.clone());
    let link = Resource::new(move || token.clone(), |token| look_at_link(LinkKind::SignIn, token));
    view! {
        <Door title="Sign in" icon=icondata_lu::LuMailOpen>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match link.await {
                        Ok(link) => view! { <Enter link token=asked.get_value()/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Enter(link: OpenLink, token: String) -> impl IntoView {
    let action = ServerAction::<UseSignInLink>::new();
    let error = action_error(action);
    view! {
        <p class="text-lg">
            "Hello " <span dir="auto">{link.name}</span> ", sign in as " <strong class="break-all">{link.email}</strong>
            " on this device?"
        </p>
        <ActionForm action attr:class="form">
            <FormError error/>
            <NextField/>
            <input type="hidden" name="token" value=token/>
            <Checkbox name="remember" label="Keep me signed in for 30 days"/>
            <SubmitButton pending=action.pending() size=Size::Large class="btn-wide">"Sign in"</SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    set_status(error.status());
    view! {
        <Alert tone=Tone::Warning title="This link does not work any more">{error.to_string()}</Alert>
        <div class="form-actions">
            <ButtonLink href="/sign-in/mail" kind=Kind::Primary>"Send a new link"</ButtonLink>
            <ButtonLink href="/sign-in">"Sign in with your password"</ButtonLink>
        </div>
    }
}
