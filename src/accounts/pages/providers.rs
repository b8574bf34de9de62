//! Other sites to sign in with: the buttons at the doors, the list on the security page.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    door::{NextField, Or},
    passkeys::PasskeyDoor,
};
use crate::{
    accounts::{
        rpc::providers::{LinkWith, SignInWith, UnlinkIdentity, list_linked, read_sign_in_ways},
        types::{Linked, ProviderButton},
    },
    app::layout::error_view::ErrorView,
    ui::*,
};

/// The other ways in, at the door; `sign_in` shows those too that only people with an account have.
#[component]
pub(super) fn OtherWays(
    /// At the sign-in page, not at the registration.
    #[prop(optional)]
    sign_in: bool,
) -> impl IntoView {
    let ways = Resource::new(|| (), |()| read_sign_in_ways());
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let ways = ways.await.unwrap_or_default();
                // The sign-in page has other ways besides these and says "or" itself.
                let or = (!sign_in && !ways.providers.is_empty()).then(|| view! { <Or/> });
                let buttons = ways.providers.into_iter().map(|button| view! { <OneProvider button/> }).collect_view();
                view! {
                    {or}
                    {(sign_in && ways.passkeys).then(|| view! { <PasskeyDoor/> })}
                    {buttons}
                }
            })}
        </Suspense>
    }
}

#[component]
fn OneProvider(button: ProviderButton) -> impl IntoView {
    let action = ServerAction::<SignInWith>::new();
    let path = <SignInWith as ServerFn>::PATH;
    let (sent, send) = send_once();
    view! {
        // A plain form: the browser leaves for a page that is none of the application's.
        <form method="post" action=path class="flex flex-col gap-3" on:submit=send>
            <FormError error=action_error(action)/>
            <NextField/>
            <input type="hidden" name="provider" value=button.name/>
            <Button type_="submit" size=Size::Large class="btn-wide" pending=sent>
                {format!("Continue with {}", button.label)}
            </Button>
        </form>
    }
}

/// The card on the security page; without a configured site and without a linked account there is none.
#[component]
pub(super) fn LinkedAccounts() -> impl IntoView {
    let link = ServerAction::<LinkWith>::new();
    let unlink = ServerAction::<UnlinkIdentity>::new();
    let rows = Resource::new(move || unlink.version().get(), |_| list_linked());
    let retry = Callback::new(move |()| rows.refetch());
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                match rows.await {
                    Ok(rows) if rows.is_empty() => ().into_any(),
                    Ok(rows) => view! { <Rows rows link unlink/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Rows(rows: Vec<Linked>, link: ServerAction<LinkWith>, unlink: ServerAction<UnlinkIdentity>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <OneLinked row unlink/> }).collect_view();
    view! {
        <SettingsSection title="Linked accounts" about="Other sites that sign you in here.">
            <div class="card">
                <div class="px-4 has-[.alert]:pt-4">
                    <FormError error=action_error(link)/>
                    <FormError error=action_error(unlink)/>
                </div>
                <ul class="divide-y">{rows}</ul>
            </div>
        </SettingsSection>
    }
}

#[component]
fn OneLinked(row: Linked, unlink: ServerAction<UnlinkIdentity>) -> impl IntoView {
    let Linked { name, label, offered, identity } = row;
    let named = format!(" {label}");
    let (sent, send) = send_once();
    let way = <LinkWith as ServerFn>::PATH;
    let about = match &identity {
        Some((_, email)) if !email.is_empty() => format!("Linked as {email}"),
        Some(_) => "Linked".to_owned(),
        None => "Not linked".to_owned(),
    };
    let button = match identity {
        Some((id, _)) => view! {
            <ActionForm action=unlink>
                <input type="hidden" name="identity" value=id.to_string()/>
                <Button type_="submit" size=Size::Small kind=Kind::DangerQuiet pending=unlink.pending()>
                    "Unlink"<span class="sr-only">{named}</span>
                </Button>
            </ActionForm>
        }
        .into_any(),
        None if offered => view! {
            <form method="post" action=way on:submit=send>
                <input type="hidden" name="provider" value=name/>
                <Button type_="submit" size=Size::Small pending=sent>
                    "Link"<span class="sr-only">{named}</span>
                </Button>
            </form>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            <div class="min-w-0 flex-1">
                <p class="font-medium">{label}</p>
                <p class="truncate text-sm text-muted">{about}</p>
            </div>
            {button}
        </li>
    }
}
