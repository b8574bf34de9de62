//! The social block: icons that lead to profiles elsewhere.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Network, NetworkIcon, Stored, Style, rows::Rows};
use crate::{
    kernel::FieldErrors,
    sites::{types::check_url, view::safe_href},
    ui::{SelectField, SelectOption, TextField},
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

impl Stored for Social {}

impl Content for Social {
    fn problems(&self) -> FieldErrors {
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

    fn summary(&self) -> String {
        let names: Vec<_> = self.profiles.iter().map(|profile| profile.network.label()).collect();
        names.join(", ")
    }

    fn texts(&self) -> Vec<String> {
        self.targets()
    }

    fn targets(&self) -> Vec<String> {
        self.profiles.iter().map(|profile| profile.url.clone()).collect()
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Social]
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
    view! { <Rows editing list=|social| &mut social.profiles most=MAX_PROFILES noun="profile" row=profile_row/> }
}

fn profile_row(editing: Editing<Social>, index: usize) -> AnyView {
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
        <div class="grid gap-2 sm:grid-cols-[9rem_1fr]">
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
        </div>
    }
    .into_any()
}
