//! Which days: ranges with a name, or a first and a last day. Plain links and a plain form, so that every choice has an address.

use leptos::prelude::*;

use crate::{
    analytics::types::Range,
    kernel::{AppError, id::BlockId},
    ui::{Button, Kind},
};

/// The choice of days.
#[component]
pub fn Picker(
    /// The address of the page.
    base: String,
    /// The block that is shown.
    block: Option<BlockId>,
    /// What is chosen.
    range: Range,
    /// The first and the last day that are shown, `2026-11-21`.
    days: (String, String),
    /// Why the days cannot be shown.
    #[prop(optional)]
    error: Option<AppError>,
) -> impl IntoView {
    let failed = error.is_some();
    let links = Range::NAMED.map(|named| {
        let block = block.map(|block| format!("&block={block}")).unwrap_or_default();
        let href = format!("{base}?{}{block}", named.query());
        let current = (named == range && !failed).then_some("page");
        view! { <a class="segment" href=href aria-current=current>{named.label()}</a> }
    });
    let links = links.into_iter().collect_view();
    let field = |name: &'static str, label: &'static str, value: String| {
        let wrong = error.as_ref().and_then(|error| error.field(name)).map(str::to_owned);
        let invalid = wrong.is_some().then_some("true");
        view! {
            <label class="flex items-center gap-2 text-sm text-muted">
                {label}
                <input class="input input-sm w-auto" type="date" name=name value=value required=true aria-invalid=invalid/>
            </label>
        }
    };
    let words = error.as_ref().map(|error| {
        ["from", "to", "range"]
            .into_iter()
            .find_map(|name| error.field(name))
            .map_or_else(|| error.to_string(), str::to_owned)
    });
    let block = block.map(|block| view! { <input type="hidden" name="block" value=block.to_string()/> });
    view! {
        <div class="flex flex-col gap-2">
            <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
                <nav class="segments flex-wrap" aria-label="Days that are shown">{links}</nav>
                <form method="get" action=base class="flex flex-wrap items-center gap-2">
                    <input type="hidden" name="range" value="custom"/>
                    {block}
                    {field("from", "From", days.0)}
                    {field("to", "to", days.1)}
                    <Button type_="submit" kind=Kind::Secondary>"Show days"</Button>
                </form>
            </div>
            {words.map(|words| view! { <p class="text-sm text-danger" role="alert">{words}</p> })}
        </div>
    }
}
