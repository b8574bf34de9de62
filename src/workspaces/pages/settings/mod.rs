//! The settings of a workspace, in sections that are saved on their own.

mod brand;
mod ending;
mod general;
mod handle;
mod ownership;
mod region;
mod sign_in;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{
        AppError,
        permission::{Permission, Role},
    },
    page,
    ui::{PageBody, PageHeader},
};

page!(
    /// `/w/{handle}/settings`
    pub SettingsRoute, Settings
);

#[component]
fn Settings() -> impl IntoView {
    let owner = use_workspace().role == Role::Owner;
    let content = if use_workspace().can(Permission::ManageWorkspace) {
        view! {
            <PageHeader title="Settings" about=Some("What holds for the whole workspace and all of its members.".to_owned())/>
            <div class="flex flex-col">
                <general::General/>
                <handle::HandleSection/>
                <region::RegionSection/>
                <sign_in::SignInSection/>
                <brand::BrandSection/>
                {owner.then(|| view! { <ownership::OwnershipSection/> <ending::EndingSection/> })}
            </div>
        }
        .into_any()
    } else {
        view! { <ErrorView error=AppError::Forbidden(Permission::ManageWorkspace.refusal())/> }.into_any()
    };
    view! {
        <Title text="Settings"/>
        <PageBody>{content}</PageBody>
    }
}

/// The error of a section. After a conflict the page can be loaded again.
#[component]
fn SectionError(
    /// From the section's action.
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let path = use_workspace().path("settings");
    let conflict = move || {
        error.with(|error| matches!(error, Some(AppError::Conflict(_)))).then(|| {
            view! { <a class="btn btn-secondary self-start" href=path.clone() rel="external">"Reload page"</a> }
        })
    };
    view! {
        <crate::ui::FormError error/>
        {conflict}
    }
}
