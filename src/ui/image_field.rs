//! A field for a picture: upload, drop or paste one, choose one that is there, or, where it is taken, write an address.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::{ev, html, prelude::*, task::spawn_local};
use serde::Deserialize;

use super::{
    Button, FieldFrame, Icon, IconButton, Progress, Size,
    field::{described_by, field_id, invalid},
    library_dialog::LibraryDialog,
    transfer::{file_error, files_of, list, send_file},
};
use crate::kernel::{AppError, picture::PictureAddress};

/// The kinds that are offered when a file is chosen.
pub const PICTURES: &str = "image/jpeg,image/png,image/gif,image/webp";

/// A picture that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LibraryPicture {
    /// Where it is: `/m/…`.
    pub address: String,
    /// Its name.
    pub name: String,
    /// What it shows.
    pub alt: String,
}

/// Some of the pictures that can be chosen, and how to ask for more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryPage {
    /// The pictures.
    pub pictures: Vec<LibraryPicture>,
    /// Where the next ones begin.
    pub next: Option<String>,
}

/// An answer that is on its way.
pub type Listing = Pin<Box<dyn Future<Output = Result<LibraryPage, AppError>>>>;

/// Where pictures come from. A page provides it to the fields inside; without it they only take addresses.
#[derive(Clone)]
pub struct PictureSource {
    upload_to: String,
    list: Arc<dyn Fn(String, String) -> Listing + Send + Sync>,
}

impl PictureSource {
    /// The address that takes uploads, and what lists the pictures by search and cursor.
    pub fn new(upload_to: String, list: impl Fn(String, String) -> Listing + Send + Sync + 'static) -> Self {
        Self { upload_to, list: Arc::new(list) }
    }

    /// Asks for pictures.
    pub(super) fn list(&self, search: String, before: String) -> Listing {
        (self.list)(search, before)
    }
}

/// A field that holds the address of a picture.
#[component]
pub fn ImageField(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// Takes uploaded pictures only, and offers nothing else.
    #[prop(optional)]
    own_only: bool,
    /// Holds the address.
    bind: RwSignal<String>,
    /// Told what was uploaded or chosen.
    #[prop(optional, into)]
    on_pick: Option<Callback<LibraryPicture>>,
) -> impl IntoView {
    let id = field_id(&name);
    let picking = Picking { bind, on_pick, progress: RwSignal::new(None), failed: RwSignal::new(None) };
    let error = Signal::derive(move || picking.failed.get().or_else(|| error.get()));
    let source = StoredValue::new(use_context::<PictureSource>());
    let over = RwSignal::new(false);
    let take = move |event: web_sys::Event| {
        let (Some(source), Some(file)) = (source.get_value(), files_of(&event).into_iter().next()) else { return };
        event.prevent_default();
        picking.upload(source, file);
    };
    let dialog = format!("{id}-library");
    let ways = source.get_value().map(|source| view! { <Ways source picking dialog/> });
    view! {
        <FieldFrame id=id.clone() label help error optional>
            <div
                class="flex items-start gap-3 rounded-lg border border-transparent"
                class:drop-over=move || over.get()
                on:dragover=move |event: ev::DragEvent| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event: ev::DragEvent| {
                    event.prevent_default();
                    over.set(false);
                    take(event.into());
                }
                on:paste=move |event| take(event.into())
            >
                <Preview bind/>
                <div class="flex min-w-0 flex-1 flex-col gap-2">
                    <AddressInput id name bind help error own_only/>
                    {ways}
                    <Sending picking/>
                </div>
            </div>
        </FieldFrame>
    }
}

/// One field at work.
#[derive(Clone, Copy)]
pub(super) struct Picking {
    bind: RwSignal<String>,
    on_pick: Option<Callback<LibraryPicture>>,
    /// Percent of an upload.
    progress: RwSignal<Option<u64>>,
    failed: RwSignal<Option<String>>,
}

impl Picking {
    /// Takes a picture that is there.
    pub(super) fn pick(self, picture: LibraryPicture) {
        self.failed.try_set(None);
        self.bind.try_set(picture.address.clone());
        if let Some(on_pick) = self.on_pick {
            on_pick.try_run(picture);
        }
    }

