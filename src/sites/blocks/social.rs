//! The social block: icons that lead to profiles elsewhere.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Network, NetworkIcon};
use crate::{
    kernel::FieldErrors,
    sites::{types::check_url, view::safe_href},
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
