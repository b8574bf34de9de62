//! The page behind the link of an invitation. Looking changes nothing; joining is a button.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;

use crate::{
    accounts::rpc::SignOut,
    app::layout::{
        alone::Alone,
        error_view::{ErrorView, set_status},
    },
    page,
    ui::{
        Avatar, ButtonLink, Card, EmptyState, Fact, Facts, FormError, Kind, Size, Skeleton, SkeletonShape,
        SubmitButton, TimeForm, When, action_error, underway,
    },
    workspaces::{
        rpc::{AcceptInvitation, look_at_invitation},
        types::{Door, InvitationView},
    },
};

page!(
    /// `/invitations/{token}`
    pub InvitationRoute, Invitation
);

#[component]
fn Invitation() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let looked = Resource::new(move || token.get(), look_at_invitation);
    let retry = Callback::new(move |()| looked.refetch());
    view! {
        <Title text="Invitation"/>
        <Meta name="robots" content="noindex"/>
        <Alone>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards count=1/> }>
                {move || Suspend::new(async move {
                    match looked.await {
                        Ok(invitation) => shown(invitation, token.get_untracked()),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Alone>
    }
}

fn shown(invitation: InvitationView, token: String) -> AnyView {
    let over = |title: &str, about: String| {
        set_status(410);
        view! {
            <EmptyState icon=icondata_lu::LuMailX title about>
                <ButtonLink href="/w">"Go to my workspaces"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    };
    let ask = match &invitation.invited_by {
        Some(name) => format!("Ask {name} for a new one."),
        None => "Ask for a new one.".to_owned(),
    };
    match invitation.door.clone() {
        Door::Expired => over("This invitation is over", format!("It could be accepted for 7 days. {ask}")),
        Door::Used => over(
            "This invitation was used",
            format!("Each invitation works once. If it was you, sign in as {}; otherwise: {ask}", invitation.email),
        ),
        Door::Revoked => over("This invitation was taken back", format!("If that is a mistake: {ask}")),
        Door::Member { handle } => view! {
            <EmptyState
                icon=icondata_lu::LuUserCheck
                title=format!("You are a member of {}", invitation.workspace)
                about="There is nothing left to accept."
            >
                <ButtonLink href=format!("/w/{handle}") kind=Kind::Primary>"Open workspace"</ButtonLink>
            </EmptyState>
        }
        .into_any(),
        _ => view! { <Open invitation token/> }.into_any(),
    }
}

#[component]
fn Open(invitation: InvitationView, token: String) -> impl IntoView {
    let InvitationView { workspace, invited_by, email, post, expires_at, door } = invitation;
    let meant = email.clone();
    let title = match &invited_by {
        Some(name) => format!("{name} invites you to {workspace}"),
        None => format!("You are invited to {workspace}"),
    };
    view! {
        <Card>
            <div class="flex flex-col gap-6">
                <div class="flex items-center gap-4">
                    <Avatar name=workspace.clone() size=48 square=true/>
                    <h1 class="min-w-0 text-xl" dir="auto">{title}</h1>
                </div>
                <Facts>
                    <Fact label="For">{meant}</Fact>
                    <Fact label="Your role">
                        <span class="font-medium">{post.label}</span>
                        <span class="block text-muted">{post.about}</span>
                    </Fact>
                    <Fact label="Valid until">
                        <When at=expires_at show=TimeForm::Exact/>
                    </Fact>
                </Facts>
                <WayIn door email workspace token/>
            </div>
        </Card>
    }
}

#[component]
fn WayIn(door: Door, email: String, workspace: String, token: String) -> impl IntoView {
    let path = |to: &str| {
        let next = format!("/invitations/{token}");
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        format!("{to}?{}", query.append_pair("next", &next).append_pair("email", &email).finish())
    };
    match door {
        Door::SignIn => view! {
            <p>{format!("There is an account for {email}. Sign in with it, then you can join.")}</p>
            <div class="flex flex-wrap gap-2">
                <ButtonLink href=path("/sign-in") kind=Kind::Primary size=Size::Large>"Sign in"</ButtonLink>
            </div>
        }
        .into_any(),
        Door::Register => view! {
            <p>{format!("Create an account with the address {email}, then you can join.")}</p>
            <div class="flex flex-wrap gap-2">
                <ButtonLink href=path("/register") kind=Kind::Primary size=Size::Large>"Create account"</ButtonLink>
                <ButtonLink href=path("/sign-in") size=Size::Large>"Sign in"</ButtonLink>
            </div>
        }
        .into_any(),
        Door::SomebodyElse { email: signed_in } => view! { <OtherPerson email signed_in/> }.into_any(),
        _ => view! { <Join workspace token/> }.into_any(),
    }
}

#[component]
fn Join(workspace: String, token: String) -> impl IntoView {
    let action = ServerAction::<AcceptInvitation>::new();
    view! {
        <ActionForm action attr:class="form">
            <FormError error=action_error(action)/>
            <input type="hidden" name="token" value=token/>
            <div>
                <SubmitButton size=Size::Large pending=underway(action)>{format!("Join {workspace}")}</SubmitButton>
            </div>
        </ActionForm>
    }
}

#[component]
fn OtherPerson(email: String, signed_in: String) -> impl IntoView {
    let action = ServerAction::<SignOut>::new();
    view! {
        <p>
            {format!(
                "You are signed in as {signed_in}, but this invitation is for {email}. Sign out, open the link from the mail \
                 again, and go on with {email}. Or ask for an invitation to {signed_in}.",
            )}
        </p>
        <ActionForm action attr:class="flex flex-wrap gap-2">
            <SubmitButton kind=Kind::Secondary pending=underway(action)>"Sign out"</SubmitButton>
            <ButtonLink href="/w" kind=Kind::Ghost>"Stay signed in"</ButtonLink>
        </ActionForm>
    }
}
