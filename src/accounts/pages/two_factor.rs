//! `/account/security/two-factor`: two-factor sign-in set up with an authenticator app, its backup codes, and turned off.

mod codes;
mod setup;

use leptos::prelude::*;
use leptos_meta::Title;

use super::door::next_path;
use crate::{
    accounts::{
        rpc::two_factor::{
            ConfirmTwoFactor, DisableTwoFactor, PutCodesAway, RegenerateBackupCodes, StartTwoFactor, read_fresh_codes,
            read_two_factor,
        },
        types::TwoFactor,
    },
    app::layout::{alone::Alone, error_view::ErrorView},
    kernel::AppError,
    page,
    ui::*,
};

page!(
    /// `/account/security/two-factor`.
    pub TwoFactorRoute, TwoFactorPage
);

/// What can be done here; the page is read again after each.
#[derive(Clone, Copy)]
struct Actions {
    start: ServerAction<StartTwoFactor>,
    confirm: ServerAction<ConfirmTwoFactor>,
    disable: ServerAction<DisableTwoFactor>,
    regenerate: ServerAction<RegenerateBackupCodes>,
    put_away: ServerAction<PutCodesAway>,
}

impl Actions {
    fn new() -> Self {
        Self {
            start: ServerAction::new(),
            confirm: ServerAction::new(),
            disable: ServerAction::new(),
            regenerate: ServerAction::new(),
            put_away: ServerAction::new(),
        }
    }

    fn versions(self) -> [usize; 5] {
        [
            self.start.version().get(),
            self.confirm.version().get(),
            self.disable.version().get(),
            self.regenerate.version().get(),
            self.put_away.version().get(),
        ]
    }
}

async fn load() -> Result<(TwoFactor, Option<Vec<String>>), AppError> {
    Ok((read_two_factor().await?, read_fresh_codes().await?))
}

#[component]
fn TwoFactorPage() -> impl IntoView {
    let actions = Actions::new();
    let state = Resource::new(move || actions.versions(), |_| load());
    let retry = Callback::new(move |()| state.refetch());
    let asked = next_path().get_value();
    view! {
        <Title text="Two-factor sign-in"/>
        <Alone>
            <PageHeader
                title="Two-factor sign-in"
                about="With your password alone nobody gets in: a code of your phone is asked for, too."
                back=("/account/security".to_owned(), "Security".to_owned())
            />
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || {
                    let asked = asked.clone();
                    Suspend::new(async move {
                        match state.await {
                            Ok((state, codes)) => view! { <Inside state codes asked actions/> }.into_any(),
                            Err(error) => view! { <ErrorView error retry/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Alone>
    }
}

#[component]
fn Inside(state: TwoFactor, codes: Option<Vec<String>>, asked: Option<String>, actions: Actions) -> impl IntoView {
    let on = matches!(state, TwoFactor::On { .. });
    let asked = StoredValue::new(asked);
    let goal = move || {
        let to = asked.get_value()?;
        Some(match on {
            true => view! {
                <Alert tone=Tone::Success title="You can go on now">
                    <a class="link" href=to>"Go on to where you wanted to go"</a>
                </Alert>
            }
            .into_any(),
            false => view! {
                <Alert tone=Tone::Warning title="This is needed first">
                    "The place that you want to open asks for two-factor sign-in. Set it up, then you can go on."
                </Alert>
            }
            .into_any(),
        })
    };
    let main = match state {
        TwoFactor::Off => view! { <setup::Off actions/> }.into_any(),
        TwoFactor::Pending { key, address, picture } => {
            view! { <setup::Pending key address picture actions/> }.into_any()
        }
        TwoFactor::On { since, left } => {
            let since = day_of(since);
            view! { <On since left actions/> }.into_any()
        }
    };
    view! {
        {goal()}
        {codes.map(|codes| view! { <codes::Fresh codes actions/> })}
        {main}
    }
}

#[component]
fn On(since: String, left: u64, actions: Actions) -> impl IntoView {
    let remaining = match left {
        0 => "None is left. Make new ones now.".to_owned(),
        1 => "One of ten is left.".to_owned(),
        left => format!("{left} of ten are left."),
    };
    view! {
        <FormError error=action_error(actions.disable)/>
        <FormError error=action_error(actions.regenerate)/>
        <section class="card" aria-label="State">
            <div class="card-body flex flex-wrap items-center justify-between gap-3">
                <div>
                    <p class="flex flex-wrap items-center gap-2 font-medium">
                        "Authenticator app" <Badge tone=Tone::Success dot=true>"On"</Badge>
                    </p>
                    <p class="text-muted">{format!("Since {since}.")}</p>
                </div>
                <ActionForm action=actions.disable>
                    <SubmitButton kind=Kind::DangerQuiet pending=actions.disable.pending()>"Turn it off"</SubmitButton>
                </ActionForm>
            </div>
        </section>
        <section class="card" aria-labelledby="backup">
            <div class="card-body flex flex-wrap items-center justify-between gap-3">
                <div>
                    <h2 class="text-base" id="backup">"Backup codes"</h2>
                    <p class="text-muted">{remaining}" New ones make the old ones useless."</p>
                </div>
                <ActionForm action=actions.regenerate>
                    <SubmitButton kind=Kind::Secondary pending=actions.regenerate.pending()>"Make new codes"</SubmitButton>
                </ActionForm>
            </div>
        </section>
    }
}
