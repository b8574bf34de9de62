//! The blocks of the site: add, sort, open.

use leptos::{html, prelude::*};

use super::{
    card::BlockCard,
    clicks::{Clicks, ClicksSummary},
    picker::AddBlock,
    session::Session,
    sort::Sorting,
    tabs::{View, use_way},
};
use crate::{
    sites::types::MAX_BLOCKS,
    ui::{Button, EmptyState},
};

/// The list, with its numbers.
#[component]
pub fn BlocksTab(
    /// The session.
    session: Session,
    /// The clicks, for whoever may see them.
    clicks: Option<Clicks>,
) -> impl IntoView {
    let empty = session.watch(|editor| editor.draft().blocks.is_empty());
    view! {
        <div class="flex flex-col gap-4">
            {clicks.map(|clicks| view! { <ClicksSummary clicks/> })}
            <Show when=move || !empty.get() fallback=move || view! { <NoBlocks session/> }>
                <BlockList session clicks/>
            </Show>
        </div>
    }
}

/// Adding comes first: new blocks land on top, where visitors look first, or at the end.
#[component]
fn BlockList(session: Session, clicks: Option<Clicks>) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let sorting = Sorting::new(session, list);
    let ids = session.watch(|editor| editor.draft().blocks.iter().map(|block| block.id).collect::<Vec<_>>());
    let full = session.watch(|editor| editor.draft().blocks.len() >= MAX_BLOCKS);
    view! {
        {session.allowed.edit.then(|| view! {
            <div class="flex flex-wrap items-center justify-between gap-2">
                <AddBlock session/>
                {move || full.get().then(|| view! {
                    <p class="text-sm text-muted">{format!("{MAX_BLOCKS} blocks are the most that a site holds.")}</p>
                })}
            </div>
        })}
        <ul class="block-list" node_ref=list aria-label="Blocks of the page, in order">
            <For each=move || ids.get() key=|id| *id let:id>
                <BlockCard session sorting clicks id/>
            </For>
        </ul>
    }
}

#[component]
fn NoBlocks(session: Session) -> impl IntoView {
    let way = use_way();
    view! {
        <div class="card">
            <EmptyState
                icon=icondata_lu::LuBlocks
                title="No blocks yet"
                about="Blocks are what visitors see below your name: links, pictures, a form for their address."
            >
                {session.allowed.edit.then(|| view! {
                    <AddBlock session/>
                    <Button icon=icondata_lu::LuDownload on_click=move |()| way.view(View::Import)>
                        "Import from a page"
                    </Button>
                })}
            </EmptyState>
        </div>
    }
}
