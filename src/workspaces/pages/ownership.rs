//! `/ownership?token=…`: an offer to become the owner of a workspace, opened from a mail. The button decides.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    app::layout::{alone::Alone, error_view::ErrorView},
    page,
    ui::{
        Alert, Avatar, ButtonLink, Card, Fact, Facts, FormError, Kind, Size, Skeleton, SkeletonShape, SubmitButton,
        TimeForm, Tone, When, action_error, underway,
    },
    workspaces::{
        rpc::owners::{AcceptOwnership, DeclineOwnership, look_at_ownership},
        types::owners::OfferView,
    },
};

page!(
    /// `/ownership`
    pub OwnershipRoute, Ownership
);

#[component]
fn Ownership() -> impl IntoView {
    let token = StoredValue::new(use_query_map().with_untracked(|query| query.get("token").unwrap_or_default()));
    let offer = Resource::new(move || token.get_value(), look_at_ownership);
    let retry = Callback::new(move |()| offer.refetch());
    view! {
        <Title text="Become the owner"/>
        <Alone>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
                {move || Suspend::new(async move {
                    match offer.await {
                        Ok(offer) => view! { <Shown offer token=token.get_value()/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Alone>
    }
}

#[component]
fn Shown(offer: OfferView, token: String) -> impl IntoView {
    let OfferView { workspace, from, to, expires_at, meant } = offer;
    let title = format!("{from} wants to hand {workspace} over to you");
    let way = match meant {
        Some(true) => view! { <Decide workspace=workspace.clone() token/> }.into_any(),
        Some(false) => view! {
            <Alert tone=Tone::Warning title=format!("This offer is for {to}.")>
                "Sign in with the account that the mail went to, and open the link again."
            </Alert>
        }
        .into_any(),
        None => {
            let next: String =
                url::form_urlencoded::byte_serialize(format!("/ownership?token={token}").as_bytes()).collect();
            view! {
                <div class="flex flex-wrap gap-2">
                    <ButtonLink href=format!("/sign-in?next={next}") kind=Kind::Primary size=Size::Large>"Sign in"</ButtonLink>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Card>
            <div class="flex flex-col gap-6">
                <div class="flex items-center gap-4">
                    <Avatar name=workspace size=48 square=true/>
                    <h1 class="min-w-0 text-xl" dir="auto">{title}</h1>
                </div>
                <Facts>
                    <Fact label="For">{to}</Fact>
                    <Fact label="What changes">
                        {format!("You can do everything, and nobody can remove you. {from} stays as an admin.")}
                    </Fact>
                    <Fact label="Valid until"><When at=expires_at show=TimeForm::Exact/></Fact>
                </Facts>
                {way}
            </div>
        </Card>
    }
}

#[component]
fn Decide(workspace: String, token: String) -> impl IntoView {
    let (accept, decline) = (ServerAction::<AcceptOwnership>::new(), ServerAction::<DeclineOwnership>::new());
    let again = token.clone();
    view! {
        <FormError error=action_error(accept)/>
        <FormError error=action_error(decline)/>
        <div class="flex flex-wrap gap-2">
            <ActionForm action=accept>
                <input type="hidden" name="token" value=token/>
                <SubmitButton size=Size::Large pending=underway(accept)>{format!("Become the owner of {workspace}")}</SubmitButton>
            </ActionForm>
            <ActionForm action=decline>
                <input type="hidden" name="token" value=again/>
                <SubmitButton size=Size::Large kind=Kind::Ghost pending=underway(decline)>"Decline"</SubmitButton>
            </ActionForm>
        </div>
    }
}