    fn upload(self, source: PictureSource, file: web_sys::File) {
        if self.progress.with_untracked(Option::is_some) {
            return;
        }
        self.failed.set(None);
        self.progress.set(Some(0));
        spawn_local(async move {
            let progress = move |percent| _ = self.progress.try_set(Some(percent));
            let answer = send_file(&source.upload_to, file, progress).await;
            self.progress.try_set(None);
            match answer.map(|text| serde_json::from_str::<LibraryPicture>(&text)) {
                Ok(Ok(picture)) => self.pick(picture),
                Ok(Err(error)) => _ = self.failed.try_set(Some(AppError::Network(error.to_string()).to_string())),
                Err(error) => _ = self.failed.try_set(Some(file_error(&error))),
            }
        });
    }
}

/// The picture as it is now, small.
#[component]
fn Preview(bind: RwSignal<String>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        bind.with(|url| {
            let url = url.trim();
            let foreign = || (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned());
            PictureAddress::parse(url).map(|own| own.at_least(160)).or_else(foreign)
        })
    });
    view! {
        <div class="grid size-18 flex-none place-items-center overflow-hidden rounded-lg border bg-sunken text-muted">
            {move || match shown.get() {
                Some(src) => view! {
                    <img class="size-full object-cover" src=src alt="" referrerpolicy="no-referrer" decoding="async"/>
                }
                .into_any(),
                None => view! { <Icon icon=icondata_lu::LuImage size=20/> }.into_any(),
            }}
        </div>
    }
}

/// The address as text; of an uploaded picture, its size.
#[component]
fn AddressInput(
    id: String,
    name: String,
    bind: RwSignal<String>,
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
    own_only: bool,
) -> impl IntoView {
    let own = Memo::new(move |_| bind.with(|url| PictureAddress::parse(url.trim())));
    let described = described_by(&id, help, error);
    move || {
        let (id, name, described) = (id.clone(), name.clone(), described.clone());
        match own.get() {
            Some(own) => {
                let words = format!("Uploaded picture, {} × {}", own.width, own.height);
                // Another element than the input: the two must not become each other.
                view! { <output class="input flex items-center bg-sunken text-muted" id=id aria-describedby=described>{words}</output> }.into_any()
            }
            None if own_only => {
                view! { <output class="input flex items-center bg-sunken text-muted" id=id aria-describedby=described>"No picture"</output> }.into_any()
            }
            None => view! {
                <input
                    class="input"
                    id=id
                    name=name
                    type="url"
                    inputmode="url"
                    autocomplete="off"
                    placeholder="https://example.com/picture.jpg"
                    prop:value=move || bind.get()
                    value=bind.get_untracked()
                    on:input=move |event| bind.set(event_target_value(&event))
                    aria-invalid=invalid(error)
                    aria-describedby=described
                />
            }
            .into_any(),
        }
    }
}

/// The buttons: upload, choose, take away.
#[component]
fn Ways(source: PictureSource, picking: Picking, dialog: String) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let open = RwSignal::new(false);
    let busy = Signal::derive(move || picking.progress.with(Option::is_some));
    let chosen = {
        let source = source.clone();
        move |_| {
            let Some(input) = input.get_untracked() else { return };
            let file = input.files().map(|files| list(&files)).unwrap_or_default().into_iter().next();
            input.set_value("");
            if let Some(file) = file {
                picking.upload(source.clone(), file);
            }
        }
    };
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let remove = move || {
        picking.bind.with(|url| !url.trim().is_empty()).then(|| {
            let clear = move |()| picking.bind.set(String::new());
            view! { <IconButton label="Remove picture" size=Size::Small icon=icondata_lu::LuX on_click=clear/> }
        })
    };
    view! {
        <div class="flex flex-wrap items-center gap-2">
            <input node_ref=input class="hidden" type="file" accept=PICTURES tabindex="-1" on:change=chosen/>
            <Button size=Size::Small icon=icondata_lu::LuUpload pending=busy on_click=choose>"Upload picture"</Button>
            <Button size=Size::Small icon=icondata_lu::LuImages on_click=move |()| open.set(true)>
                "Choose from library"
            </Button>
            {remove}
        </div>
        <LibraryDialog id=dialog open source picking/>
    }
}

/// How far an upload is.
#[component]
fn Sending(picking: Picking) -> impl IntoView {
    let sending = Memo::new(move |_| picking.progress.with(Option::is_some));
    let value = Signal::derive(move || picking.progress.get().unwrap_or_default());
    let label = move || if value.get() < 100 { "Uploading" } else { "Preparing the picture" };
    move || {
        let label = Signal::derive(label);
        sending.get().then(|| view! { <Progress label value max=100u64/> })
    }
}
