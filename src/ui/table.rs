//! Tables that become cards on a phone.

use leptos::prelude::*;

use super::Icon;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// A to Z, small to large, old to new.
    Ascending,
    /// The other way round.
    Descending,
}

/// The head of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    label: String,
    number: bool,
    quiet: bool,
    href: Option<String>,
    sorted: Option<Sorted>,
}

impl Column {
    /// A column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false, quiet: false, href: None, sorted: None }
    }

    /// A column of numbers, which stand at the right.
    pub fn number(label: impl Into<String>) -> Self {
        Self { number: true, ..Self::text(label) }
    }

    /// A column whose head only readers of screens hear: the row menu, a tick.
    pub fn quiet(label: impl Into<String>) -> Self {
        Self { quiet: true, ..Self::text(label) }
    }

    /// The head is a link that sorts; `sorted` is how the list is sorted by this column now.
    pub fn sorts(mut self, href: impl Into<String>, sorted: Option<Sorted>) -> Self {
        self.href = Some(href.into());
        self.sorted = sorted;
        self
    }

    fn head(self) -> AnyView {
        let (order, icon) = match self.sorted {
            Some(Sorted::Ascending) => (Some("ascending"), icondata_lu::LuArrowUp),
            Some(Sorted::Descending) => (Some("descending"), icondata_lu::LuArrowDown),
            None => (None, icondata_lu::LuArrowUpDown),
        };
        let inside = match self.href {
            Some(href) => view! { <a href=href>{self.label} <Icon icon size=12/></a> }.into_any(),
            None if self.quiet => view! { <span class="sr-only">{self.label}</span> }.into_any(),
            None => self.label.into_any(),
        };
        view! {
            <th scope="col" role="columnheader" class:number=self.number aria-sort=order>{inside}</th>
        }
        .into_any()
    }
}

/// A table of records. On a phone each row becomes a card, with the label of each cell beside it.
#[component]
pub fn Table(
    /// What the table holds, for readers of screens.
    #[prop(into)]
    caption: String,
    /// The heads.
    columns: Vec<Column>,
    /// Stays a table on a phone and scrolls sideways: for matrices.
    #[prop(optional)]
    keep: bool,
    /// [`Row`]s of [`Cell`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=if keep { "table-scroll" } else { "table-scroll table-cards" }>
            <table class="table" role="table">
                <caption class="sr-only">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{columns.into_iter().map(Column::head).collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// One row.
#[component]
pub fn Row(
    /// It is among the rows that were ticked.
    #[prop(optional, into)]
    selected: Signal<bool>,
    /// [`Cell`]s.
    children: Children,
) -> impl IntoView {
    view! { <tr role="row" aria-selected=move || selected.get().then_some("true")>{children()}</tr> }
}

/// One cell.
#[component]
pub fn Cell(
    /// The column's name, shown beside the value on a phone. Nothing for the menu.
    #[prop(optional, into)]
    label: Option<String>,
    /// The cell that names the record: the heading of the card on a phone.
    #[prop(optional)]
    main: bool,
    /// A number: stands at the right.
    #[prop(optional)]
    number: bool,
    /// The cell with the row's menu.
    #[prop(optional)]
    menu: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    let class = match (main, number, menu) {
        (true, ..) => Some("main"),
        (_, true, _) => Some("number"),
        (.., true) => Some("row-menu"),
        _ => None,
    };
    // One box inside: on a phone the cell lays its label and its value side by side.
    view! { <td role="cell" class=class data-label=label.filter(|_| !menu)><div class="min-w-0">{children()}</div></td> }
}
