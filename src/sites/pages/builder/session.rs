//! The builder's session on the page: the models `editor` and `saving` as signals, and what drives them.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::local;
use crate::{
    kernel::{
        AppError, FieldErrors,
        id::{BlockId, SiteId, WorkspaceId},
        permission::Permission,
        time::{Time, now},
    },
    sites::{
        pages::{
            editor::{Edit, Editor, Field},
            saving::{Next, Saving},
        },
        rpc::{open_site, save_site},
        types::{Block, SiteDetails, SiteDraft, Zone},
    },
    ui::{SaveState, Toasts, use_toasts},
    workspaces::types::OpenWorkspace,
};

/// How long typing may pause before it is saved.
const PAUSE: Duration = Duration::from_millis(800);

/// What is known of a site besides its draft.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteFacts {
    /// Address part after the handle.
    pub slug: String,
    /// Address of the public page.
    pub public_url: String,
    /// Since when it is online.
    pub published_at: Option<Time>,
    /// The version that is online.
    pub published_version: i64,
}

impl SiteFacts {
    /// What the server says.
    pub fn of(details: &SiteDetails) -> Self {
        Self {
            slug: details.slug.clone(),
            public_url: details.public_url.clone(),
            published_at: details.published_at,
            published_version: details.published_version,
        }
    }
}

/// What the person may do with the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Change it.
    pub edit: bool,
    /// Put it online, take it offline, move it, delete it.
    pub publish: bool,
}

