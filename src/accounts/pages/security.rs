//! `/account/security`: everything that decides who gets into the account, and the devices that are in.

use leptos::prelude::*;

use super::{
    account::{AccountFrame, ChangePassword},
    passkeys::Passkeys,
    providers::LinkedAccounts,
};
use crate::{
    accounts::{
        rpc::{
            RevokeOtherSessions, RevokeSession, SignOut, SignOutEverywhere, list_sessions, me, proofs::list_proofs,
            two_factor::read_two_factor,
        },
        types::{Me, SessionRow, TwoFactor},
    },
    app::layout::error_view::ErrorView,
    kernel::AppError,
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
                        Ok((me, rows, two_factor, password)) => {
                            let state = State { me, rows, two_factor, password };
                            view! { <Sections state revoke others/> }.into_any()
                        }
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </AccountFrame>
    }
}

/// What the page shows.
struct State {
    me: Me,
    rows: Vec<SessionRow>,
    two_factor: TwoFactor,
    password: bool,
}

async fn load() -> Result<(Me, Vec<SessionRow>, TwoFactor, bool), AppError> {
    let me = me().await?.ok_or(AppError::Unauthenticated)?;
    Ok((me, list_sessions().await?, read_two_factor().await?, list_proofs().await?.password))
}

#[component]
fn Sections(
    state: State,
    revoke: ServerAction<RevokeSession>,
    others: ServerAction<RevokeOtherSessions>,
) -> impl IntoView {
    let State { me, rows, two_factor, password } = state;
    view! {
        <div class="flex flex-col">
            <Password me has=password/>
            <TwoFactorSection two_factor/>
            <Passkeys/>
            <LinkedAccounts/>
            <Devices rows revoke others/>
            <Visits/>
        </div>
    }
}

#[component]
fn Password(me: Me, has: bool) -> impl IntoView {
    let about = format!("You sign in as {}. Every other device is signed out when you change the password.", me.email);
    let inside = match has {
        true => view! { <ChangePassword name=me.name email=me.email/> }.into_any(),
        false => view! {
            <div class="flex flex-col items-start gap-3">
                <p>"Your account has none: you sign in another way. We can send you a link by which you choose one."</p>
                <ButtonLink href="/forgot-password">"Choose a password"</ButtonLink>
            </div>
        }
        .into_any(),
    };
    view! {
        <SettingsSection title="Password" about>{inside}</SettingsSection>
    }
}

#[component]
fn TwoFactorSection(two_factor: TwoFactor) -> impl IntoView {
    let (tone, word, about) = match two_factor {
        TwoFactor::On { .. } => (Tone::Success, "On", "A code of your phone is asked for besides the password."),
        TwoFactor::Pending { .. } => (Tone::Warning, "Not finished", "The first code of your app is still missing."),
        TwoFactor::Off => (Tone::Neutral, "Off", "Your password alone signs you in."),
    };
    view! {
        <SettingsSection
            title="Two-factor sign-in"
            about="A code of your phone besides the password, and backup codes for the day it is lost."
        >
            <div class="card card-body flex flex-wrap items-center justify-between gap-3">
                <div class="flex min-w-0 flex-col items-start gap-1">
                    <Badge tone dot=true>{word}</Badge>
                    <p class="text-muted">{about}</p>
                </div>
                <ButtonLink href="/account/security/two-factor">"Open two-factor sign-in"</ButtonLink>
            </div>
        </SettingsSection>
    }
}

#[component]
fn Visits() -> impl IntoView {
    view! {
        <SettingsSection
            title="Visits of staff"
            about="Our staff can act in your name to help you. You get a mail each time, and everything they do is recorded."
        >
            <ButtonLink href="/account/visits">"See visits"</ButtonLink>
        </SettingsSection>
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
    let more = rows.iter().any(|row| !row.current);
    let everybody_else = more.then(|| {
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
        <SettingsSection
            title="Signed-in devices"
            about="One that you do not know? Sign it out and change your password."
        >
            <div class="card">
                <ul class="divide-y">{rows}</ul>
                <div class="card-foot justify-end">{everybody_else} <Everywhere/></div>
            </div>
        </SettingsSection>
    }
}

/// This device too.
#[component]
fn Everywhere() -> impl IntoView {
    let action = ServerAction::<SignOutEverywhere>::new();
    view! {
        <ActionForm action>
            <SubmitButton kind=Kind::DangerQuiet size=Size::Small pending=underway(action)>
                "Sign out everywhere, here too"
            </SubmitButton>
        </ActionForm>
    }
}

#[component]
fn Device(row: SessionRow, revoke: ServerAction<RevokeSession>) -> impl IntoView {
    let icon = if row.handheld { icondata_lu::LuSmartphone } else { icondata_lu::LuMonitor };
    let id = row.id;
    let named = format!(" {}", row.device);
    let busy = move || revoke.pending().get() && revoke.input().get().is_some_and(|input| input.session == id);
    let button = match row.current {
        true => view! { <Leave/> }.into_any(),
        false => view! {
            <ActionForm action=revoke>
                <input type="hidden" name="session" value=id.to_string()/>
                <SubmitButton kind=Kind::Secondary size=Size::Small pending=Signal::derive(busy)>
                    "Sign out"<span class="sr-only">{named}</span>
                </SubmitButton>
            </ActionForm>
        }
        .into_any(),
    };
    let seen = match row.current {
        true => "in use now".into_any(),
        false => view! { "last seen " <When at=row.last_seen_at/> }.into_any(),
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            <span class="grid size-9 flex-none place-items-center rounded-lg bg-sunken text-muted"><Icon icon size=20/></span>
            <div class="min-w-0 flex-1">
                <p class="flex flex-wrap items-center gap-2 font-medium">
                    {row.device}
                    {row.current.then(|| view! { <Badge tone=Tone::Success dot=true>"This device"</Badge> })}
                </p>
                <p class="text-sm text-muted">
                    {seen} {format!(" · network {} · signed in ", row.place)} <When at=row.signed_in_at show=TimeForm::Day/>
                </p>
            </div>
            {button}
        </li>
    }
}

/// Signs this device out.
#[component]
fn Leave() -> impl IntoView {
    let action = ServerAction::<SignOut>::new();
    view! {
        <ActionForm action>
            <SubmitButton kind=Kind::Secondary size=Size::Small pending=underway(action)>"Sign out"</SubmitButton>
        </ActionForm>
    }
}
