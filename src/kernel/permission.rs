//! Who may do what in a workspace: named permissions, and the roles that bundle them.

use serde::{Deserialize, Serialize};

/// One thing that can be allowed. Domain functions ask for exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// See the workspace's name, members and numbers.
    ViewWorkspace,
    /// Change name, handle, currency, time zone and locale.
    ManageWorkspace,
    /// Invite, change roles, remove members.
    ManageMembers,
    /// See sites and their drafts.
    ViewSites,
    /// Create and change sites and blocks.
    EditSites,
    /// Put a site online or take it offline.
    PublishSites,
    /// See contacts.
    ViewContacts,
    /// Change contacts.
    EditContacts,
    /// See clicks and visits.
    ViewAnalytics,
    /// See who did what in the workspace.
    ViewActivity,
    /// Make, change and comment on tasks.
    EditTasks,
}

/// What a member is in a workspace. A workspace has exactly one owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "ssr", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything, and cannot be removed.
    Owner,
    /// Everything but the owner's own matters.
    Admin,
    /// Makes and publishes content.
    Editor,
    /// Works with contacts and numbers.
    Marketer,
    /// Answers people: sees contacts.
    Support,
    /// Looks, changes nothing.
    Viewer,
}

impl Role {
    /// Every role, the most powerful first.
    pub const ALL: [Self; 6] = [Self::Owner, Self::Admin, Self::Editor, Self::Marketer, Self::Support, Self::Viewer];

    /// The word that is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Marketer => "marketer",
            Self::Support => "support",
            Self::Viewer => "viewer",
        }
    }

    /// The word as people see it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Editor => "Editor",
            Self::Marketer => "Marketer",
            Self::Support => "Support",
            Self::Viewer => "Viewer",
        }
    }

    /// What the role is for, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Owner => "Can do everything and cannot be removed.",
            Self::Admin => "Can do everything, settings and members included.",
            Self::Editor => "Makes, changes and publishes sites.",
            Self::Marketer => "Works with contacts and sees the numbers.",
            Self::Support => "Sees sites and contacts to answer people.",
            Self::Viewer => "Sees sites and numbers, changes nothing.",
        }
    }

    /// Reads the stored word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// Whether the role includes a permission.
    pub fn allows(self, permission: Permission) -> bool {
        use Permission::*;
        match self {
            Self::Owner | Self::Admin => true,
            Self::Editor => {
                matches!(permission, ViewWorkspace | ViewSites | EditSites | PublishSites | ViewAnalytics | EditTasks)
            }
            Self::Marketer => {
                matches!(
                    permission,
                    ViewWorkspace | ViewSites | ViewContacts | EditContacts | ViewAnalytics | EditTasks
                )
            }
            Self::Support => matches!(permission, ViewWorkspace | ViewSites | ViewContacts | EditTasks),
            Self::Viewer => matches!(permission, ViewWorkspace | ViewSites | ViewAnalytics),
        }
    }
}

impl Permission {
    /// Every permission, in the order in which people are told about them.
    pub const ALL: [Self; 11] = [
        Self::ViewWorkspace,
        Self::EditTasks,
        Self::ViewSites,
        Self::EditSites,
        Self::PublishSites,
        Self::ViewContacts,
        Self::EditContacts,
        Self::ViewAnalytics,
        Self::ViewActivity,
        Self::ManageMembers,
        Self::ManageWorkspace,
    ];

    /// The word that is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ViewWorkspace => "view_workspace",
            Self::ManageWorkspace => "manage_workspace",
            Self::ManageMembers => "manage_members",
            Self::ViewSites => "view_sites",
            Self::EditSites => "edit_sites",
            Self::PublishSites => "publish_sites",
            Self::ViewContacts => "view_contacts",
            Self::EditContacts => "edit_contacts",
            Self::ViewAnalytics => "view_analytics",
            Self::ViewActivity => "view_activity",
            Self::EditTasks => "edit_tasks",
        }
    }

    /// The name as people see it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ViewWorkspace => "Enter the workspace",
            Self::ManageWorkspace => "Change settings",
            Self::ManageMembers => "Manage members",
            Self::ViewSites => "See sites",
            Self::EditSites => "Edit sites",
            Self::PublishSites => "Publish sites",
            Self::ViewContacts => "See contacts",
            Self::EditContacts => "Edit contacts",
            Self::ViewAnalytics => "See numbers",
            Self::ViewActivity => "See activity",
            Self::EditTasks => "Work on tasks",
        }
    }

    /// What it allows, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::ViewWorkspace => {
                "Opens the workspace and sees its members and its board of tasks. Every role has it."
            }
            Self::ManageWorkspace => "Changes name, handle, logo, colours, region and the columns of the board.",
            Self::ManageMembers => "Invites people, gives them roles, removes them, and makes roles.",
            Self::ViewSites => "Sees sites, their drafts and the pictures in the library.",
            Self::EditSites => "Makes and changes sites and blocks, and uploads pictures.",
            Self::PublishSites => "Puts sites online, takes them offline, gives them another address, deletes them.",
            Self::ViewContacts => "Sees contacts and reads messages.",
            Self::EditContacts => "Changes contacts and deletes messages.",
            Self::ViewAnalytics => "Sees views and clicks.",
            Self::ViewActivity => "Sees who did what in the workspace, and when.",
            Self::EditTasks => "Makes tasks, moves them, gives them to people and comments on them.",
        }
    }

    /// Reads the stored word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.as_str() == text)
    }

    /// What makes no sense without it: whoever edits sites must see them.
    pub fn needs(self) -> Option<Self> {
        match self {
            Self::EditSites | Self::PublishSites => Some(Self::ViewSites),
            Self::EditContacts => Some(Self::ViewContacts),
            _ => None,
        }
    }

    /// Refusal in words: who may do it instead.
    pub fn refusal(self) -> String {
        let roles: Vec<_> = Role::ALL.into_iter().filter(|role| role.allows(self)).map(Role::label).collect();
        format!("Your role does not allow this. Ask someone with the role {}.", roles.join(" or "))
    }
}
