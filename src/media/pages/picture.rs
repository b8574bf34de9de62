//! One picture of the library: what it shows, its address, where it is used, its end.

use leptos::{ev, prelude::*, task::spawn_local};

use super::library::size;
use crate::{
    app::layout::current::use_workspace,
    kernel::AppError,
    media::{
        rpc::{delete_picture, describe_picture, picture_places},
        types::{MAX_ALT, Picture, Places},
    },
    ui::{
        Alert, Button, ConfirmDialog, CopyButton, Fact, Facts, Kind, Sheet, SubmitButton, TextArea, Tone, When,
        field_error, use_toasts,
    },
};

/// The sheet at the side; open while there is a picture.
#[component]
pub fn PictureSheet(
    /// The picture that is looked at.
    open: RwSignal<Option<Picture>>,
    /// Shows the library again.
    again: Callback<()>,
    /// The person may change pictures.
    may_edit: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    Effect::new(move |_| shown.set(open.with(Option::is_some)));
    Effect::new(move |_| {
        if !shown.get() && open.with_untracked(Option::is_some) {
            open.set(None);
        }
    });
    let title = move || open.with(|open| open.as_ref().map(|picture| picture.name.clone()).unwrap_or_default());
    view! {
        <Sheet id="picture" open=shown title=Signal::derive(title)>
            {move || open.get().map(|picture| view! { <Inside picture open again may_edit/> })}
        </Sheet>
    }
}

#[component]
fn Inside(picture: Picture, open: RwSignal<Option<Picture>>, again: Callback<()>, may_edit: bool) -> impl IntoView {
    let origin = use_workspace().origin;
    let address = format!("{origin}{}", picture.address);
    let parts = picture.parts();
    let (width, height) = (picture.width, picture.height);
    view! {
        <img
            class="max-h-80 w-full rounded-lg border bg-sunken object-contain"
            src=parts.at_least(960)
            alt=picture.alt.clone()
            width=width
            height=height
        />
        <Facts>
            <Fact label="Size">{format!("{width} × {height} pixels, {}", size(picture.bytes))}</Fact>
            <Fact label="Uploaded"><When at=picture.created_at/></Fact>
            <Fact label="Address">
                <span class="flex flex-col items-start gap-2">
                    <span class="text-sm break-all">{address.clone()}</span>
                    <CopyButton text=address label="Copy address"/>
                </span>
            </Fact>
        </Facts>
        {may_edit.then(|| view! { <Describe picture=picture.clone() again/> })}
        <Used picture=picture.clone()/>
        {may_edit.then(|| view! { <Delete picture open again/> })}
    }
}

#[component]
fn Describe(picture: Picture, again: Callback<()>) -> impl IntoView {
    let alt = RwSignal::new(picture.alt);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let (workspace, id, toasts) = (use_workspace().id, picture.id, use_toasts());
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            let answer = describe_picture(workspace, id, alt.get_untracked()).await;
            busy.try_set(false);
            failed.try_set(answer.as_ref().err().cloned());
            if answer.is_ok() {
                toasts.success("Description saved");
                again.try_run(());
            }
        });
    };
    let other = move || failed.get().filter(|error| error.field("alt").is_none());
    view! {
        <form class="form" on:submit=save>
            <TextArea
                name="alt"
                label="What it shows"
                rows=2
                maxlength=MAX_ALT
                bind=alt
                error=field_error(failed, "alt")
                help=Some("Read aloud to people who do not see it. Blocks that get this picture from now on start with it.".to_owned())
            />
            {move || other().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
            <div><SubmitButton kind=Kind::Secondary pending=busy>"Save description"</SubmitButton></div>
        </form>
    }
}

#[component]
fn Used(picture: Picture) -> impl IntoView {
    let open = use_workspace();
    let (workspace, id) = (open.id, picture.id);
    let places = RwSignal::new(None::<Result<Places, AppError>>);
    Effect::new(move |_| {
        spawn_local(async move { _ = places.try_set(Some(picture_places(workspace, id).await)) });
    });
    let list = move || match places.get() {
        None => view! { <p class="text-muted">"Looking"</p> }.into_any(),
        Some(Err(error)) => view! { <Alert tone=Tone::Danger title=error.to_string()/> }.into_any(),
        Some(Ok(places)) if places.is_empty() => view! { <p class="text-muted">"No site uses it."</p> }.into_any(),
        Some(Ok(places)) => {
            let lines = places.into_iter().map(|place| {
                let href = open.path(&format!("sites/{}", place.site));
                view! { <li><a class="link" href=href>{place.title}</a> ": " {place.part}</li> }
            });
            view! { <ul class="list-disc ps-5">{lines.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <section class="flex flex-col gap-1" aria-live="polite">
            <h3 class="font-medium">"Where it is used"</h3>
            {list}
        </section>
    }
}

#[component]
fn Delete(picture: Picture, open: RwSignal<Option<Picture>>, again: Callback<()>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let (workspace, id, toasts) = (use_workspace().id, picture.id, use_toasts());
    let confirm = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = delete_picture(workspace, id).await;
            busy.try_set(false);
            failed.try_set(answer.as_ref().err().cloned());
            if answer.is_ok() {
                asking.try_set(false);
                open.try_set(None);
                toasts.success("Picture deleted");
                again.try_run(());
            }
        });
    };
    view! {
        <div class="border-t pt-4">
            <Button kind=Kind::DangerQuiet on_click=move |()| asking.set(true)>"Delete picture"</Button>
        </div>
        <ConfirmDialog
            id="delete-picture"
            open=asking
            title=format!("Delete the picture “{}”?", picture.name)
            lost="It goes from the library, and its address stops working. This cannot be undone."
            action="Delete picture"
            on_confirm=confirm
            pending=busy
            error=failed
        />
    }
}
