//! The product block: something to buy from the workspace's store.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    connect::{Connect, Words, check_words},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

/// A product. Which one is chosen when the workspace has a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// What stands above; at most 120 characters.
    pub title: String,
    /// A few words; at most 500 characters.
    pub text: String,
}

impl Stored for Product {}

impl Content for Product {
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
pub fn ProductForm(
    /// The block.
    editing: Editing<Product>,
) -> impl IntoView {
    view! {
        <Connect
            missing="This workspace has no store"
            shows="With a store, the block shows the product that you choose: its picture, its price and a button to buy it."
        />
        <Words editing title=|block| &mut block.title text=|block| &mut block.text example="My favourite cup"/>
    }
}
