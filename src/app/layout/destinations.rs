//! The pages of a workspace that the sidebar, the palette and the shortcuts lead to.

use icondata_core::Icon;

use crate::{kernel::permission::Permission, workspaces::types::OpenWorkspace};

/// A page that every part of the frame can lead to.
#[derive(Clone, Copy, Debug)]
pub struct Destination {
    /// Its name.
    pub label: &'static str,
    /// Its address below the workspace's: empty for home.
    pub page: &'static str,
    /// Its drawing.
    pub icon: Icon,
    /// Who sees it.
    pub permission: Permission,
    /// The letter after `g` that opens it.
    pub letter: char,
}

/// All of them, in the order of the sidebar.
pub const DESTINATIONS: &[Destination] = &[
    Destination {
        label: "Home",
        page: "",
        icon: icondata_lu::LuHouse,
        permission: Permission::ViewWorkspace,
        letter: 'h',
    },
    Destination {
        label: "Sites",
        page: "sites",
        icon: icondata_lu::LuPanelsTopLeft,
        permission: Permission::ViewSites,
        letter: 's',
    },
    Destination {
        label: "Analytics",
        page: "analytics",
        icon: icondata_lu::LuChartNoAxesCombined,
        permission: Permission::ViewAnalytics,
        letter: 'n',
    },
    Destination {
        label: "Media",
        page: "media",
        icon: icondata_lu::LuImages,
        permission: Permission::ViewSites,
        letter: 'p',
    },
    Destination {
        label: "Audience",
        page: "audience",
        icon: icondata_lu::LuContact,
        permission: Permission::ViewContacts,
        letter: 'a',
    },
    Destination {
        label: "Messages",
        page: "messages",
        icon: icondata_lu::LuInbox,
        permission: Permission::ViewContacts,
        letter: 'e',
    },
    Destination {
        label: "Tasks",
        page: "tasks",
        icon: icondata_lu::LuSquareKanban,
        permission: Permission::ViewWorkspace,
        letter: 'k',
    },
    Destination {
        label: "Members",
        page: "members",
        icon: icondata_lu::LuUsers,
        permission: Permission::ViewWorkspace,
        letter: 'm',
    },
    Destination {
        label: "Activity",
        page: "activity",
        icon: icondata_lu::LuHistory,
        permission: Permission::ViewActivity,
        letter: 'y',
    },
    Destination {
        label: "Settings",
        page: "settings",
        icon: icondata_lu::LuSettings,
        permission: Permission::ManageWorkspace,
        letter: 't',
    },
];

/// Those that a member may see.
pub fn seen_by(open: &OpenWorkspace) -> impl Iterator<Item = &'static Destination> + use<'_> {
    DESTINATIONS.iter().filter(|destination| open.can(destination.permission))
}

/// Whether an address is this page or one below it.
pub fn is_current(href: &str, home: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path == href || (href != home && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}
