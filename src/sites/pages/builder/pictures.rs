//! Where the builder's fields for pictures get them: the media library of the workspace.

use leptos::prelude::*;

use crate::{
    media::{rpc::list_pictures, types::Picture},
    ui::{LibraryPage, LibraryPicture, PictureSource},
    workspaces::types::OpenWorkspace,
};

/// Makes the library available to every part of the builder.
pub fn provide(open: &OpenWorkspace) {
    let workspace = open.id;
    let list = move |search: String, before: String| {
        let answer = list_pictures(workspace, search, before);
        Box::pin(async move {
            let found = answer.await?.page;
            let pictures =
                found.items.into_iter().map(|Picture { address, name, alt, .. }| LibraryPicture { address, name, alt });
            Ok(LibraryPage { pictures: pictures.collect(), next: found.next })
        }) as _
    };
    provide_context(PictureSource::new(open.path("media"), list));
}