/// One site that is being edited; every part of the builder gets it.
#[derive(Clone, Copy)]
pub struct Session {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The site.
    pub site: SiteId,
    /// What the person may do.
    pub allowed: Allowed,
    /// What is known besides the draft.
    pub facts: RwSignal<SiteFacts>,
    /// The block whose form is open.
    pub open: RwSignal<Option<BlockId>>,
    /// What stopped the last try to publish.
    pub problems: RwSignal<Option<FieldErrors>>,
    /// What readers of screens are told.
    pub said: RwSignal<String>,
    /// Saving and publishing tell what went wrong here, too.
    pub toasts: Toasts,
    /// The time zone of the workspace.
    pub zone: StoredValue<Zone>,
    editor: RwSignal<Editor>,
    saving: RwSignal<Saving>,
    draft: Memo<Arc<SiteDraft>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Session {
    /// Begins to edit what the server sent.
    pub fn begin(details: SiteDetails, open: &OpenWorkspace) -> Self {
        let facts = RwSignal::new(SiteFacts::of(&details));
        let saving = RwSignal::new(Saving::new(details.version, details.updated_at));
        let editor = RwSignal::new(Editor::new(details.draft));
        let this = Self {
            workspace: open.id,
            site: details.id,
            allowed: Allowed { edit: open.can(Permission::EditSites), publish: open.can(Permission::PublishSites) },
            facts,
            open: RwSignal::new(None),
            problems: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            toasts: use_toasts(),
            zone: StoredValue::new(details.zone),
            editor,
            saving,
            draft: Memo::new(move |_| editor.with(|editor| editor.draft().clone())),
            timer: StoredValue::new(None),
        };
        on_cleanup(move || this.leave());
        this
    }

    /// The draft, and again whenever it changes.
    pub fn draft(self) -> Arc<SiteDraft> {
        self.draft.get()
    }

    /// The draft as it is now.
    pub fn draft_untracked(self) -> Arc<SiteDraft> {
        self.draft.get_untracked()
    }

    /// Something of the editor, and again whenever that changes.
    pub fn watch<T: PartialEq + Send + Sync + 'static>(
        self,
        what: impl Fn(&Editor) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.editor.with(&what))
    }

    /// Something of the saving, and again whenever that changes.
    pub fn watch_saving<T: PartialEq + Send + Sync + 'static>(
        self,
        what: impl Fn(&Saving) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.saving.with(&what))
    }

    /// A block as it is now.
    pub fn block(self, id: BlockId) -> Option<Block> {
        self.editor.with_untracked(|editor| editor.block(id).cloned())
    }

    /// The place of a block as it is now, and how many there are.
    pub fn place(self, id: BlockId) -> Option<(usize, usize)> {
        self.editor.with_untracked(|editor| Some((editor.place(id)?, editor.draft().blocks.len())))
    }

    /// Tells readers of screens.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// Changes the draft; it is saved soon.
    pub fn apply(self, edit: Edit) {
        if self.allowed.edit
            && self.editor.try_update(|editor| editor.apply(edit, now().timestamp_millis())) == Some(true)
        {
            self.changed();
        }
    }

    /// Takes the last step back.
    pub fn undo(self) {
        if self.editor.try_update(Editor::undo) == Some(true) {
            self.say("Undone");
            self.changed();
        }
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        if self.editor.try_update(Editor::redo) == Some(true) {
            self.say("Done again");
            self.changed();
        }
    }

    /// A signal for a text of the site: what is typed changes the draft, and what changes the draft shows.
    pub fn field(self, field: Field) -> RwSignal<String> {
        let typed = RwSignal::new(field.of(&self.draft_untracked()).clone());
        let stored = self.watch(move |editor| field.of(editor.draft()).clone());
        Effect::new(move |_| {
            stored.with(|now| {
                if typed.with_untracked(|typed| typed != now) {
                    typed.set(now.clone());
                }
            });
        });
        Effect::new(move |_| {
            let typed = typed.get();
            if stored.with_untracked(|now| *now != typed) {
                self.apply(Edit::Set(field, typed));
            }
        });
        typed
    }

    /// Whether some work is not on the server yet.
    pub fn is_unsaved(self) -> bool {
        self.editor.try_with_untracked(Editor::is_dirty).unwrap_or(false)
    }

    /// The version that the server has as far as we know.
    pub fn version(self) -> i64 {
        self.saving.with_untracked(Saving::version)
    }

    /// What the save indicator shows.
    pub fn save_state(self) -> SaveState {
        let dirty = self.editor.with(Editor::is_dirty);
        self.saving.with(|saving| match saving.failed() {
            _ if saving.conflict().is_some() => SaveState::Failed("This site was changed somewhere else.".to_owned()),
            _ if saving.is_on_its_way() => SaveState::Saving,
            Some(error) if dirty => SaveState::Failed(error.to_string()),
            _ if dirty => SaveState::Unsaved,
            _ => SaveState::Saved(saving.at()),
        })
    }

    fn changed(self) {
        self.stop_timer();
        let due = move || {
            if let Some(Some(_)) = self.timer.try_update_value(Option::take) {
                self.save();
            }
        };
        self.timer.try_set_value(set_timeout_with_handle(due, PAUSE).ok());
    }

    fn stop_timer(self) {
        if let Some(Some(handle)) = self.timer.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// Saves what is unsaved, unless a save is on its way or a choice is due.
    pub fn save(self) {
        self.stop_timer();
        self.keep_local();
        spawn_local(async move {
            self.send().await;
        });
    }

    /// Tries again after a failure; in a conflict, gets the other version again.
    pub fn retry(self) {
        if self.saving.with_untracked(|saving| saving.conflict().is_some()) {
            spawn_local(self.compare());
        } else {
            self.save();
        }
    }

    /// Sends until nothing is left, the server refuses, or a choice is due.
    async fn send(self) {
        loop {
            let begun = self.saving.try_update(|saving| self.editor.with_untracked(|editor| saving.begin(editor)));
            let Some(Some((version, draft))) = begun else { return };
            let answer = save_site(self.workspace, self.site, version, (*draft).clone()).await;
            let next = self.saving.try_update(|saving| self.editor.try_update(|editor| saving.end(editor, answer)));
            match next.flatten() {
                Some(Next::Again) => (),
                Some(Next::Rest) => return local::forget(self.site),
                Some(Next::Compare) => return self.compare().await,
                Some(Next::Wait) => return self.keep_local(),
                None => return,
            }
        }
    }

    /// Waits until everything is saved and returns the version.
    ///
    /// # Errors
    /// Why it could not be saved.
    pub async fn flush(self) -> Result<i64, AppError> {
        self.stop_timer();
        while self.saving.with_untracked(Saving::is_on_its_way) {
            gloo_timers::future::TimeoutFuture::new(50).await;
        }
        self.send().await;
        if !self.is_unsaved() {
            return Ok(self.saving.with_untracked(Saving::version));
        }
        Err(self.saving.with_untracked(|saving| saving.failed().cloned()).unwrap_or_else(|| {
            AppError::Conflict("This site was changed somewhere else. Choose which version to keep first.".to_owned())
        }))
    }

    /// Gets the other version, so that the person can choose.
    pub async fn compare(self) {
        self.saving.try_update(|saving| {
            if saving.conflict().is_none() {
                saving.compare();
            }
        });
        match open_site(self.workspace, self.site).await {
            Ok(theirs) => {
                self.facts.try_set(SiteFacts::of(&theirs));
                let choice = self
                    .saving
                    .try_update(|saving| self.editor.try_update(|editor| saving.show(editor, theirs)).unwrap_or(false));
                if choice == Some(false) {
                    local::forget(self.site);
                }
            }
            Err(error) => self.toasts.error(format!("The other version could not be loaded. {error}")),
        }
    }

    /// The person's own version goes over the other one.
    pub fn keep_mine(self) {
        self.saving.update(|saving| self.editor.update(|editor| saving.keep_mine(editor)));
        self.save();
    }

    /// The other version becomes the draft; the own one is one step back.
    pub fn take_theirs(self) {
        let theirs =
            self.saving.try_update(|saving| self.editor.try_update(|editor| saving.take_theirs(editor))).flatten();
        if let Some(draft) = theirs.flatten() {
            self.editor.update(|editor| {
                editor.apply(Edit::Replace(Box::new(draft)), now().timestamp_millis());
            });
            local::forget(self.site);
        }
    }

    /// The server has made another draft of this site's history; the own one is one step back.
    pub fn adopt(self, details: SiteDetails) {
        self.facts.try_set(SiteFacts::of(&details));
        self.saving.try_update(|saving| saving.adopt(details.version, details.updated_at));
        self.editor.try_update(|editor| {
            editor.apply(Edit::Replace(Box::new(details.draft)), now().timestamp_millis());
            editor.mark_saved(editor.draft().clone());
        });
        local::forget(self.site);
    }

    /// The site is gone: nothing more is sent or kept.
    pub fn abandon(self) {
        self.stop_timer();
        self.editor.try_update(|editor| editor.mark_saved(editor.draft().clone()));
    }

    fn keep_local(self) {
        if let (Some(true), Some(version)) =
            (self.editor.try_with_untracked(Editor::is_dirty), self.saving.try_with_untracked(Saving::version))
        {
            local::keep(self.site, version, &self.draft_untracked());
        }
    }

    /// The page is left: what is unsaved is sent along and kept here until it has arrived.
    fn leave(self) {
        self.stop_timer();
        let begun = self.saving.try_update(|saving| self.editor.with_untracked(|editor| saving.begin(editor)));
        if let (true, Some(Some((version, draft)))) = (cfg!(feature = "hydrate"), begun) {
            local::keep(self.site, version, &draft);
            let (workspace, site) = (self.workspace, self.site);
            spawn_local(async move {
                if save_site(workspace, site, version, (*draft).clone()).await.is_ok() {
                    local::forget(site);
                }
            });
        }
    }
}
