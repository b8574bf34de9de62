//! The person's picture: uploaded, dropped, taken away. Without script it is a plain form.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::{
    accounts::rpc::profile::RemoveAvatar,
    ui::{
        transfer::{file_error, files_of, list, send_file},
        *,
    },
};

/// Where pictures of people are sent.
const UPLOAD: &str = "/account/avatar";

/// One upload at work.
#[derive(Clone, Copy)]
struct Sending {
    progress: RwSignal<Option<u64>>,
    failed: RwSignal<Option<String>>,
    changed: Callback<()>,
}

impl Sending {
    fn send(self, file: web_sys::File) {
        if self.progress.with_untracked(Option::is_some) {
            return;
        }
        self.failed.set(None);
        self.progress.set(Some(0));
        let toasts = use_toasts();
        spawn_local(async move {
            let answer = send_file(UPLOAD, file, move |percent| _ = self.progress.try_set(Some(percent))).await;
            self.progress.try_set(None);
            match answer {
                Ok(_) => {
                    toasts.success("Picture saved");
                    self.changed.try_run(());
                }
                Err(error) => _ = self.failed.try_set(Some(file_error(&error))),
            }
        });
    }
}

/// The picture as it is, and how to change it.
#[component]
pub fn Picture(
    /// The person's name; its letters stand in for a picture.
    name: String,
    /// Where the picture is.
    avatar: Option<String>,
    /// It was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let ready = ready();
    let sending = Sending { progress: RwSignal::new(None), failed: RwSignal::new(None), changed };
    let has = avatar.is_some();
    let value = Signal::derive(move || sending.progress.get().unwrap_or_default());
    let busy = Memo::new(move |_| sending.progress.with(Option::is_some));
    view! {
        <div class="flex flex-wrap items-center gap-4">
            <Avatar name src=avatar.unwrap_or_default() size=72/>
            <div class="flex min-w-0 flex-1 flex-col gap-2">
                <div class="flex flex-wrap items-center gap-2">
                    <Upload sending/>
                    {has.then(|| view! { <Remove changed/> })}
                </div>
                <p class="field-help">"JPEG, PNG, GIF or WebP. We cut the middle out of it."</p>
                <div role="alert">
                    {move || sending.failed.get().map(|why| view! { <Alert tone=Tone::Danger title=why/> })}
                </div>
                {move || (ready.get() && busy.get())
                    .then(|| view! { <Progress label="Uploading" value max=100u64/> })}
            </div>
        </div>
    }
}

/// A plain form before the page can react, one button afterwards.
#[component]
fn Upload(sending: Sending) -> impl IntoView {
    let ready = ready();
    let input = NodeRef::<html::Input>::new();
    let busy = Signal::derive(move || sending.progress.with(Option::is_some));
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().map(|files| list(&files)).unwrap_or_default().into_iter().next();
        if let Some(file) = file {
            input.set_value("");
            sending.send(file);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        if let Some(file) = files_of(&event.into()).into_iter().next() {
            sending.send(file);
        }
    };
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <form
            action=UPLOAD
            method="post"
            enctype="multipart/form-data"
            class="flex flex-wrap items-center gap-2"
            on:dragover=|event: ev::DragEvent| event.prevent_default()
            on:drop=dropped
        >
            <input
                node_ref=input
                class=move || if ready.get() { "hidden" } else { "text-sm" }
                type="file"
                name="file"
                accept=PICTURES
                aria-label="Picture"
                required
                on:change=chosen
            />
            {move || match ready.get() {
                true => view! {
                    <Button icon=icondata_lu::LuUpload pending=busy on_click=choose>"Upload picture"</Button>
                }
                .into_any(),
                false => view! { <Button type_="submit">"Save picture"</Button> }.into_any(),
            }}
        </form>
    }
}

#[component]
fn Remove(changed: Callback<()>) -> impl IntoView {
    let (action, toasts) = (ServerAction::<RemoveAvatar>::new(), use_toasts());
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("Picture removed");
            changed.run(());
        }
    });
    view! {
        <ActionForm action>
            <SubmitButton kind=Kind::Ghost pending=action.pending()>"Remove picture"</SubmitButton>
        </ActionForm>
    }
}
