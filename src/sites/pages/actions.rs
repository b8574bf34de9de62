//! What can be done with a whole site from more than one page: copy it, make one of an export.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    app::layout::current::use_current,
    kernel::id::{SiteId, WorkspaceId},
    sites::rpc::duplicate_site,
    ui::{Button, Dialog, DialogActions, MenuItem, MenuLink, SubmitButton, use_toasts},
};

/// The lines of a site's menu that copy it and export it.
#[component]
pub fn CopyItems(
    /// The workspace.
    workspace: WorkspaceId,
    /// The site.
    site: SiteId,
) -> impl IntoView {
    let current = use_current();
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let busy = RwSignal::new(false);
    let duplicate = move |()| {
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match duplicate_site(workspace, site).await {
                Ok(copy) => {
                    let path = current.get_untracked().path(&format!("sites/{copy}"));
                    navigate(&path, NavigateOptions::default());
                    toasts.success("Site copied. The copy is not online.");
                }
                Err(error) => toasts.error(format!("The site was not copied. {error}")),
            }
            busy.try_set(false);
        });
    };
    let file = current.get_untracked().path(&format!("sites/{site}/export.json"));
    view! {
        <MenuItem icon=icondata_lu::LuCopy disabled=busy on_click=duplicate>"Duplicate site"</MenuItem>
        <MenuLink href=file icon=icondata_lu::LuDownload download="site.json">"Export as a file"</MenuLink>
    }
}

/// Opens the window that takes an export.
#[component]
pub fn ImportButton(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! { <Button icon=icondata_lu::LuUpload on_click=move |()| open.set(true)>"Import site"</Button> }
}

/// The window that takes an export; a plain form that works before the page reacts.
#[component]
pub fn ImportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let action = use_current().get_untracked().path("import-site");
    let about = "Choose a file that “Export as a file” has made. It becomes a new site that is not online.".to_owned();
    view! {
        <Dialog id="import-site" open title="Import a site" about=Some(about)>
            <form class="form" method="post" enctype="multipart/form-data" action=action>
                <div class="field">
                    <label class="field-label" for="import-site-file">"File"</label>
                    <input
                        class="input"
                        id="import-site-file"
                        type="file"
                        name="file"
                        accept=".json,application/json"
                        required
                    />
                </div>
                <DialogActions>
                    <Button on_click=move |()| open.set(false)>"Cancel"</Button>
                    <SubmitButton>"Import site"</SubmitButton>
                </DialogActions>
            </form>
        </Dialog>
    }
}
