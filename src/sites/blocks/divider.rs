//! The divider block: a line, dots or space between blocks.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style};
use crate::{
    kernel::{FieldErrors, words::words},
    ui::{Choice, RadioCards},
};

words! {
    /// How blocks are kept apart.
    #[derive(Default)]
    Ruler {
        /// A thin line.
        #[default]
        Line "line" "Line",
        /// Three dots.
        Dots "dots" "Dots",
        /// Space only.
        Space "space" "Space",
    }
}

/// What keeps blocks apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Divider {
    /// How.
    pub ruler: Ruler,
}

impl Stored for Divider {}

impl Content for Divider {
    fn problems(&self) -> FieldErrors {
        FieldErrors::default()
    }

    fn summary(&self) -> String {
        self.ruler.label().to_owned()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.summary()]
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Divider]
    }
}

/// The divider on the page.
#[component]
pub fn DividerView(
    /// How blocks are kept apart.
    divider: Divider,
) -> impl IntoView {
    match divider.ruler {
        Ruler::Line => view! { <hr class="bio-rule"/> }.into_any(),
        Ruler::Dots => view! { <hr class="bio-rule bio-dots"/> }.into_any(),
        Ruler::Space => view! { <div class="bio-space"></div> }.into_any(),
    }
}

/// The form in the builder.
#[component]
pub fn DividerForm(
    /// How blocks are kept apart.
    editing: Editing<Divider>,
) -> impl IntoView {
    let ruler = editing.bound(
        |divider| Some(divider.ruler.as_str().to_owned()),
        |divider, key| {
            if let Some(ruler) = Ruler::parse(&key) {
                divider.ruler = ruler;
            }
        },
    );
    let choices = Ruler::ALL.iter().map(|ruler| Choice::new(ruler.as_str(), ruler.label())).collect();
    view! { <RadioCards name="ruler" label="What stands between the blocks" choices bind=ruler/> }
}
