//! Uploads into the library: chosen, dropped or pasted, one after the other, each with its progress.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::{
    app::layout::current::use_workspace,
    ui::{
        Button, Icon, IconButton, Kind, PICTURES, Progress, Size, Toasts,
        transfer::{file_error, files_of, list, send_file},
        use_toasts,
    },
};

/// One file on its way, or one that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Upload {
    number: u32,
    name: String,
    percent: u64,
    failed: Option<String>,
}

/// The uploads of the page.
#[derive(Clone, Copy)]
pub struct Uploads {
    rows: RwSignal<Vec<Upload>>,
    count: StoredValue<u32>,
    /// Shows the library again.
    again: Callback<()>,
    input: NodeRef<html::Input>,
    address: StoredValue<String>,
    toasts: Toasts,
}

impl Uploads {
    /// Nothing is on its way.
    pub fn new(again: Callback<()>) -> Self {
        let address = StoredValue::new(use_workspace().path("media"));
        let (rows, count) = (RwSignal::new(Vec::new()), StoredValue::new(0));
        Self { rows, count, again, input: NodeRef::new(), address, toasts: use_toasts() }
    }

    fn take(self, files: Vec<web_sys::File>) {
        let jobs: Vec<_> = files.into_iter().map(|file| (self.add(&file), file)).collect();
        if jobs.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut went = 0;
            for (number, file) in jobs {
                let Some(address) = self.address.try_get_value() else { return };
                let progress = move |percent| self.update(number, |row| row.percent = percent);
                match send_file(&address, file, progress).await {
                    Ok(_) => {
                        went += 1;
                        self.remove(number);
                        self.again.try_run(());
                    }
                    Err(error) => self.update(number, |row| row.failed = Some(file_error(&error))),
                }
            }
            match went {
                0 => {}
                1 => self.toasts.success("Picture uploaded"),
                count => self.toasts.success(format!("{count} pictures uploaded")),
            }
        });
    }

    fn add(self, file: &web_sys::File) -> u32 {
        let number = self.count.try_update_value(|count| {
            *count += 1;
            *count
        });
        let number = number.unwrap_or_default();
        let row = Upload { number, name: file.name(), percent: 0, failed: None };
        self.rows.try_update(|rows| rows.push(row));
        number
    }

    fn update(self, number: u32, change: impl FnOnce(&mut Upload)) {
        self.rows.try_update(|rows| rows.iter_mut().find(|row| row.number == number).map(change));
    }

    fn remove(self, number: u32) {
        self.rows.try_update(|rows| rows.retain(|row| row.number != number));
    }

    fn choose(self) {
        if let Some(input) = self.input.get_untracked() {
            input.click();
        }
    }
}

/// The main action of the page.
#[component]
pub fn UploadButton(
    /// The uploads.
    uploads: Uploads,
) -> impl IntoView {
    view! {
        <Button kind=Kind::Primary icon=icondata_lu::LuUpload on_click=move |()| uploads.choose()>"Upload pictures"</Button>
    }
}

/// Where pictures are dropped or pasted, and what is on its way.
#[component]
pub fn Row(
    /// The uploads.
    uploads: Uploads,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let chosen = move |_| {
        let Some(input) = uploads.input.get_untracked() else { return };
        let files = input.files().map(|files| list(&files)).unwrap_or_default();
        input.set_value("");
        uploads.take(files);
    };
    let dropped = move |event: web_sys::Event| {
        let files = files_of(&event);
        if !files.is_empty() {
            event.prevent_default();
            uploads.take(files);
        }
    };
    let rows = move || uploads.rows.get().into_iter().map(|row| view! { <OneUpload uploads row/> }).collect_view();
    view! {
        <div
            class="drop-zone"
            class:drop-over=move || over.get()
            tabindex="0"
            role="group"
            aria-label="Drop or paste pictures here"
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(false);
                dropped(event.into());
            }
            on:paste=move |event| dropped(event.into())
        >
            <input
                node_ref=uploads.input
                class="hidden"
                type="file"
                multiple
                accept=PICTURES
                tabindex="-1"
                on:change=chosen
            />
            <Icon icon=icondata_lu::LuImagePlus size=20 class="text-muted"/>
            <p class="text-muted">"Drop pictures here, or paste one: JPEG, PNG, GIF or WebP, up to 20 MB each."</p>
            <ul class="flex w-full max-w-md flex-col gap-3 text-start empty:hidden" aria-live="polite">{rows}</ul>
        </div>
    }
}

#[component]
fn OneUpload(uploads: Uploads, row: Upload) -> impl IntoView {
    let Upload { number, name, percent, failed } = row;
    match failed {
        Some(why) => view! {
            <li class="flex items-start gap-2">
                <p class="min-w-0 flex-1">
                    <span class="font-medium break-words" dir="auto">{name}</span>
                    <span class="field-error">{why}</span>
                </p>
                <IconButton
                    label="Close this message"
                    size=Size::Small
                    icon=icondata_lu::LuX
                    on_click=move |()| uploads.remove(number)
                />
            </li>
        }
        .into_any(),
        None => {
            let label = if percent < 100 { format!("Uploading {name}") } else { format!("Preparing {name}") };
            view! { <li><Progress label value=percent max=100u64/></li> }.into_any()
        }
    }
}
