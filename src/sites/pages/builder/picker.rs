//! The picker of new blocks: every kind by group, found by a word, chosen with a pointer or with keys.

use leptos::{ev, prelude::*};

use super::{session::Session, tabs::use_way};
use crate::{
    app::layout::current::use_workspace,
    kernel::id::BlockId,
    sites::{
        blocks::{BlockContent, BlockKind, Group, KINDS},
        pages::editor::Edit,
        types::Block,
    },
    ui::{Button, Dialog, Icon, Kind},
};

/// The button that opens the picker.
#[component]
pub fn AddBlock(
    /// The session.
    session: Session,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button kind=Kind::Secondary icon=icondata_lu::LuPlus on_click=move |()| open.set(true)>"Add block"</Button>
        <Dialog id="add-block" open title="Add a block" wide=true>
            <Picker session open/>
        </Dialog>
    }
}

/// Whether a kind is what somebody looks for: every word is in its name, its sentence or its group.
fn matches(kind: &BlockKind, words: &str) -> bool {
    let text = format!("{} {} {}", kind.label, kind.about, kind.group.label()).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The search and what it finds. Enter takes the first kind.
#[component]
fn Picker(session: Session, open: RwSignal<bool>) -> impl IntoView {
    let (way, zone) = (use_way(), use_workspace().time_zone);
    let words = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            words.set(String::new());
        }
    });
    let add = Callback::new(move |kind: BlockKind| {
        let mut content = (kind.new)();
        if let BlockContent::Countdown(countdown) = &mut content {
            countdown.zone.clone_from(&zone);
        }
        let id = BlockId::new();
        open.set(false);
        session.apply(Edit::Add { at: usize::MAX, blocks: vec![Block { id, ..Block::new(content) }] });
        session.say(format!("{} added at the end", kind.label));
        way.block(id, Some(kind.first_field));
    });
    let found = move || words.with(|words| KINDS.into_iter().filter(|kind| matches(kind, words)).collect::<Vec<_>>());
    let keyed = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(first) = found().into_iter().next() {
                add.run(first);
            }
        }
    };
    let count = move || match found().len() {
        0 => "No kind of block is called that. Try another word.".to_owned(),
        1 => "1 kind".to_owned(),
        count => format!("{count} kinds"),
    };
    view! {
        <div class="input-box">
            <span class="input-affix"><Icon icon=icondata_lu::LuSearch/></span>
            <input
                class="input"
                type="search"
                aria-label="Search kinds of blocks"
                placeholder="Search: video, form, map"
                autocomplete="off"
                maxlength="60"
                prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=keyed
            />
        </div>
        <p class="sr-only" role="status">{count}</p>
        {move || {
            let found = found();
            if found.is_empty() {
                return view! { <p class="text-muted">{count()}</p> }.into_any();
            }
            let groups = Group::ALL.map(|group| {
                let kinds: Vec<_> = found.iter().filter(|kind| kind.group == group).copied().collect();
                (!kinds.is_empty()).then(|| view! { <Kinds group kinds add/> })
            });
            groups.into_iter().collect_view().into_any()
        }}
    }
}

/// The kinds of one group.
#[component]
fn Kinds(group: Group, kinds: Vec<BlockKind>, add: Callback<BlockKind>) -> impl IntoView {
    let kinds = kinds.into_iter().map(|kind| {
        view! {
            <li>
                <button type="button" class="kind" on:click=move |_| add.run(kind)>
                    <span class="kind-icon"><Icon icon=kind.icon size=20/></span>
                    <span class="flex min-w-0 flex-col">
                        <span class="font-medium">{kind.label}</span>
                        <span class="text-sm text-muted">{kind.about}</span>
                    </span>
                </button>
            </li>
        }
    });
    view! {
        <section class="flex flex-col gap-2">
            <h3 class="text-sm font-medium text-muted">{group.label()}</h3>
            <ul class="kinds">{kinds.collect_view()}</ul>
        </section>
    }
}
