//! The roles of a workspace: the built-in ones in words, its own to make and change.

mod delete;
mod editor;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::permission::{Permission, Role},
    page,
    ui::{Badge, ButtonLink, Card, EmptyState, Kind, PageBody, PageHeader, Size, Skeleton, SkeletonShape, Tone},
    workspaces::{
        rpc::roles::list_roles,
        types::roles::{OwnRole, Roles, list},
    },
};

use delete::Delete;
pub use editor::{NewRoleRoute, RoleRoute};

page!(
    /// `/w/{handle}/settings/roles`
    pub RolesRoute, RolesPage
);

#[component]
fn RolesPage() -> impl IntoView {
    let open = use_workspace();
    let id = open.id;
    let roles = Resource::new(move || id, list_roles);
    let retry = Callback::new(move |()| roles.refetch());
    let back = open.path("members");
    let new = open.path("settings/roles/new");
    view! {
        <Title text="Roles"/>
        <PageBody>
            <PageHeader
                title="Roles"
                about=Some("A role is a name for what somebody may do. You can make your own.".to_owned())
                back=(back, "Members".to_owned())
                actions=move || view! {
                    <ButtonLink href=new.clone() kind=Kind::Primary icon=icondata_lu::LuPlus>"New role"</ButtonLink>
                }
            />
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
                {move || Suspend::new(async move {
                    match roles.await {
                        Ok(roles) => view! { <Shown roles changed=retry/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Shown(roles: Roles, changed: Callback<()>) -> impl IntoView {
    let Roles { own, givable } = roles;
    let cards = own.into_iter().map(|role| {
        let others = givable.iter().filter(|post| post.value != role.id.to_string()).cloned().collect();
        view! { <OwnCard role others changed/> }
    });
    let cards: Vec<_> = cards.collect();
    let own = if cards.is_empty() {
        view! {
            <div class="card">
                <EmptyState
                    icon=icondata_lu::LuUserCog
                    title="No role of your own yet"
                    about="Make one when none of the built-in roles fits, for example for a photographer who only uploads pictures."
                >
                    <ButtonLink href=use_workspace().path("settings/roles/new") icon=icondata_lu::LuPlus>"Make a role"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="flex flex-col gap-3">{cards}</ul> }.into_any()
    };
    view! {
        <section class="flex flex-col gap-3" aria-labelledby="own-roles">
            <h2 class="text-lg" id="own-roles">"Your own"</h2>
            {own}
        </section>
        <section class="flex flex-col gap-3" aria-labelledby="built-in-roles">
            <h2 class="text-lg" id="built-in-roles">"Built in"</h2>
            <ul class="flex flex-col gap-3">{Role::ALL.map(built_in).collect_view()}</ul>
        </section>
    }
}

fn built_in(role: Role) -> impl IntoView {
    let permissions: Vec<_> = Permission::ALL.into_iter().filter(|one| role.allows(*one)).collect();
    view! {
        <li>
            <Card>
                <h3 class="text-base">{role.label()}</h3>
                <p>{role.about()}</p>
                <p class="mt-1 text-sm text-muted">{list(&permissions)}</p>
            </Card>
        </li>
    }
}

#[component]
fn OwnCard(role: OwnRole, others: Vec<crate::workspaces::types::roles::Post>, changed: Callback<()>) -> impl IntoView {
    let edit = use_workspace().path(&format!("settings/roles/{}", role.id));
    let holders = match role.holders {
        0 => "Nobody has it".to_owned(),
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    let (name, about) = (role.name.clone(), role.about.clone());
    let (allows, named) = (list(&role.permissions), format!(" {}", role.name));
    view! {
        <li>
            <Card>
                <div class="flex flex-wrap items-start gap-3">
                    <div class="min-w-0 flex-1">
                        <h3 class="flex flex-wrap items-center gap-2 text-base" dir="auto">
                            {name}
                            <Badge tone=Tone::Neutral>{holders}</Badge>
                        </h3>
                        {(!about.is_empty()).then(|| view! { <p dir="auto">{about}</p> })}
                        <p class="mt-1 text-sm text-muted">{allows}</p>
                    </div>
                    <div class="flex gap-2">
                        <ButtonLink href=edit size=Size::Small>
                            "Change"<span class="sr-only">{named}</span>
                        </ButtonLink>
                        <Delete role others changed/>
                    </div>
                </div>
            </Card>
        </li>
    }
}
