//! From one workspace to another, and to a new one.

use leptos::prelude::*;

use super::current::use_current;
use crate::{
    kernel::picture::PictureAddress,
    ui::{Avatar, Icon, Kind, Menu, MenuHeading, MenuLine, MenuLink},
    workspaces::types::{OpenWorkspace, WorkspaceLink},
};

/// The open workspace as a button, the others in its menu.
#[component]
pub fn Switcher() -> impl IntoView {
    let current = use_current();
    let label = current.read(|open| format!("Workspace {}: switch to another", open.name));
    let trigger = move || {
        let (name, logo) = (current.read(|open| open.name.clone()), current.read(|open| open.logo.clone()));
        view! {
            <span class="flex min-w-0 items-center gap-2">
                {move || view! { <Avatar name=name.get() src=picture(&logo.get()) size=24 square=true/> }}
                <span class="max-w-32 truncate text-text sm:max-w-56" dir="auto">{move || name.get()}</span>
                <Icon icon=icondata_lu::LuChevronsUpDown class="text-muted"/>
            </span>
        }
    };
    let links = move || {
        let OpenWorkspace { mine, id, .. } = current.get();
        mine.into_iter().map(|link| workspace_link(link, id)).collect_view()
    };
    view! {
        <Menu id="workspaces" label kind=Kind::Ghost start=true trigger class="min-w-0 !px-2">
            <MenuHeading>"Workspaces"</MenuHeading>
            {links}
            <MenuLine/>
            <MenuLink href="/w/new" icon=icondata_lu::LuPlus>"New workspace"</MenuLink>
        </Menu>
    }
}

fn workspace_link(link: WorkspaceLink, open: crate::kernel::id::WorkspaceId) -> impl IntoView {
    let current = link.id == open;
    let name = link.name.clone();
    view! {
        <MenuLink href=format!("/w/{}", link.handle) current>
            <span class="flex items-center gap-2">
                <Avatar name=link.name src=picture(&link.logo) size=24 square=true/>
                <span class="min-w-0">
                    <span class="block truncate" dir="auto">{name}</span>
                    <span class="block truncate text-xs font-normal text-muted">
                        {format!("@{} · {}", link.handle, link.role)}
                    </span>
                </span>
            </span>
        </MenuLink>
    }
}

/// A small variant of a logo.
pub fn picture(logo: &str) -> String {
    PictureAddress::parse(logo).map(|logo| logo.at_least(96)).unwrap_or_default()
}
