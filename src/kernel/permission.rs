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
            Self::Editor => matches!(permission, ViewWorkspace | ViewSites | EditSites | PublishSites | ViewAnalytics),
            Self::Marketer => {
                matches!(permission, ViewWorkspace | ViewSites | ViewContacts | EditContacts | ViewAnalytics)
            }
            Self::Support => matches!(permission, ViewWorkspace | ViewSites | ViewContacts),
            Self::Viewer => matches!(permission, ViewWorkspace | ViewSites | ViewAnalytics),
        }
    }
}

impl Permission {
    /// Refusal in words: who may do it instead.
    pub fn refusal(self) -> String {
        let roles: Vec<_> = Role::ALL.into_iter().filter(|role| role.allows(self)).map(Role::label).collect();
        format!("Your role does not allow this. Ask someone with the role {}.", roles.join(" or "))
    }
}
