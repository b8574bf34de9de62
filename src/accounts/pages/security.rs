//! `/account/security`: the devices that are signed in, and how to sign them out.

use leptos::prelude::*;

use super::account::AccountFrame;
use super::{passkeys::Passkeys, providers::LinkedAccounts};
use crate::{
    accounts::{
        rpc::{
            RevokeOtherSessions, RevokeSession, SignOut, SignOutEverywhere, list_sessions, me,
            two_factor::read_two_factor,
        },
        types::{Me, SessionRow, TwoFactor},
    },
    app::layout::error_view::ErrorView,
    kernel::{
        AppError,
        time::{ago, now},
    },
    page,
    ui::*,
};

page!(
    /// `/account/security`.
    pub SecurityRoute, SecurityPage
);

#[component]
fn SecurityPage() -> impl IntoView {
    let revoke = ServerAction::<RevokeSession>::new();
    let others = ServerAction::<RevokeOtherSessions>::new();
    let sessions = Resource::new(move || (revoke.version().get(), others.version().get()), |_| load());
    let retry = Callback::new(move |()| sessions.refetch());
    view! {
        <AccountFrame title="Security">
            <Outcome revoke others/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows count=3/> }>
                {move || Suspend::new(async move {
                    match sessions.await {
                        Ok((me, rows, two_factor)) => view! { <Person me/> <TwoFactorCard two_factor/> <Passkeys/> <LinkedAccounts/> <Devices rows revoke others/> <Password/> <Visits/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </AccountFrame>
    }
}

async fn load() -> Result<(Me, Vec<SessionRow>, TwoFactor), AppError> {
    let me = me().await?.ok_or(AppError::Unauthenticated)?;
    Ok((me, list_sessions().await?, read_two_factor().await?))
}

#[component]
fn Person(me: Me) -> impl IntoView {
    let action = ServerAction::<SignOut>::new();
    view! {
        <section class="card" aria-label="You">
            <div class="card-body flex flex-wrap items-center gap-3">
                <Avatar name=me.name.clone() size=40/>
                <div class="min-w-0 flex-1">
                    <p class="truncate font-medium" dir="auto">{me.name}</p>
                    <p class="truncate text-muted">{me.email}</p>
                </div>
                <ActionForm action>
                    <SubmitButton kind=Kind::Secondary pending=action.pending()>"Sign out"</SubmitButton>
                </ActionForm>
            </div>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="password">
            <div class="card-body flex flex-wrap items-center justify-between gap-3">
                <div>
                    <h2 class="text-base" id="password">"Password"</h2>
                    <p class="text-muted">"We send a link to your address; it works for 30 minutes."</p>
                </div>
                <ButtonLink href="/forgot-password">"Choose a new password"</ButtonLink>
            </div>
        </section>
    }
}

#[component]
fn TwoFactorCard(two_factor: TwoFactor) -> impl IntoView {
    let (tone, word) = match two_factor {
        TwoFactor::On { .. } => (Tone::Success, "On"),
        TwoFactor::Off | TwoFactor::Pending { .. } => (Tone::Neutral, "Off"),
    };
    view! {
        <section class="card" aria-labelledby="two-factor">
            <div class="card-body flex flex-wrap items-center justify-between gap-3">
                <div class="min-w-0 flex-1">
                    <div class="flex flex-wrap items-center gap-2">
                        <h2 class="text-base" id="two-factor">"Two-factor sign-in"</h2>
                        <Badge tone dot=true>{word}</Badge>
                    </div>
                    <p class="text-muted">"A code of your phone besides the password, and backup codes."</p>
                </div>
                <ButtonLink href="/account/security/two-factor">"Open two-factor sign-in"</ButtonLink>
            </div>
        </section>
    }
}

#[component]
fn Visits() -> impl IntoView {
    view! {
        <p class="text-muted">
            "Our staff can act in your name to help you. "
            <a class="link" href="/account/visits">"See when that happened"</a>
        </p>
    }
}

/// Says what signing a device out came to.
#[component]
fn Outcome(revoke: ServerAction<RevokeSession>, others: ServerAction<RevokeOtherSessions>) -> impl IntoView {
    let done = move || match (revoke.value().get(), others.value().get()) {
        (_, Some(Ok(1))) => Some("One other device was signed out.".to_owned()),
        (_, Some(Ok(count))) => Some(format!("{count} other devices were signed out.")),
        (Some(Ok(())), _) => Some("The device was signed out.".to_owned()),
        _ => None,
    };
    view! {
        // Without news it takes no room, but it stays, so that readers of screens hear what appears in it.
        <div class="-mt-6 has-[.alert]:mt-0">
            <FormError error=action_error(revoke)/>
            <FormError error=action_error(others)/>
            <div role="status">
                {move || done().map(|done| view! { <Alert tone=Tone::Success title=done/> })}
            </div>
        </div>
    }
}

#[component]
fn Devices(
    rows: Vec<SessionRow>,
    revoke: ServerAction<RevokeSession>,
    others: ServerAction<RevokeOtherSessions>,
) -> impl IntoView {
    let more = rows.iter().filter(|row| !row.current).count();
    let everywhere = (more > 0).then(|| {
        view! {
            <ActionForm action=others>
                <SubmitButton kind=Kind::DangerQuiet size=Size::Small pending=others.pending()>
                    "Sign out all other devices"
                </SubmitButton>
            </ActionForm>
        }
    });
    let rows = rows.into_iter().map(|row| view! { <Device row revoke/> }).collect_view();
    view! {
        <section class="card" aria-labelledby="devices">
            <div class="card-head">
                <div>
                    <h2 class="text-base" id="devices">"Signed-in devices"</h2>
                    <p class="text-sm text-muted">"One that you do not know? Sign it out and choose a new password."</p>
                </div>
                {everywhere}
            </div>
            <ul class="divide-y">{rows}</ul>
            <Everywhere/>
        </section>
    }
}

#[component]
fn Everywhere() -> impl IntoView {
    let action = ServerAction::<SignOutEverywhere>::new();
    view! {
        <div class="flex flex-wrap items-center justify-between gap-3 border-t p-4">
            <p class="text-sm text-muted">"This device included; you sign in again afterwards."</p>
            <ActionForm action>
                <SubmitButton kind=Kind::DangerQuiet size=Size::Small pending=action.pending()>"Sign out everywhere"</SubmitButton>
            </ActionForm>
        </div>
    }
}

#[component]
fn Device(row: SessionRow, revoke: ServerAction<RevokeSession>) -> impl IntoView {
    let icon = if row.handheld { icondata_lu::LuSmartphone } else { icondata_lu::LuMonitor };
    let exact = row.last_seen_at.format("%Y-%m-%d %H:%M UTC").to_string();
    let seen =
        if row.current { "in use now".to_owned() } else { format!("last seen {}", ago(row.last_seen_at, now())) };
    let named = format!(" {}", row.device);
    let sign_out = (!row.current).then(|| {
        view! {
            <ActionForm action=revoke>
                <input type="hidden" name="session" value=row.id.to_string()/>
                <Button type_="submit" size=Size::Small pending=revoke.pending()>
                    "Sign out"<span class="sr-only">{named.clone()}</span>
                </Button>
            </ActionForm>
        }
    });
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            <span class="grid size-9 flex-none place-items-center rounded-lg bg-sunken text-muted"><Icon icon size=20/></span>
            <div class="min-w-0 flex-1">
                <p class="flex flex-wrap items-center gap-2 font-medium">
                    {row.device}
                    {row.current.then(|| view! { <Badge tone=Tone::Success dot=true>"This device"</Badge> })}
                </p>
                <p class="text-sm text-muted">
                    <time datetime=row.last_seen_at.to_rfc3339() title=exact>{seen}</time>
                    {format!(" · network {} · signed in {}", row.place, row.signed_in_at.format("%-d %b %Y"))}
                </p>
            </div>
            {sign_out}
        </li>
    }
}
