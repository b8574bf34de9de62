//! `/account/data`: a copy of everything, and the end of the account.

use leptos::prelude::*;

use super::frame::AccountFrame;
use crate::{
    accounts::{
        rpc::data::{AskExport, DeleteAccount, read_my_data},
        types::data::{EXPORT_DAYS, Export, GRACE_DAYS, MyData},
    },
    app::layout::error_view::ErrorView,
    page,
    ui::*,
};

page!(
    /// `/account/data`.
    pub DataRoute, DataPage
);

#[component]
fn DataPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| read_my_data());
    let changed = Callback::new(move |()| data.refetch());
    view! {
        <AccountFrame title="Your data">
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=2/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(MyData { exports, owned, .. }) => view! {
                            <div class="flex flex-col">
                                <Copies exports changed/>
                                <Ending owned/>
                            </div>
                        }
                        .into_any(),
                        Err(error) => view! { <ErrorView error retry=changed/> }.into_any(),
                    }
                })}
            </Transition>
        </AccountFrame>
    }
}

#[component]
fn Copies(exports: Vec<Export>, changed: Callback<()>) -> impl IntoView {
    let (action, toasts) = (ServerAction::<AskExport>::new(), use_toasts());
    let waits = exports.iter().any(|export| export.bytes.is_none());
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("We are preparing the copy");
            changed.run(());
        }
    });
    // While a copy is being made, the page looks again every few seconds.
    Effect::new(move |_| {
        if waits {
            set_timeout(move || _ = changed.try_run(()), std::time::Duration::from_secs(3));
        }
    });
    let list = (!exports.is_empty()).then(|| {
        view! { <ul class="card divide-y">{exports.into_iter().map(copy).collect_view()}</ul> }
    });
    let about = format!(
        "One file with everything that you have here: your profile, where you are signed in, what you did, and the \
         workspaces that you own with sites, contacts, messages, numbers and pictures. It can be downloaded for {EXPORT_DAYS} days."
    );
    view! {
        <SettingsSection title="Copy of your data" about>
            <div class="form">
                {list}
                <ActionForm action attr:class="form">
                    <FormError error=action_error(action)/>
                    <FormActions>
                        <SubmitButton kind=Kind::Secondary pending=action.pending()>"Prepare a copy"</SubmitButton>
                    </FormActions>
                </ActionForm>
            </div>
        </SettingsSection>
    }
}

fn copy(export: Export) -> impl IntoView {
    let state = match export.bytes {
        Some(bytes) => view! {
            <span class="flex flex-wrap items-center gap-3">
                <span class="text-sm text-muted">{size(bytes)} " · until " <When at=export.expires_at show=TimeForm::Day/></span>
                <a class="btn btn-secondary" href=format!("/account/exports/{}", export.id) rel="external" download="mewayz-data.zip">
                    <Icon icon=icondata_lu::LuDownload/>"Download"
                </a>
            </span>
        }
        .into_any(),
        None => view! { <span role="status" class="text-sm text-muted">"Being prepared. You can leave this page; we send a mail."</span> }
            .into_any(),
    };
    view! { <li class="flex flex-wrap items-center justify-between gap-3 p-3"><span>"Asked for " <When at=export.asked_at/></span> {state}</li> }
}

/// "12 KB", "3.4 MB".
fn size(bytes: u64) -> String {
    match bytes {
        0..=999_999 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[component]
fn Ending(owned: Vec<String>) -> impl IntoView {
    let action = ServerAction::<DeleteAccount>::new();
    let error = action_error(action);
    let about = format!(
        "Every device is signed out. For {GRACE_DAYS} days you can sign in and keep the account; after that it is erased for \
         good. What you did in workspaces of others stays, without your name."
    );
    let tick = (!owned.is_empty()).then(|| {
        let names = owned.join(", ");
        let label = match owned.len() {
            1 => format!("Delete my workspace {names}, too"),
            _ => format!("Delete my workspaces {names}, too"),
        };
        view! {
            <Checkbox
                name="with_workspaces"
                label
                help=Some("Their public pages go offline at once. Or hand them over first, in their settings.".to_owned())
                error=field_error(error, "with_workspaces")
            />
        }
    });
    view! {
        <SettingsSection title="Delete account" about>
            <ActionForm action attr:class="form">
                <FormError error/>
                {tick}
                <PasswordField name="password" label="Your password" error=field_error(error, "password")/>
                <FormActions>
                    <SubmitButton kind=Kind::Danger pending=underway(action)>"Delete account"</SubmitButton>
                </FormActions>
            </ActionForm>
        </SettingsSection>
    }
}
