//! The palette: type a few letters, go there.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{current::use_current, destinations::seen_by};
use crate::{
    ui::{Dialog, Icon},
    workspaces::types::OpenWorkspace,
};

/// A line of the palette.
#[derive(Clone, Debug)]
struct Entry {
    label: String,
    about: String,
    icon: icondata_core::Icon,
    goal: Goal,
}

#[derive(Clone, Debug)]
enum Goal {
    Page(String),
    Shortcuts,
}

/// Everything that can be gone to.
fn entries(open: &OpenWorkspace) -> Vec<Entry> {
    let page = |label: &str, about: &str, icon, href: String| Entry {
        label: label.to_owned(),
        about: about.to_owned(),
        icon,
        goal: Goal::Page(href),
    };
    let mut all: Vec<Entry> = seen_by(open).map(|to| page(to.label, "", to.icon, open.path(to.page))).collect();
    for other in open.mine.iter().filter(|link| link.id != open.id) {
        let about = format!("Workspace @{}", other.handle);
        all.push(page(&other.name, &about, icondata_lu::LuArrowLeftRight, format!("/w/{}", other.handle)));
    }
    all.push(page("New workspace", "", icondata_lu::LuPlus, "/w/new".to_owned()));
    all.push(page("Your account", "", icondata_lu::LuCircleUser, "/account".to_owned()));
    all.push(page("Security", "Your account", icondata_lu::LuShieldCheck, "/account/security".to_owned()));
    all.push(page("Your data", "Your account", icondata_lu::LuDownload, "/account/data".to_owned()));
    let shortcuts = Goal::Shortcuts;
    all.push(Entry {
        label: "Keyboard shortcuts".to_owned(),
        about: String::new(),
        icon: icondata_lu::LuKeyboard,
        goal: shortcuts,
    });
    all
}

/// The entries that contain every word, in any order.
fn matching(open: &OpenWorkspace, words: &str) -> Vec<Entry> {
    let words = words.to_lowercase();
    let fits = |entry: &Entry| {
        let text = format!("{} {}", entry.label, entry.about).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    entries(open).into_iter().filter(fits).collect()
}

/// A window with a field and the pages that match it. Up and Down choose, Enter goes.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
) -> impl IntoView {
    let current = use_current();
    let navigate = use_navigate();
    let (words, chosen) = (RwSignal::new(String::new()), RwSignal::new(0usize));
    let field = NodeRef::<html::Input>::new();
    let found = Memo::new_with_compare(move |_| words.with(|words| matching(&current.get(), words)), |_, _| true);
    Effect::new(move |_| {
        if open.get() {
            words.set(String::new());
            chosen.set(0);
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
        }
    });
    let go = Callback::new(move |index: usize| {
        let Some(entry) = found.with_untracked(|found| found.get(index).cloned()) else { return };
        open.set(false);
        match entry.goal {
            Goal::Page(href) => navigate(&href, Default::default()),
            Goal::Shortcuts => help.set(true),
        }
    });
    let keyed = move |event: ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" => go.run(chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Dialog id="palette" open title="Go to">
            <input
                node_ref=field
                class="input"
                type="search"
                role="combobox"
                aria-label="Page or workspace"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || format!("palette-{}", chosen.get())
                placeholder="Page or workspace"
                autocomplete="off"
                maxlength="100"
                autofocus=true
                on:keydown=keyed
                on:input=move |event| {
                    words.set(event_target_value(&event));
                    chosen.set(0);
                }
            />
            <ul id="palette-list" role="listbox" aria-label="Pages and workspaces" class="-mx-2 flex flex-col">
                {move || found.get().into_iter().enumerate().map(|(index, entry)| line(index, entry, chosen, go)).collect_view()}
            </ul>
            <p class="text-muted empty:hidden" role="status">
                {move || found.with(Vec::is_empty).then_some("Nothing matches. Try fewer letters.")}
            </p>
        </Dialog>
    }
}

fn line(index: usize, entry: Entry, chosen: RwSignal<usize>, go: Callback<usize>) -> impl IntoView {
    view! {
        <li
            id=format!("palette-{index}")
            role="option"
            class="menu-item cursor-pointer aria-selected:bg-hover"
            aria-selected=move || if chosen.get() == index { "true" } else { "false" }
            on:pointermove=move |_| chosen.set(index)
            on:click=move |_| go.run(index)
        >
            <Icon icon=entry.icon/>
            <span class="min-w-0 flex-1 truncate" dir="auto">{entry.label}</span>
            <span class="truncate text-xs text-muted">{entry.about}</span>
        </li>
    }
}
