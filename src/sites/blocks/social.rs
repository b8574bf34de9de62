//! The social block: icons that lead to profiles elsewhere.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Editing, Network, NetworkIcon};
use crate::{
    kernel::FieldErrors,
    sites::{types::check_url, view::safe_href},
    ui::{Button, IconButton, SelectField, SelectOption, Size, TextField},
};

/// The most profiles of one block.
pub const MAX_PROFILES: usize = 20;

/// One icon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Which icon.
    pub network: Network,
    /// Where it leads.
    pub url: String,
}

/// A row of icons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Social {
    /// In order; at most [`MAX_PROFILES`].
    pub profiles: Vec<Profile>,
}

impl Social {
    /// What must be mended before publishing; fields are `url_0`, `url_1` and so on.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.profiles.is_empty() {
            errors.add("", "Add at least one profile.");
        }
        if self.profiles.len() > MAX_PROFILES {
            errors.add("", format!("A block has at most {MAX_PROFILES} profiles."));
        }
        for (index, profile) in self.profiles.iter().enumerate() {
            check_url(&mut errors, &format!("url_{index}"), &profile.url, true, true);
        }
        errors
    }
}

/// The icons on the page.
#[component]
pub fn SocialView(
    /// Which icons.
    social: Social,
    /// Where they lead.
    hrefs: Vec<String>,
) -> impl IntoView {
    let icons = social
        .profiles
        .into_iter()
        .enumerate()
        .map(|(index, profile)| {
            let (network, label) = (profile.network, profile.network.label());
            view! {
                <li>
                    <a href=safe_href(&hrefs, index) rel="noopener me" aria-label=label title=label>
                        <NetworkIcon network/>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="bio-social">{icons}</ul> }
}

/// The icons' form in the builder: one row a profile.
#[component]
pub fn SocialForm(
    /// The profiles.
    editing: Editing<Social>,
) -> impl IntoView {
    let count = Memo::new(move |_| editing.read(|social| social.profiles.len()));
    let add = move |()| editing.update(|social| social.profiles.push(Profile::default()));
    let whole = editing.error("");
    view! {
        <ul class="flex flex-col gap-3">
            <For each=move || 0..count.get() key=|index| *index let:index>
                <ProfileRow editing index count/>
            </For>
        </ul>
        {move || whole.get().map(|message| view! { <p class="field-error" role="alert">{message}</p> })}
        <div>
            <Button
                size=Size::Small
                icon=icondata_lu::LuPlus
                on_click=add
                disabled=Signal::derive(move || count.get() >= MAX_PROFILES)
            >
                "Add profile"
            </Button>
        </div>
    }
}

#[component]
fn ProfileRow(editing: Editing<Social>, index: usize, count: Memo<usize>) -> impl IntoView {
    let network = editing.bound(
        move |social| social.profiles.get(index).map(|profile| profile.network.key().to_owned()),
        move |social, key| {
            if let (Some(profile), Some(network)) = (social.profiles.get_mut(index), Network::parse(&key)) {
                profile.network = network;
            }
        },
    );
    let url = editing.bound(
        move |social| social.profiles.get(index).map(|profile| profile.url.clone()),
        move |social, url| {
            if let Some(profile) = social.profiles.get_mut(index) {
                if profile.network == Network::Website {
                    profile.network = Network::of_url(&url);
                }
                profile.url = url;
            }
        },
    );
    let options: Vec<_> =
        Network::ALL.into_iter().map(|network| SelectOption::new(network.key(), network.label())).collect();
    let number = index + 1;
    view! {
        <li class="grid gap-2 rounded-lg border p-3 sm:grid-cols-[9rem_1fr]">
            <SelectField
                name=format!("network_{index}")
                label=format!("Network {number}")
                options=options
                bind=network
            />
            <TextField
                name=format!("url_{index}")
                label=format!("Address {number}")
                type_="url"
                bind=url
                error=editing.error(format!("url_{index}"))
                placeholder="https://example.com/you"
                inputmode="url"
                autocomplete="off"
            />
            <ProfileActions editing index count/>
        </li>
    }
}

#[component]
fn ProfileActions(editing: Editing<Social>, index: usize, count: Memo<usize>) -> impl IntoView {
    let swap = move |other: usize| {
        editing.update(|social| {
            if index.max(other) < social.profiles.len() {
                social.profiles.swap(index, other);
            }
        });
    };
    let remove = move |()| {
        editing.update(|social| {
            if index < social.profiles.len() {
                social.profiles.remove(index);
            }
        });
    };
    let number = index + 1;
    view! {
        <div class="flex justify-end gap-1 sm:col-span-2">
            <IconButton
                size=Size::Small
                label=format!("Move profile {number} up")
                icon=icondata_lu::LuArrowUp
                disabled=index == 0
                on_click=move |()| swap(index.saturating_sub(1))
            />
            <IconButton
                size=Size::Small
                label=format!("Move profile {number} down")
                icon=icondata_lu::LuArrowDown
                disabled=Signal::derive(move || index + 1 >= count.get())
                on_click=move |()| swap(index + 1)
            />
            <IconButton
                size=Size::Small
                label=format!("Remove profile {number}")
                icon=icondata_lu::LuTrash2
                on_click=remove
            />
        </div>
    }
}
