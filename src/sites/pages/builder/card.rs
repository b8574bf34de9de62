//! One block in the list: its handle, its name, its numbers, its menu, and its form in place.

use std::collections::BTreeSet;

use leptos::{context::Provider, ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    clicks::{BlockChart, BlockCount, Clicks},
    forms::BlockForm,
    rules::{RuleBadges, RulesFold},
    session::Session,
    short_links::ShortLinks,
    sort::Sorting,
    tabs::{block_scope, focus_soon},
};
use crate::{
    kernel::{FieldErrors, id::BlockId},
    sites::{
        blocks::{BlockContent, complete_url},
        pages::editor::Edit,
        types::Block,
    },
    ui::{Badge, Icon, Menu, MenuItem, MenuLine, Size, Tone},
};

/// The card. Its content follows the draft; it leaves the list with the block.
#[component]
pub fn BlockCard(
    /// The session.
    session: Session,
    /// The sorting of the list.
    sorting: Sorting,
    /// The clicks, for whoever may see them.
    clicks: Option<Clicks>,
    /// The block.
    id: BlockId,
) -> impl IntoView {
    let Some(first) = session.block(id) else { return ().into_any() };
    let block = session.watch(move |editor| editor.block(id).cloned());
    let block = Memo::new(move |before: Option<&Block>| {
        block.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let place = session.watch(move |editor| (editor.place(id).unwrap_or(0), editor.draft().blocks.len()));
    let open = Memo::new(move |_| session.open.get() == Some(id));
    view! {
        <li
            class="block-card"
            class:block-hidden=move || block.with(|block| block.hidden)
            class:block-lifted=move || sorting.is_lifted(id)
            class:block-drop-before=move || sorting.lands_before(place.get().0)
            class:block-drop-after=move || {
                let (at, count) = place.get();
                at + 1 == count && sorting.lands_before(count)
            }
            style:transform=move || sorting.shift(id)
        >
            <div class="block-row">
                <Handle session sorting id block/>
                <Toggle session id block open/>
                {clicks.map(|clicks| view! { <BlockCount clicks id block/> })}
                <BlockMenu session sorting id block place/>
            </div>
            <Show when=move || open.get()>
                <BlockBody session clicks id block/>
            </Show>
        </li>
    }
    .into_any()
}

/// What is dragged, with a pointer or with keys.
#[component]
fn Handle(session: Session, sorting: Sorting, id: BlockId, block: Memo<Block>) -> impl IntoView {
    let label = move || format!("Move {}", block.with(|block| block.content.name()));
    view! {
        <button
            type="button"
            class="block-handle"
            id=block_scope(id).id("handle")
            aria-label=label
            title="Drag to sort. With the keyboard: Space, arrows, Space."
            disabled=!session.allowed.edit
            on:pointerdown=move |event| sorting.pressed(id, &event)
            on:pointermove=move |event| sorting.moved(&event)
            on:pointerup=move |_| sorting.released()
            on:pointercancel=move |_| sorting.cancel()
            on:keydown=move |event| sorting.keyed(id, &event)
        >
            <Icon icon=icondata_lu::LuGripVertical/>
        </button>
    }
}

/// The name, which opens and closes the form.
#[component]
fn Toggle(session: Session, id: BlockId, block: Memo<Block>, open: Memo<bool>) -> impl IntoView {
    let (scope, all) = (block_scope(id), block);
    let toggle = move |_| session.open.set((!open.get_untracked()).then_some(id));
    let content = move || {
        block.with(|block| {
            let (label, summary) = (block.content.label(), block.content.summary());
            let summary = if summary.is_empty() { "Empty".to_owned() } else { summary };
            view! {
                <Icon icon=block.content.icon() class="text-muted"/>
                <span class="flex min-w-0 flex-1 flex-col text-start">
                    <span class="truncate font-medium" dir="auto">{summary}</span>
                    <span class="text-sm text-muted">{label}</span>
                    <RuleBadges session block=all/>
                </span>
            }
        })
    };
    let state = move || {
        block.with(|block| match &block.content {
            BlockContent::Broken(_) => Some(view! { <Badge tone=Tone::Warning>"Broken"</Badge> }.into_any()),
            _ if block.hidden => Some(view! { <Badge icon=icondata_lu::LuEyeOff>"Hidden"</Badge> }.into_any()),
            _ if session.problems.with(Option::is_some) && !block.problems().0.is_empty() => {
                Some(view! { <Badge tone=Tone::Danger icon=icondata_lu::LuCircleAlert>"Mend"</Badge> }.into_any())
            }
            _ => None,
        })
    };
    view! {
        <button
            type="button"
            class="block-toggle"
            id=scope.id("toggle")
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=scope.id("form")
            on:click=toggle
        >
            {content}
            {state}
            <span class="block-chevron text-muted"><Icon icon=icondata_lu::LuChevronDown/></span>
        </button>
    }
}

#[component]
fn BlockMenu(
    session: Session,
    sorting: Sorting,
    id: BlockId,
    block: Memo<Block>,
    place: Memo<(usize, usize)>,
) -> impl IntoView {
    let hidden = Memo::new(move |_| block.with(|block| block.hidden));
    let broken = block.with_untracked(|block| matches!(block.content, BlockContent::Broken(_)));
    let label = move || format!("Actions for {}", block.with(|block| block.content.name()));
    let step = move |by: isize| {
        let at = place.get_untracked().0.saturating_add_signed(by);
        sorting.place(id, at);
    };
    let duplicate = move |()| {
        let copy = BlockId::new();
        session.apply(Edit::Duplicate { id, copy });
        session.say("Copied below");
        focus_soon(block_scope(copy).id("toggle"));
    };
    let hide = move |()| session.apply(Edit::Hide { id, hidden: !hidden.get_untracked() });
    let first = Signal::derive(move || place.get().0 == 0);
    let last = Signal::derive(move || place.get().0 + 1 >= place.get().1);
    let word = move || if hidden.get() { "Show block" } else { "Hide block" };
    view! {
        {session.allowed.edit.then(|| view! {
            <Menu id=format!("menu-{id}") label=Signal::derive(label) size=Size::Small>
                <MenuItem icon=icondata_lu::LuArrowUp disabled=first on_click=move |()| step(-1)>"Move up"</MenuItem>
                <MenuItem icon=icondata_lu::LuArrowDown disabled=last on_click=move |()| step(1)>"Move down"</MenuItem>
                <MenuLine/>
                <MenuItem icon=icondata_lu::LuEyeOff on_click=hide>{word}</MenuItem>
                <MenuItem icon=icondata_lu::LuCopy disabled=broken on_click=duplicate>"Duplicate block"</MenuItem>
                <MenuLine/>
                <MenuItem icon=icondata_lu::LuTrash2 danger=true on_click=move |()| delete(session, id)>
                    "Delete block"
                </MenuItem>
            </Menu>
        })}
    }
}

/// Deletes a block, and offers to put it back where it was, with its counts.
fn delete(session: Session, id: BlockId) {
    let (Some(block), Some((at, count))) = (session.block(id), session.place(id)) else { return };
    let name = block.content.name();
    let neighbour = {
        let draft = session.draft_untracked();
        let next = if at + 1 < count { Some(at + 1) } else { at.checked_sub(1) };
        next.map(|next| draft.blocks[next].id)
    };
    session.apply(Edit::Delete(id));
    session.say(format!("{name} deleted"));
    session.toasts.undo(format!("{name} deleted"), move || {
        session.apply(Edit::Add { at, blocks: vec![block.clone()] });
        focus_soon(block_scope(id).id("toggle"));
    });
    if let Some(neighbour) = neighbour {
        focus_soon(block_scope(neighbour).id("toggle"));
    }
}

/// The open form. Messages show once a field was left, or after a try to publish.
#[component]
fn BlockBody(session: Session, clicks: Option<Clicks>, id: BlockId, block: Memo<Block>) -> impl IntoView {
    let left = RwSignal::new(BTreeSet::<String>::new());
    let errors = Memo::new(move |_| {
        let problems = block.with(|block| block.content.problems());
        if session.problems.with(Option::is_some) {
            return problems;
        }
        let shown = problems.0.into_iter().filter(|(name, _)| left.with(|left| left.contains(name)));
        FieldErrors(shown.collect())
    });
    let leave = move |event: ev::FocusEvent| {
        if let Some(name) = field_left(&event) {
            left.update(|left| _ = left.insert(name));
        }
    };
    let scope = block_scope(id);
    let leads = block.with_untracked(|block| !block.content.targets().is_empty());
    let chart = clicks.map(|clicks| leads.then(|| view! { <BlockChart clicks id/> }));
    view! {
        <div class="block-body" id=scope.id("form") on:focusout=leave>
            <Provider value=scope.clone()>
                <BlockForm session id block errors/>
                <RulesFold session id block/>
            </Provider>
            {chart}
            {leads.then(|| view! { <ShortLinks session id/> })}
        </div>
    }
}

/// Which field the focus leaves. An address without its beginning is completed on the way.
fn field_left(event: &ev::FocusEvent) -> Option<String> {
    let node = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let name = node.get_attribute("name")?;
    if let Some(input) = node.dyn_ref::<web_sys::HtmlInputElement>()
        && input.type_() == "url"
        && let Some(whole) = complete_url(&input.value())
    {
        input.set_value(&whole);
        if let Ok(event) = web_sys::Event::new("input") {
            drop(input.dispatch_event(&event));
        }
    }
    Some(name)
}
