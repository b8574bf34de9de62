//! `/account`: name, picture, language, address and mails of the person who is signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{address::Address, frame::AccountFrame, mails::Mails, picture::Picture, region::Region};
use crate::{
    accounts::{
        rpc::profile::{RenameMe, read_profile},
        types::{NAME_MAX, profile::Profile},
    },
    app::layout::error_view::ErrorView,
    page,
    ui::*,
};

page!(
    /// `/account`.
    pub ProfileRoute, ProfilePage
);

#[component]
fn ProfilePage() -> impl IntoView {
    let profile = Resource::new(|| (), |()| read_profile());
    let retry = Callback::new(move |()| profile.refetch());
    let changed = use_query_map().with_untracked(|query| query.get("address").is_some());
    view! {
        <AccountFrame title="Profile">
            {changed.then(|| view! { <Alert tone=Tone::Success title="Your new address is confirmed."/> })}
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=4/> }>
                {move || Suspend::new(async move {
                    match profile.await {
                        Ok(profile) => view! { <Sections profile changed=retry/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </AccountFrame>
    }
}

#[component]
fn Sections(profile: Profile, changed: Callback<()>) -> impl IntoView {
    let Profile { name, email, avatar, locale, time_zone, theme: _, notices, waiting } = profile;
    // Each section takes its own copy: it is made inside of the section, whose fields have ids of their own.
    let (shown, named) = (name.clone(), name);
    view! {
        <div class="flex flex-col">
            <SettingsSection title="Picture" about="People in your workspaces see it beside your name.">
                <Picture name=shown avatar changed/>
            </SettingsSection>
            <SettingsSection title="Name" about="How you are called in workspaces and in mails.">
                <Name name=named/>
            </SettingsSection>
            <SettingsSection title="E-mail address" about="You sign in with it, and our mails go there.">
                <Address email waiting changed/>
            </SettingsSection>
            <SettingsSection title="Language and time" about="New workspaces begin with both.">
                <Region locale time_zone/>
            </SettingsSection>
            <SettingsSection
                title="Mails"
                about="Which mails you get. Those about your sign-in, your password and your address always come."
            >
                <Mails notices/>
            </SettingsSection>
        </div>
    }
}

#[component]
fn Name(name: String) -> impl IntoView {
    let (action, toasts) = (ServerAction::<RenameMe>::new(), use_toasts());
    let error = action_error(action);
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("Name saved");
        }
    });
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <TextField
                name="name"
                label="Name"
                value=name
                error=field_error(error, "name")
                required=true
                maxlength=NAME_MAX
                autocomplete="name"
            />
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save name"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}
