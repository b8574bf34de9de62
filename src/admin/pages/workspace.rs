//! `/admin/workspaces/{id}`: one workspace, and whether its public pages are open.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::{
    admin::{
        rpc::platform::{LiftWorkspace, SuspendWorkspace, inspect_workspace},
        types::{
            platform::{Workspace, WorkspaceMember, WorkspaceSite},
            users::MAX_REASON,
        },
    },
    app::layout::error_view::ErrorView,
    kernel::{AppError, id::WorkspaceId},
    page,
    ui::{
        Alert, Badge, Card, ExternalLink, FormError, Kind, PageHeader, Skeleton, SkeletonShape, SubmitButton, TextArea,
        Tone, action_error, exactly, field_error,
    },
};

page!(
    /// `/admin/workspaces/{id}`
    pub WorkspaceRoute, OneWorkspace
);

#[component]
fn OneWorkspace() -> impl IntoView {
    let params = use_params_map();
    let (suspend, lift) = (ServerAction::<SuspendWorkspace>::new(), ServerAction::<LiftWorkspace>::new());
    let asked =
        move || (params.read().get("workspace").unwrap_or_default(), suspend.version().get(), lift.version().get());
    let found = Resource::new(asked, |(id, ..)| async move {
        let id: WorkspaceId = id.parse().map_err(|_| AppError::not_found("workspace"))?;
        inspect_workspace(id).await
    });
    let retry = Callback::new(move |()| found.refetch());
    view! {
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Found found suspend lift/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(
    found: Workspace,
    suspend: ServerAction<SuspendWorkspace>,
    lift: ServerAction<LiftWorkspace>,
) -> impl IntoView {
    let Workspace { row, suspended, members, sites } = found;
    let id = row.id;
    let name = row.name.clone();
    let about = format!("@{}, made {}", row.handle, exactly(row.created_at));
    let end = match &suspended {
        Some(_) => view! { <Lift id lift/> }.into_any(),
        None => view! { <Suspension id suspend/> }.into_any(),
    };
    let closed = suspended.map(|found| {
        view! {
            <Alert tone=Tone::Danger title=format!("Suspended since {}", exactly(found.at))>
                <p class="break-words" dir="auto">{found.reason}</p>
            </Alert>
        }
    });
    let members = members.into_iter().map(|member| view! { <Member member/> }).collect_view();
    let none =
        sites.is_empty().then(|| view! { <li class="p-4 text-muted">"This workspace has made no site yet."</li> });
    let sites = sites.into_iter().map(|site| view! { <Site site/> }).collect_view();
    view! {
        <Title text=name.clone()/>
        <PageHeader
            title=name
            about=Some(about)
            back=("/admin/workspaces".to_owned(), "Workspaces".to_owned())
        />
        {closed}
        <Card title="Members" flush=true><ul class="divide-y">{members}</ul></Card>
        <Card title="Sites" flush=true><ul class="divide-y">{none} {sites}</ul></Card>
        {end}
    }
}

#[component]
fn Member(member: WorkspaceMember) -> impl IntoView {
    view! {
        <li class="flex flex-wrap justify-between gap-2 px-4 py-2">
            <span class="min-w-0">
                <a class="link" href=format!("/admin/users/{}", member.id) dir="auto">{member.name}</a>
                <span class="block text-sm text-muted break-all">{member.email}</span>
            </span>
            <span class="text-muted">{member.role.label()}</span>
        </li>
    }
}

#[component]
fn Site(site: WorkspaceSite) -> impl IntoView {
    let state = if site.online { (Tone::Success, "Online") } else { (Tone::Neutral, "Offline") };
    view! {
        <li class="flex flex-wrap items-center gap-2 px-4 py-2">
            <span class="font-medium" dir="auto">{site.title}</span>
            <Badge tone=state.0 dot=true>{state.1}</Badge>
            <ExternalLink href=site.path.clone()>{site.path}</ExternalLink>
            <a class="link ms-auto" href=format!("/admin/reports?site={}", site.id)>"Reports"</a>
        </li>
    }
}

#[component]
fn Suspension(id: WorkspaceId, suspend: ServerAction<SuspendWorkspace>) -> impl IntoView {
    let error = action_error(suspend);
    view! {
        <Card title="Suspend workspace">
            <ActionForm action=suspend attr:class="form">
                <FormError error/>
                <input type="hidden" name="workspace" value=id.to_string()/>
                <p class="text-muted">"Its public pages and links are closed with a word to visitors. Members can still sign in and read your reason."</p>
                <TextArea
                    name="reason"
                    label="Why"
                    rows=2
                    maxlength=MAX_REASON
                    required=true
                    error=field_error(error, "reason")
                />
                <div>
                    <SubmitButton kind=Kind::Danger pending=suspend.pending()>"Suspend workspace"</SubmitButton>
                </div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Lift(id: WorkspaceId, lift: ServerAction<LiftWorkspace>) -> impl IntoView {
    view! {
        <Card title="Open workspace again">
            <ActionForm action=lift attr:class="form">
                <FormError error=action_error(lift)/>
                <input type="hidden" name="workspace" value=id.to_string()/>
                <p class="text-muted">"Its public pages can be seen again, and its owner gets a mail."</p>
                <div><SubmitButton pending=lift.pending()>"Lift suspension"</SubmitButton></div>
            </ActionForm>
        </Card>
    }
}
