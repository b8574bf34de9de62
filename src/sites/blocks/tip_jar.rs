//! The tip jar block: a way to give something without buying.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style, WaitingView,
    connect::{Connect, Words, check_words},
    content::{first, owned, target},
    link::{LinkCard, mark},
};
use crate::{
    kernel::{FieldErrors, time::Time},
    sites::types::check_url,
    ui::TextField,
};

/// A tip jar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TipJar {
    /// What it says; at most 120 characters.
    pub title: String,
    /// A few words; at most 500 characters.
    pub text: String,
    /// Where it leads: http or https. Visitors do not see the block while this is empty.
    pub url: String,
}

impl Stored for TipJar {}

impl Content for TipJar {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_words(&mut errors, &self.title, &self.text);
        check_url(&mut errors, "url", &self.url, false, false);
        errors
    }

    fn summary(&self) -> String {
        first([&self.title, &self.url])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.text, &self.url])
    }

    fn targets(&self) -> Vec<String> {
        target(&self.url)
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Link]
    }

    fn is_shown(&self, _now: Time) -> bool {
        !self.url.trim().is_empty()
    }
}

/// The block on the page: a button that leads on.
#[component]
pub fn TipJarView(
    /// What it says.
    block: TipJar,
    /// Where it leads.
    href: Option<String>,
) -> impl IntoView {
    if block.url.trim().is_empty() {
        return view! { <WaitingView label="Tip jar"/> }.into_any();
    }
    let title = first([&block.title, "Buy me a coffee"]);
    view! { <LinkCard title about=block.text href mark=mark(icondata_lu::LuCoffee)/> }.into_any()
}

/// The form in the builder.
#[component]
pub fn TipJarForm(
    /// The block.
    editing: Editing<TipJar>,
) -> impl IntoView {
    let waits = Memo::new(move |_| editing.read(|block| block.url.trim().is_empty()));
    view! {
        <Show when=move || waits.get()>
            <Connect
                missing="No tip page is connected"
                shows="With the address of your page for tips, the block is a button that leads there."
            />
        </Show>
        <Words editing title=|block| &mut block.title text=|block| &mut block.text example="Buy me a coffee"/>
        <TextField
            name="url"
            label="Address of your tip page"
            type_="url"
            bind=editing.text(|block| &mut block.url)
            error=editing.error("url")
            help=Some("Any page that takes tips, for example at Ko-fi, PayPal.Me or Buy Me a Coffee.".to_owned())
            placeholder="https://ko-fi.com/you"
            inputmode="url"
            autocomplete="off"
        />
    }
}
