//! Views of one thing, each with its own address.

use leptos::{html::Nav, prelude::*};

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// What it shows.
    pub label: String,
    /// How many things are there.
    pub count: Option<u64>,
}

impl Tab {
    /// A tab.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None }
    }

    /// With the number of things behind it.
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// A row of links, of which one is the page that is open.
#[component]
pub fn Tabs(
    /// What the tabs are about, for readers of screens.
    #[prop(into)]
    label: String,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The address that is open, for example `use_location().pathname`.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let links = move || {
        let link = |tab: Tab| {
            let href = tab.href.clone();
            view! {
                <a class="tab" href=tab.href aria-current=move || current.with(|now| *now == href).then_some("page")>
                    {tab.label}
                    {tab.count.map(|count| view! { <span class="badge tabular">{count}</span> })}
                </a>
            }
        };
        tabs.get().into_iter().map(link).collect_view()
    };
    let row = NodeRef::<Nav>::new();
    keep_in_sight(row, current);
    view! { <nav class="tabs" aria-label=label node_ref=row>{links}</nav> }
}

/// On a narrow screen the link to the open page may lie beyond the edge of its row; brings it into sight.
pub fn keep_in_sight(row: NodeRef<Nav>, current: impl Into<Signal<String>>) {
    let current = current.into();
    Effect::new(move || {
        current.track();
        let Some(row) = row.get() else { return };
        request_animation_frame(move || {
            if let Ok(Some(open)) = row.query_selector("[aria-current]") {
                let (row_box, open_box) = (row.get_bounding_client_rect(), open.get_bounding_client_rect());
                let beyond =
                    (open_box.right() - row_box.right()).max(0.0) + (open_box.left() - row_box.left()).min(0.0);
                row.set_scroll_left(row.scroll_left() + beyond as i32);
            }
        });
    });
}
