//! The form that makes or changes a role: its name, and each permission in words.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::super::success::on_success;
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, permission::Permission},
    page,
    ui::{
        ButtonLink, Card, Checkbox, FormActions, FormError, Kind, PageBody, PageHeader, Skeleton, SkeletonShape,
        SubmitButton, TextField, Width, action_error, field_error, underway, use_toasts,
    },
    workspaces::{
        rpc::roles::{ChangeOwnRole, CreateRole, list_roles},
        types::roles::{MAX_ROLE_ABOUT, MAX_ROLE_NAME, OwnRole},
    },
};

page!(
    /// `/w/{handle}/settings/roles/new`
    pub NewRoleRoute, NewRole
);

page!(
    /// `/w/{handle}/settings/roles/{role}`
    pub RoleRoute, ChangeRolePage
);

#[component]
fn NewRole() -> impl IntoView {
    let open = use_workspace();
    let content = if open.can(Permission::ManageMembers) {
        view! { <Make/> }.into_any()
    } else {
        view! { <ErrorView error=AppError::Forbidden(Permission::ManageMembers.refusal())/> }.into_any()
    };
    view! { <Frame title="New role">{content}</Frame> }
}

#[component]
fn ChangeRolePage() -> impl IntoView {
    let id = use_workspace().id;
    let role = use_params_map().with_untracked(|params| params.get("role").unwrap_or_default());
    let role = StoredValue::new(role);
    let roles = Resource::new(move || id, list_roles);
    let retry = Callback::new(move |()| roles.refetch());
    view! {
        <Frame title="Change role">
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
                {move || Suspend::new(async move {
                    let found = roles.await.and_then(|roles| {
                        let wanted = |own: &OwnRole| role.with_value(|role| own.id.to_string() == *role);
                        roles.own.into_iter().find(wanted).ok_or_else(|| AppError::not_found("role"))
                    });
                    match found {
                        Ok(role) => view! { <Change role/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </Frame>
    }
}

#[component]
fn Frame(title: &'static str, children: Children) -> impl IntoView {
    let back = use_workspace().path("settings/roles");
    view! {
        <Title text=title/>
        <PageBody width=Width::Narrow>
            <PageHeader title back=(back, "Roles".to_owned())/>
            {children()}
        </PageBody>
    }
}

#[component]
fn Make() -> impl IntoView {
    let (open, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let action = ServerAction::<CreateRole>::new();
    let error = action_error(action);
    let list = open.path("settings/roles");
    on_success(action, move |_| {
        toasts.success("Role made");
        navigate(&list, Default::default());
    });
    view! {
        <Card>
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <Fields error role=None/>
                <FormActions>
                    <SubmitButton pending=underway(action)>"Make role"</SubmitButton>
                    <ButtonLink href=open.path("settings/roles") kind=Kind::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Change(role: OwnRole) -> impl IntoView {
    let (open, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let action = ServerAction::<ChangeOwnRole>::new();
    let error = action_error(action);
    let list = open.path("settings/roles");
    on_success(action, move |()| {
        toasts.success("Role saved");
        navigate(&list, Default::default());
    });
    view! {
        <Card>
            <ActionForm action attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=open.id.to_string()/>
                <input type="hidden" name="role" value=role.id.to_string()/>
                <input type="hidden" name="version" value=role.version/>
                <Fields error role=Some(role)/>
                <FormActions>
                    <SubmitButton pending=underway(action)>"Save role"</SubmitButton>
                    <ButtonLink href=open.path("settings/roles") kind=Kind::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </Card>
    }
}

/// Name, sentence and a box for each permission that the person may give.
#[component]
fn Fields(error: Signal<Option<AppError>>, role: Option<OwnRole>) -> impl IntoView {
    let open = use_workspace();
    let ticked = role.as_ref().map(|role| role.permissions.clone()).unwrap_or_default();
    let boxes = Permission::ALL.into_iter().filter(|one| *one != Permission::ViewWorkspace).map(|one| {
        let mine = open.can(one);
        let about = match mine {
            true => one.about().to_owned(),
            false => format!("{} You cannot give this: your own role does not allow it.", one.about()),
        };
        view! {
            <Checkbox
                name="permissions[]"
                id=format!("permission-{}", one.as_str())
                value=one.as_str()
                label=one.label()
                help=Some(about)
                checked=ticked.contains(&one)
                disabled=!mine
            />
        }
    });
    let boxes = boxes.collect_view();
    let (name, about) = role.map(|role| (role.name, role.about)).unwrap_or_default();
    view! {
        <TextField
            name="name"
            label="Name"
            value=name
            placeholder="Photographer"
            error=field_error(error, "name")
            required=true
            maxlength=MAX_ROLE_NAME
            autocomplete="off"
        />
        <TextField
            name="about"
            label="What it is for"
            value=about
            error=field_error(error, "about")
            optional=true
            maxlength=MAX_ROLE_ABOUT
            autocomplete="off"
        />
        <fieldset class="flex flex-col gap-3">
            <legend class="field-label mb-1">"What it allows"</legend>
            <p class="field-help">"Everybody can enter the workspace, see its members and its board of tasks."</p>
            {boxes}
        </fieldset>
    }
}
