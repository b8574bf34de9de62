//! The fold "Campaign tags": five fields that write the tags into an address.

use leptos::prelude::*;

use crate::{
    sites::types::{MAX_TAG, Tag, is_safe_url},
    ui::TextField,
};

/// The fields. They read the tags that the address has and write them back into it.
#[component]
pub fn CampaignTags(
    /// The address, and again whenever it changes.
    #[prop(into)]
    address: Signal<String>,
    /// A field for a tag: a signal that follows the address.
    field: Callback<Tag, RwSignal<String>>,
) -> impl IntoView {
    let tagged = move || address.with(|address| Tag::ALL.iter().any(|tag| !tag.of(address).is_empty()));
    let ready = Memo::new(move |_| address.with(|address| address.starts_with("http") && is_safe_url(address, false)));
    let fields = Tag::ALL.into_iter().map(|tag| {
        let bind = field.run(tag);
        view! {
            <TextField
                name=tag.name()
                label=label(tag)
                optional=tag != Tag::Source
                bind
                maxlength=MAX_TAG
                placeholder=example(tag)
                autocomplete="off"
                disabled=Signal::derive(move || !ready.get())
            />
        }
    });
    let result = move || match ready.get() {
        true => view! { <span class="break-all">{address.get()}</span> }.into_any(),
        false => "Enter the address of a web page first.".into_any(),
    };
    view! {
        <details class="rounded-lg border" open=untrack(tagged)>
            <summary class="cursor-pointer p-3 font-medium">
                "Campaign tags "
                <span class="text-sm font-normal text-muted">"for statistics of the page it leads to"</span>
            </summary>
            <div class="flex flex-col gap-4 p-3 pt-0">
                <div class="grid gap-4 sm:grid-cols-2">{fields.collect_view()}</div>
                <p class="text-sm text-muted" role="status">{result}</p>
            </div>
        </details>
    }
}

fn label(tag: Tag) -> &'static str {
    match tag {
        Tag::Source => "Source",
        Tag::Medium => "Medium",
        Tag::Campaign => "Campaign",
        Tag::Term => "Term",
        Tag::Content => "Content",
    }
}

fn example(tag: Tag) -> &'static str {
    match tag {
        Tag::Source => "instagram",
        Tag::Medium => "social",
        Tag::Campaign => "spring-sale",
        Tag::Term => "ceramics",
        Tag::Content => "button-on-top",
    }
}
