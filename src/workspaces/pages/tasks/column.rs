//! One column of the board, and the cards in it.

use leptos::prelude::*;

use super::drag::{Dragging, handle_id};
use crate::{
    app::layout::current::use_workspace,
    kernel::permission::Permission,
    ui::{Avatar, Badge, Icon, Tone, ready},
    workspaces::types::tasks::{Card, Column},
};

/// A column with its tasks.
#[component]
pub fn ColumnView(
    /// Which.
    column: Column,
    /// The board at work.
    dragging: Dragging,
) -> impl IntoView {
    let open = use_workspace();
    let (id, name) = (column.id, column.name);
    let cards = Memo::new(move |_| dragging.cards(id));
    let count = move || cards.with(Vec::len);
    let new = open.path(&format!("tasks/new?column={id}"));
    let (heading, named) = (format!("column-{id}"), format!(" in {name}"));
    let add = open.can(Permission::EditTasks).then(|| {
        view! {
            <a class="btn btn-ghost btn-sm mt-2 w-full" href=new>
                <Icon icon=icondata_lu::LuPlus/>"New task"<span class="sr-only">{named}</span>
            </a>
        }
    });
    let empty = move || {
        (count() == 0).then(|| view! { <li class="list-none p-2 text-sm text-muted">"No task in this column"</li> })
    };
    view! {
        <section class="rounded-lg border bg-sunken p-2" data-column=id.to_string() aria-labelledby=heading>
            <h2 class="flex items-center gap-2 px-2 py-1 text-base" id=heading.clone() dir="auto">
                {name.clone()}
                <span class="badge tabular">{count}</span>
            </h2>
            <ul class="flex min-h-8 flex-col gap-2">
                <For each=move || cards.get().into_iter().enumerate() key=|(place, card)| (*place, card.clone()) let:entry>
                    <CardView place=entry.0 card=entry.1 dragging/>
                </For>
                {empty}
                <li
                    class="h-1 rounded-full"
                    class:bg-accent=move || dragging.lands(id, count())
                    aria-hidden="true"
                ></li>
            </ul>
            {add}
        </section>
    }
}

/// "2 Oct 2026" for "2026-10-02".
fn in_words(day: &str) -> String {
    day.parse::<chrono::NaiveDate>().map_or_else(|_| day.to_owned(), |day| day.format("%-d %b %Y").to_string())
}

#[component]
fn CardView(place: usize, card: Card, dragging: Dragging) -> impl IntoView {
    let open = use_workspace();
    let (id, column) = (card.id, card.column);
    let href = open.path(&format!("tasks/{id}"));
    let handle = open.can(Permission::EditTasks).then(|| view! { <Handle card=card.clone() dragging/> });
    let due = card.due_on.as_deref().map(in_words).map(|due| match card.overdue {
        true => view! { <Badge tone=Tone::Danger icon=icondata_lu::LuClock>{format!("Overdue since {due}")}</Badge> }
            .into_any(),
        false => view! { <Badge icon=icondata_lu::LuClock>{due}</Badge> }.into_any(),
    });
    let comments = (card.comments > 0).then(|| {
        view! {
            <span class="flex items-center gap-1 text-sm text-muted">
                <Icon icon=icondata_lu::LuMessageSquare label="Comments:"/>
                {card.comments}
            </span>
        }
    });
    let owner = card.assignee.map(|person| {
        view! {
            <span class="ms-auto flex items-center gap-2 text-sm text-muted">
                <span class="sr-only">{format!("Task of {}", person.name)}</span>
                <Avatar name=person.name src=person.avatar.unwrap_or_default() size=24/>
            </span>
        }
    });
    view! {
        <li
            class="relative flex flex-col gap-2 rounded-lg border bg-surface p-3"
            class:z-10=move || dragging.is_lifted(id)
            class:shadow-float=move || dragging.is_lifted(id)
            class:border-accent=move || dragging.is_lifted(id)
            style:transform=move || dragging.shift(id)
            data-task=id.to_string()
        >
            <span
                class="absolute inset-x-0 -top-1.5 h-1 rounded-full bg-accent"
                class:hidden=move || !dragging.lands(column, place)
                aria-hidden="true"
            ></span>
            <div class="flex items-start gap-1">
                <a class="min-w-0 flex-1 break-words font-medium no-underline hover:underline" href=href dir="auto">{card.title}</a>
                {handle}
            </div>
            <div class="flex flex-wrap items-center gap-2">{due} {comments} {owner}</div>
        </li>
    }
}

/// What is dragged, with a pointer or with keys.
#[component]
fn Handle(card: Card, dragging: Dragging) -> impl IntoView {
    let (id, ready) = (card.id, ready());
    view! {
        <button
            type="button"
            class="block-handle"
            class:waits=move || !ready.get()
            style="touch-action:none"
            id=handle_id(id)
            aria-label=format!("Move {}", card.title)
            title="Drag to move. With the keyboard: Space, arrows, Space."
            on:pointerdown=move |event| dragging.pressed(id, &event)
            on:pointermove=move |event| dragging.moved(&event)
            on:pointerup=move |_| dragging.released()
            on:pointercancel=move |_| dragging.cancel()
            on:keydown=move |event| dragging.keyed(id, &event)
        >
            <Icon icon=icondata_lu::LuGripVertical/>
        </button>
    }
}
