//! Passkeys on the security page, and the buttons that sign in and prove with one.

use leptos::{prelude::*, task::spawn_local};

use super::{
    browser_keys::{Ask, Offered, ask, can_offer, offer, withdraw},
    door::next_path,
};
use crate::{
    accounts::{
        rpc::passkeys::{
            RemovePasskey, RenamePasskey, add_passkey, begin_passkey, begin_passkey_proof, begin_passkey_sign_in,
            list_passkeys, prove_by_passkey, sign_in_by_passkey,
        },
        types::PasskeyRow,
    },
    app::layout::error_view::ErrorView,
    kernel::AppError,
    ui::*,
};

/// The error of work that the browser takes part in; quiet while it runs again.
fn failed(action: Action<String, Result<(), AppError>>) -> Signal<Option<AppError>> {
    let (value, pending) = (action.value(), action.pending());
    Signal::derive(move || value.with(|value| value.as_ref()?.as_ref().err().cloned()).filter(|_| !pending.get()))
}

/// Seconds for which the browser offers passkeys with one question; the server takes an answer for five minutes.
const OFFER_SECONDS: u32 = 240;
/// How often a page that is left open asks anew.
const OFFERS: usize = 15;

/// Signs in with a passkey: by the button, or by one that the browser offers in the field for the address.
#[component]
pub(super) fn PasskeyDoor() -> impl IntoView {
    let next = next_path();
    let action = Action::new_local(move |chosen: &String| {
        let (next, chosen) = (next.get_value(), chosen.clone());
        async move {
            let answer = match chosen.is_empty() {
                true => ask(Ask::Get, &begin_passkey_sign_in().await?).await?,
                false => chosen,
            };
            sign_in_by_passkey(answer, false, next).await
        }
    });
    let here = StoredValue::new(());
    Effect::new(move |_| {
        action.version().get();
        if action.value().with_untracked(|value| !matches!(value, Some(Ok(())))) {
            spawn_local(offer_passkeys(action, here));
        }
    });
    on_cleanup(withdraw);
    view! { <PasskeyButton action label="Use a passkey"/> }
}

/// Lets the browser offer passkeys as long as the door is there (`here`). Where it cannot, the button is enough.
async fn offer_passkeys(action: Action<String, Result<(), AppError>>, here: StoredValue<()>) {
    if !can_offer().await {
        return;
    }
    for _ in 0..OFFERS {
        if here.is_disposed() {
            return;
        }
        let Ok(question) = begin_passkey_sign_in().await else { return };
        if here.is_disposed() {
            return;
        }
        match offer(&question, OFFER_SECONDS).await {
            Offered::TooOld => {}
            Offered::Answer(answer) if !here.is_disposed() => return drop(action.dispatch(answer)),
            Offered::Answer(_) | Offered::Ended => return,
        }
    }
}

/// Proves with a passkey that it is the person.
#[component]
pub(super) fn PasskeyProof() -> impl IntoView {
    let next = next_path();
    let action = Action::new_local(move |_: &String| {
        let next = next.get_value();
        async move {
            let answer = ask(Ask::Get, &begin_passkey_proof().await?).await?;
            prove_by_passkey(answer, next).await
        }
    });
    view! { <PasskeyButton action label="Confirm with a passkey"/> }
}

#[component]
fn PasskeyButton(action: Action<String, Result<(), AppError>>, label: &'static str) -> impl IntoView {
    let ready = ready();
    view! {
        <div class="flex flex-col gap-3" class:waits=move || !ready.get()>
            <FormError error=failed(action)/>
            <Button
                size=Size::Large
                icon=icondata_lu::LuFingerprint
                class="btn-wide"
                pending=action.pending()
                on_click=move |()| drop(action.dispatch(String::new()))
            >
                {label}
            </Button>
        </div>
    }
}

