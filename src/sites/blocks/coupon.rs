//! The coupon block: a discount in the workspace's store.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    connect::{Connect, Words, check_words},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

/// A coupon. Which one is chosen when the workspace has a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Coupon {
    /// What stands above; at most 120 characters.
    pub title: String,
    /// A few words; at most 500 characters.
    pub text: String,
}

impl Stored for Coupon {}

impl Content for Coupon {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_words(&mut errors, &self.title, &self.text);
        errors
    }

    fn summary(&self) -> String {
        first([&self.title, &self.text])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.text])
    }

    fn styles(&self) -> &'static [Style] {
        &[]
    }

    fn is_shown(&self, _now: Time) -> bool {
        false
    }
}

/// The form in the builder.
#[component]
pub fn CouponForm(
    /// The block.
    editing: Editing<Coupon>,
) -> impl IntoView {
    view! {
        <Connect
            missing="This workspace has no store"
            shows="With a store, the block shows the code of the coupon that you choose, what it saves and until when."
        />
        <Words editing title=|block| &mut block.title text=|block| &mut block.text example="10% off everything in spring"/>
    }
}
