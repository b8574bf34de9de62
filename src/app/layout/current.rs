//! The workspace that is open, for every page in it.

use leptos::prelude::*;

use crate::workspaces::{rpc::open_workspace, types::OpenWorkspace};

/// The workspace that is open; the frame and the pages inside share it.
#[derive(Clone, Copy)]
pub struct CurrentWorkspace(RwSignal<OpenWorkspace>);

impl CurrentWorkspace {
    /// Makes it available to everything below.
    pub(super) fn provide(opened: OpenWorkspace) -> Self {
        let this = Self(RwSignal::new(opened));
        provide_context(this);
        this
    }

    /// It as it is now, and again whenever it changes.
    pub fn get(self) -> OpenWorkspace {
        self.0.get()
    }

    /// It as it is now.
    pub fn get_untracked(self) -> OpenWorkspace {
        self.0.get_untracked()
    }

    /// One thing of it, and again whenever that changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        what: impl Fn(&OpenWorkspace) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.0.with(&what))
    }

    /// Changes what the frame shows, after the server has accepted the change.
    pub fn update(self, change: impl FnOnce(&mut OpenWorkspace)) {
        self.0.update(change);
    }

    /// Asks the server again, for example after somebody else's change.
    pub fn refresh(self) {
        leptos::task::spawn_local(async move {
            let handle = self.0.with_untracked(|open| open.handle.clone());
            if let Ok(opened) = open_workspace(handle).await {
                self.0.try_set(opened);
            }
        });
    }
}

/// The workspace that is open, to watch and to change.
pub fn use_current() -> CurrentWorkspace {
    expect_context()
}

/// The workspace that is open, as it was when the page was made. Only inside of `/w/{handle}`.
pub fn use_workspace() -> OpenWorkspace {
    use_current().get_untracked()
}
