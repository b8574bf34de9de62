//! Rows of one kind in a block's form: pictures, questions, profiles. They are added, sorted and removed.

use leptos::prelude::*;

use super::Editing;
use crate::ui::{Button, IconButton, Size};

/// A list of rows. What is wrong with the list as a whole stands below it.
#[component]
pub fn Rows<C, T>(
    /// The block.
    editing: Editing<C>,
    /// Where the rows are.
    list: fn(&mut C) -> &mut Vec<T>,
    /// The most rows.
    most: usize,
    /// One row in a word: "question".
    noun: &'static str,
    /// The fields of the row at a place.
    row: fn(Editing<C>, usize) -> AnyView,
) -> impl IntoView
where
    C: Clone + Send + Sync + 'static,
    T: Default + 'static,
{
    let count = Memo::new(move |_| editing.read(|content| list(&mut content.clone()).len()));
    let add = move |()| editing.update(|content| list(content).push(T::default()));
    let swap = Callback::new(move |(one, other): (usize, usize)| {
        editing.update(|content| {
            let rows = list(content);
            if one.max(other) < rows.len() {
                rows.swap(one, other);
            }
        });
    });
    let remove = Callback::new(move |index: usize| {
        editing.update(|content| {
            let rows = list(content);
            if index < rows.len() {
                rows.remove(index);
            }
        });
    });
    let whole = editing.error("");
    view! {
        <ul class="flex flex-col gap-3">
            <For each=move || 0..count.get() key=|index| *index let:index>
                <li class="flex flex-col gap-2 rounded-lg border p-3">
                    {row(editing, index)}
                    <RowActions noun index count swap remove/>
                </li>
            </For>
        </ul>
        {move || whole.get().map(|message| view! { <p class="field-error" role="alert">{message}</p> })}
        <div>
            <Button
                size=Size::Small
                icon=icondata_lu::LuPlus
                on_click=add
                disabled=Signal::derive(move || count.get() >= most)
            >
                {format!("Add {noun}")}
            </Button>
        </div>
    }
}

/// What can be done with a row.
#[component]
fn RowActions(
    noun: &'static str,
    index: usize,
    count: Memo<usize>,
    swap: Callback<(usize, usize)>,
    remove: Callback<usize>,
) -> impl IntoView {
    let number = index + 1;
    view! {
        <div class="flex justify-end gap-1">
            <IconButton
                size=Size::Small
                label=format!("Move {noun} {number} up")
                icon=icondata_lu::LuArrowUp
                disabled=index == 0
                on_click=move |()| swap.run((index, index.saturating_sub(1)))
            />
            <IconButton
                size=Size::Small
                label=format!("Move {noun} {number} down")
                icon=icondata_lu::LuArrowDown
                disabled=Signal::derive(move || index + 1 >= count.get())
                on_click=move |()| swap.run((index, index + 1))
            />
            <IconButton
                size=Size::Small
                label=format!("Remove {noun} {number}")
                icon=icondata_lu::LuTrash2
                on_click=move |()| remove.run(index)
            />
        </div>
    }
}
