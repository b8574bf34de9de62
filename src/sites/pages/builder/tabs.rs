//! The tabs of the builder, each with its own address, and the way to one field of one tab.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use super::{
    Half, blocks::BlocksTab, clicks::Clicks, design::DesignTab, history::HistoryTab, import::ImportTab,
    session::Session, settings::SettingsTab,
};
use crate::{
    kernel::id::BlockId,
    ui::{FieldScope, Tab, Tabs},
};

/// A view of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The blocks.
    Blocks,
    /// The theme.
    Design,
    /// Everything else about the page.
    Settings,
    /// Blocks from another page.
    Import,
    /// What was published.
    History,
}

impl View {
    fn of(word: &str) -> Self {
        match word {
            "design" => Self::Design,
            "settings" => Self::Settings,
            "import" => Self::Import,
            "history" => Self::History,
            _ => Self::Blocks,
        }
    }

    fn search(self) -> &'static str {
        match self {
            Self::Blocks => "",
            Self::Design => "?tab=design",
            Self::Settings => "?tab=settings",
            Self::Import => "?tab=import",
            Self::History => "?tab=history",
        }
    }
}

/// Leads to a view, and to one field of it.
#[derive(Clone, Copy)]
pub struct Way {
    session: Session,
    half: RwSignal<Half>,
    go: Callback<View>,
}

/// Makes the way available to every part of the builder.
pub fn provide(session: Session, half: RwSignal<Half>) {
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let go = Callback::new(move |view: View| {
        let options = NavigateOptions { scroll: false, ..Default::default() };
        navigate(&format!("{}{}", path.get_untracked(), view.search()), options);
    });
    provide_context(Way { session, half, go });
}

/// The way.
pub fn use_way() -> Way {
    expect_context()
}

/// The names that keep the ids of a block's fields apart.
pub fn block_scope(id: BlockId) -> FieldScope {
    FieldScope::new(&format!("block {id}"))
}

/// The same for the fields of the site.
pub fn site_scope() -> FieldScope {
    FieldScope::new("site")
}

/// The same for the fields of the look.
pub fn look_scope() -> FieldScope {
    FieldScope::new("look")
}

impl Way {
    /// Opens a view.
    pub fn view(self, view: View) {
        self.half.set(Half::Edit);
        self.go.run(view);
    }

    /// Opens a block's form and goes to it, or to one of its fields.
    pub fn block(self, id: BlockId, field: Option<&str>) {
        self.view(View::Blocks);
        self.session.open.set(Some(id));
        let target = field.filter(|field| !field.is_empty()).map(|field| block_scope(id).id(field));
        focus_soon(target.unwrap_or_else(|| block_scope(id).id("toggle")));
    }

    /// Goes to a problem by its name in [`crate::sites::types::SiteDraft::problems`].
    pub fn problem(self, name: &str) {
        let block = name.split_once('.').and_then(|(id, field)| Some((id.parse::<BlockId>().ok()?, field)));
        match block {
            Some((id, field)) => self.block(id, Some(field)),
            None if name.starts_with("look.") => {
                self.view(View::Design);
                focus_soon(look_scope().id(name.trim_start_matches("look.")));
            }
            None => {
                self.view(View::Settings);
                focus_soon(site_scope().id(name));
            }
        }
    }
}

/// Focuses an element once it is on the page.
pub fn focus_soon(id: String) {
    use wasm_bindgen::JsCast;
    set_timeout(
        move || {
            let node = document().get_element_by_id(&id).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(node) = node {
                drop(node.focus());
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Center);
                node.scroll_into_view_with_scroll_into_view_options(&options);
            }
        },
        std::time::Duration::from_millis(60),
    );
}

/// The tabs and the one that is open. Whoever may not edit can look, but nothing reacts.
#[component]
pub fn Panel(
    /// The session.
    session: Session,
    /// The clicks, for whoever may see them.
    clicks: Option<Clicks>,
) -> impl IntoView {
    let (query, path) = (use_query_map(), use_location().pathname);
    let current = Memo::new(move |_| View::of(&query.read().get("tab").unwrap_or_default()));
    let count = session.watch(|editor| editor.draft().blocks.len() as u64);
    let tabs = move || {
        let tab = |view: View, label: &str| Tab::new(format!("{}{}", path.get(), view.search()), label);
        let mut tabs = vec![
            tab(View::Blocks, "Blocks").count(count.get()),
            tab(View::Design, "Design"),
            tab(View::Settings, "Settings"),
        ];
        if session.allowed.edit {
            tabs.push(tab(View::Import, "Import"));
        }
        tabs.push(tab(View::History, "History"));
        tabs
    };
    let open = move || format!("{}{}", path.get(), current.get().search());
    view! {
        <Tabs label="Parts of the site" tabs=Signal::derive(tabs) current=Signal::derive(open)/>
        <fieldset class="min-w-0" disabled=!session.allowed.edit>
            {move || match current.get() {
                View::Blocks => view! { <BlocksTab session clicks/> }.into_any(),
                View::Design => view! { <DesignTab session/> }.into_any(),
                View::Settings => view! { <SettingsTab session/> }.into_any(),
                View::Import => view! { <ImportTab session/> }.into_any(),
                View::History => view! { <HistoryTab session/> }.into_any(),
            }}
        </fieldset>
    }
}