/// The card on the security page.
#[component]
pub(super) fn Passkeys() -> impl IntoView {
    let rename = ServerAction::<RenamePasskey>::new();
    let remove = ServerAction::<RemovePasskey>::new();
    let add = Action::new_local(|name: &String| {
        let name = name.clone();
        async move {
            let answer = ask(Ask::Create, &begin_passkey().await?).await?;
            add_passkey(name, answer).await
        }
    });
    let versions = move || (rename.version().get(), remove.version().get(), add.version().get());
    let rows = Resource::new(versions, |_| list_passkeys());
    let retry = Callback::new(move |()| rows.refetch());
    view! {
        <SettingsSection
            title="Passkeys"
            about="Sign in with a finger, a face or the PIN of a device, without your password."
        >
            <div class="card">
                <div class="px-4 has-[.alert]:pt-4">
                    <FormError error=failed(add)/>
                    <FormError error=action_error(rename)/>
                    <FormError error=action_error(remove)/>
                </div>
                <Transition fallback=|| view! { <Skeleton/> }>
                    {move || Suspend::new(async move {
                        match rows.await {
                            Ok(rows) => view! { <Rows rows rename remove/> }.into_any(),
                            Err(error) => view! { <ErrorView error retry/> }.into_any(),
                        }
                    })}
                </Transition>
                <NewPasskey add/>
            </div>
        </SettingsSection>
    }
}

#[component]
fn NewPasskey(add: Action<String, Result<(), AppError>>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let ready = ready();
    Effect::new(move |_| {
        if add.value().with(|value| matches!(value, Some(Ok(())))) {
            name.set(String::new());
        }
    });
    view! {
        <div class="flex flex-wrap items-end gap-3 border-t p-4" class:waits=move || !ready.get()>
            <TextField name="passkey-name" label="Name of the new passkey" placeholder="My phone" bind=name maxlength=60/>
            <Button
                kind=Kind::Secondary
                icon=icondata_lu::LuFingerprint
                pending=add.pending()
                on_click=move |()| drop(add.dispatch(name.get_untracked()))
            >
                "Add a passkey"
            </Button>
        </div>
    }
}

#[component]
fn Rows(
    rows: Vec<PasskeyRow>,
    rename: ServerAction<RenamePasskey>,
    remove: ServerAction<RemovePasskey>,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="p-4 text-muted">"No passkey yet. Give the one of this device a name and add it."</p> }
            .into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <OnePasskey row rename remove/> }).collect_view();
    view! { <ul class="divide-y">{rows}</ul> }.into_any()
}

#[component]
fn OnePasskey(
    row: PasskeyRow,
    rename: ServerAction<RenamePasskey>,
    remove: ServerAction<RemovePasskey>,
) -> impl IntoView {
    let used = match row.last_used_at {
        Some(at) => view! { "used " <When at/> }.into_any(),
        None => "not used yet".into_any(),
    };
    let id = row.id.to_string();
    let (removed, name, shown) = (id.clone(), row.name.clone(), row.name.clone());
    let named = format!(" {}", row.name);
    provide_context(FieldScope::new(&id));
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            <span class="grid size-9 flex-none place-items-center rounded-lg bg-sunken text-muted">
                <Icon icon=icondata_lu::LuFingerprint size=20/>
            </span>
            <div class="min-w-0 flex-1">
                <p class="font-medium" dir="auto">{shown}</p>
                <p class="text-sm text-muted">"Added " <When at=row.created_at show=TimeForm::Day/> ", " {used}</p>
            </div>
            <details class="text-sm">
                <summary class="btn btn-ghost btn-sm">"Rename"<span class="sr-only">{named.clone()}</span></summary>
                <ActionForm action=rename attr:class="mt-2 flex flex-wrap items-end gap-2">
                    <input type="hidden" name="passkey" value=id.clone()/>
                    <TextField name="name" label="Name" value=name maxlength=60 required=true/>
                    <SubmitButton kind=Kind::Secondary size=Size::Small pending=rename.pending()>"Save name"</SubmitButton>
                </ActionForm>
            </details>
            <ActionForm action=remove>
                <input type="hidden" name="passkey" value=removed/>
                <Button type_="submit" size=Size::Small kind=Kind::DangerQuiet pending=remove.pending()>
                    "Remove"<span class="sr-only">{named}</span>
                </Button>
            </ActionForm>
        </li>
    }
}
