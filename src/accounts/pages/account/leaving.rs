//! `/account/leaving`: what somebody sees who signs in to an account that will be erased.

use leptos::prelude::*;

use super::super::door::Door;
use crate::{
    accounts::rpc::{
        SignOut,
        data::{KeepAccount, read_my_data},
    },
    app::layout::error_view::{ErrorView, go_to},
    kernel::time::Time,
    page,
    ui::*,
};

page!(
    /// `/account/leaving`.
    pub LeavingRoute, LeavingPage
);

#[component]
fn LeavingPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| read_my_data());
    let retry = Callback::new(move |()| data.refetch());
    view! {
        <Door title="Your account is being deleted" icon=icondata_lu::LuUserX>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match data.await.map(|data| data.erase_at) {
                        Ok(Some(erase_at)) => view! { <Decide erase_at/> }.into_any(),
                        Ok(None) => go_to("/account".to_owned()),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

#[component]
fn Decide(erase_at: Time) -> impl IntoView {
    let (keep, leave) = (ServerAction::<KeepAccount>::new(), ServerAction::<SignOut>::new());
    let on = day_of(erase_at);
    view! {
        <p class="text-lg">
            {format!("You asked to delete it. On {on} it is erased for good. Until then you can change your mind.")}
        </p>
        <FormError error=action_error(keep)/>
        <ActionForm action=keep>
            <SubmitButton pending=underway(keep) size=Size::Large class="btn-wide">"Keep my account"</SubmitButton>
        </ActionForm>
        <ActionForm action=leave>
            <SubmitButton kind=Kind::Ghost pending=underway(leave) size=Size::Large class="btn-wide">"Go on deleting, sign out"</SubmitButton>
        </ActionForm>
    }
}
