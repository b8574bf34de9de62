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
    /// See products, stock and revenue.
    ViewStore,
    /// Make and change products, stock and reviews.
    EditProducts,
    /// Make and change coupons.
    EditCoupons,
    /// See, fulfil, cancel and refund orders.
    ManageOrders,
    /// Change payments, taxes, shipping and the look of the store.
    ManageStore,
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
            Self::Editor => "Makes, changes and publishes sites and products.",
            Self::Marketer => "Works with contacts and coupons, and sees the numbers.",
            Self::Support => "Sees contacts to answer people, and handles their orders.",
            Self::Viewer => "Sees sites, products and numbers, changes nothing.",
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
                matches!(
                    permission,
                    ViewWorkspace
                        | ViewSites
                        | EditSites
                        | PublishSites
                        | ViewAnalytics
                        | EditTasks
                        | ViewStore
                        | EditProducts
                )
            }
            Self::Marketer => {
                matches!(
                    permission,
                    ViewWorkspace
                        | ViewSites
                        | ViewContacts
                        | EditContacts
                        | ViewAnalytics
                        | EditTasks
                        | ViewStore
                        | EditCoupons
                )
            }
            Self::Support => {
                matches!(permission, ViewWorkspace | ViewSites | ViewContacts | EditTasks | ViewStore | ManageOrders)
            }
            Self::Viewer => matches!(permission, ViewWorkspace | ViewSites | ViewAnalytics | ViewStore),
        }
    }
}

impl Permission {
    /// Every permission, in the order in which people are told about them.
    pub const ALL: [Self; 16] = [
        Self::ViewWorkspace,
        Self::EditTasks,
        Self::ViewSites,
        Self::EditSites,
        Self::PublishSites,
        Self::ViewStore,
        Self::EditProducts,
        Self::EditCoupons,
        Self::ManageOrders,
        Self::ManageStore,
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
            Self::ViewStore => "view_store",
            Self::EditProducts => "edit_products",
            Self::EditCoupons => "edit_coupons",
            Self::ManageOrders => "manage_orders",
            Self::ManageStore => "manage_store",
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
            Self::ViewStore => "See the store",
            Self::EditProducts => "Edit products",
            Self::EditCoupons => "Edit coupons",
            Self::ManageOrders => "Handle orders",
            Self::ManageStore => "Set up the store",
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
            Self::ViewStore => "Sees products, stock, coupons and revenue.",
            Self::EditProducts => "Makes, changes and publishes products, counts stock, and answers reviews.",
            Self::EditCoupons => "Makes, changes and ends coupons.",
            Self::ManageOrders => "Sees orders with their buyers, fulfils, cancels and refunds them.",
            Self::ManageStore => "Changes payments, taxes, shipping and the store's own pages.",
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
            Self::EditProducts | Self::EditCoupons | Self::ManageOrders | Self::ManageStore => Some(Self::ViewStore),
            _ => None,
        }
    }

    /// Refusal in words: who may do it instead.
    pub fn refusal(self) -> String {
        let roles: Vec<_> = Role::ALL.into_iter().filter(|role| role.allows(self)).map(Role::label).collect();
        format!("Your role does not allow this. Ask someone with the role {}.", roles.join(" or "))
    }
}
