//! The pictures of a workspace: upload, search, describe, copy, delete.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    picture::PictureSheet,
    sending::{UploadButton, Uploads},
};
use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{AppError, permission::Permission},
    media::{
        rpc::list_pictures,
        types::{Library, Picture, Room},
    },
    page,
    ui::{
        ButtonLink, EmptyState, PageBody, PageHeader, Pager, Progress, SearchField, Skeleton, SkeletonShape, Toolbar,
    },
};

page!(
    /// `/w/{handle}/media`
    pub MediaRoute, Media
);

#[component]
fn Media() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let workspace = use_workspace();
    let may_edit = workspace.can(Permission::EditSites);
    let workspace = workspace.id;
    let library = Resource::new(
        move || (asked("q"), asked("before")),
        move |(search, before)| async move {
            let library = list_pictures(workspace, search.clone(), before.clone()).await?;
            Ok::<_, AppError>((library, search, before))
        },
    );
    let again = Callback::new(move |()| library.refetch());
    let uploads = Uploads::new(again);
    let open = RwSignal::new(None::<Picture>);
    let upload = move || may_edit.then(|| view! { <UploadButton uploads/> });
    view! {
        <Title text="Media"/>
        <PageBody>
            <PageHeader
                title="Media"
                about=Some("Pictures for your sites. They are made small, and what the camera noted is taken out.".to_owned())
                actions=upload
            />
            {may_edit.then(|| view! { <super::sending::Row uploads/> })}
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
                {move || Suspend::new(async move {
                    match library.await {
                        Ok((library, search, before)) => {
                            view! { <Found library search before open may_edit/> }.into_any()
                        }
                        Err(error) => view! { <ErrorView error retry=again/> }.into_any(),
                    }
                })}
            </Transition>
            <PictureSheet open again may_edit/>
        </PageBody>
    }
}

#[component]
fn Found(
    library: Library,
    search: String,
    before: String,
    open: RwSignal<Option<Picture>>,
    may_edit: bool,
) -> impl IntoView {
    let Library { page, room } = library;
    let base = use_workspace().path("media");
    if page.total == 0 && search.is_empty() {
        return view! { <Nothing may_edit/> }.into_any();
    }
    let link = |cursor: &str| {
        let pairs = [("q", search.as_str()), ("before", cursor)].into_iter().filter(|(_, value)| !value.is_empty());
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { base.clone() } else { format!("{base}?{query}") }
    };
    let next = page.next.as_deref().map(link);
    let first = (!before.is_empty()).then(|| link(""));
    let (shown, total) = (page.items.len(), page.total);
    let pager = match next {
        Some(next) => view! { <Pager shown total noun="picture" next/> }.into_any(),
        None => view! { <Pager shown total noun="picture"/> }.into_any(),
    };
    let list = if page.items.is_empty() {
        let words = "No picture has these words in its name or description.";
        view! { <p class="card p-6 text-muted">{words}</p> }.into_any()
    } else {
        let tiles = page.items.into_iter().map(|picture| view! { <Tile picture open/> }).collect_view();
        view! { <ul class="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">{tiles}</ul> }.into_any()
    };
    view! {
        <Toolbar>
            <SearchField label="Search pictures" value=search.clone() action=base.clone()/>
            {first.map(|href| view! { <ButtonLink href>"Back to the newest"</ButtonLink> })}
        </Toolbar>
        {list}
        {pager}
        <RoomLeft room/>
    }
    .into_any()
}

#[component]
fn Nothing(may_edit: bool) -> impl IntoView {
    let about = if may_edit {
        "Upload pictures here, or drop them anywhere on the field above. Then choose them in the builder of a site."
    } else {
        "Pictures that are uploaded for your sites appear here."
    };
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuImages title="No pictures yet" about/>
        </div>
    }
}

#[component]
fn Tile(picture: Picture, open: RwSignal<Option<Picture>>) -> impl IntoView {
    let src = picture.parts().at_least(320);
    let (name, alt) = (picture.name.clone(), picture.alt.clone());
    let no_alt = alt.is_empty().then(|| view! { <span class="text-xs text-muted">"No description"</span> });
    view! {
        <li>
            <button
                type="button"
                class="card block w-full cursor-pointer overflow-hidden text-start hover:bg-hover"
                on:click=move |_| open.set(Some(picture.clone()))
            >
                <img
                    class="aspect-square w-full bg-sunken object-cover"
                    src=src
                    alt=alt
                    width="320"
                    height="320"
                    loading="lazy"
                    decoding="async"
                />
                <span class="flex flex-col p-2">
                    <span class="truncate text-sm font-medium" dir="auto">{name}</span>
                    {no_alt}
                </span>
            </button>
        </li>
    }
}

/// How much of the room is used.
#[component]
fn RoomLeft(room: Room) -> impl IntoView {
    let label = format!("{} of {} used", size(room.used), size(room.most));
    let warning = room.used * 10 >= room.most * 9;
    view! { <div class="max-w-xs"><Progress label value=room.used max=room.most warning/></div> }
}

/// A size in words: "2.4 MB".
pub fn size(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    match bytes {
        0 => "0 KB".to_owned(),
        1..MB => format!("{} KB", bytes.div_ceil(1024)),
        _ => {
            let tenths = bytes * 10 / MB;
            if tenths.is_multiple_of(10) {
                format!("{} MB", tenths / 10)
            } else {
                format!("{}.{} MB", tenths / 10, tenths % 10)
            }
        }
    }
}
