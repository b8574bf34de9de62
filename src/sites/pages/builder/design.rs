//! The design of the site: the choice of a theme, shown on the site's own page.

use leptos::prelude::*;

use super::session::Session;
use crate::sites::{
    pages::{editor::Field, theme_cards::ThemeCards},
    view::PageModel,
};

/// How many blocks a small picture shows.
const SHOWN: usize = 5;

/// The tab.
#[component]
pub fn DesignTab(
    /// The session.
    session: Session,
) -> impl IntoView {
    let theme = session.field(Field::Theme);
    // The small pictures show the site as it was when the tab was opened; the large one follows every letter.
    let mut page = PageModel::preview(&session.draft_untracked());
    page.blocks.truncate(SHOWN);
    view! {
        <section class="flex flex-col gap-4">
            <p class="text-muted">"A theme sets colours, type and shapes. Your texts and blocks stay as they are."</p>
            <ThemeCards page theme/>
        </section>
    }
}
