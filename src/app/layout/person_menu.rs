//! The person who is signed in: account, sign out.

use leptos::prelude::*;

use super::current::use_current;
use crate::{
    accounts::rpc::SignOut,
    ui::{Avatar, Kind, Menu, MenuHeading, MenuItem, MenuLine, MenuLink},
};

/// The person's picture with a menu.
#[component]
pub fn PersonMenu() -> impl IntoView {
    let current = use_current();
    let me = current.read(|open| open.me.clone());
    let label = Signal::derive(move || format!("Your account, {}", me.get().name));
    let trigger = move || view! { {move || view! { <Avatar name=me.get().name src=me.get().avatar.unwrap_or_default() size=28/> }} };
    let sign_out = ServerAction::<SignOut>::new();
    let staff = move || {
        me.get().staff.then(|| view! { <MenuLink href="/admin" icon=icondata_lu::LuFlag>"Staff pages"</MenuLink> })
    };
    view! {
        <ActionForm action=sign_out attr:id="sign-out" attr:class="hidden">""</ActionForm>
        <Menu id="person" label kind=Kind::Ghost trigger class="!w-9 !px-0">
            <MenuHeading>
                <span class="block text-base text-text" dir="auto">{move || me.get().name}</span>
                <span class="block font-normal">{move || me.get().email}</span>
            </MenuHeading>
            <MenuLink href="/account" icon=icondata_lu::LuCircleUser>"Your account"</MenuLink>
            <MenuLink href="/account/security" icon=icondata_lu::LuShieldCheck>"Security"</MenuLink>
            {staff}
            <MenuLine/>
            <MenuItem icon=icondata_lu::LuLogOut form="sign-out">"Sign out"</MenuItem>
        </Menu>
    }
}
