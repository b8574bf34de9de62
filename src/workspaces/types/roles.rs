//! Roles as members have them and as a workspace makes them: a name for a set of permissions.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    FieldErrors, Result,
    id::RoleId,
    permission::{Permission, Role},
};

/// The most roles that a workspace makes.
pub const MAX_ROLES: u64 = 20;
/// The longest name of a role, in characters.
pub const MAX_ROLE_NAME: usize = 40;
/// The longest sentence about a role, in characters.
pub const MAX_ROLE_ABOUT: usize = 200;

/// What somebody is in a workspace: one of the built-in roles or one of the workspace's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// What forms send: the built-in role's word, or the id of the workspace's own.
    pub value: String,
    /// The name as people see it.
    pub label: String,
    /// What it is for, in one sentence.
    pub about: String,
}

impl From<Role> for Post {
    fn from(role: Role) -> Self {
        Self { value: role.as_str().to_owned(), label: role.label().to_owned(), about: role.about().to_owned() }
    }
}

/// A role that the workspace has made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRole {
    /// Id.
    pub id: RoleId,
    /// Name.
    pub name: String,
    /// What it is for, in one sentence; may be empty.
    pub about: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// How many members and open invitations have it.
    pub holders: u64,
    /// Grows with every change.
    pub version: i64,
}

impl OwnRole {
    /// As members have it.
    pub fn post(&self) -> Post {
        Post { value: self.id.to_string(), label: self.name.clone(), about: self.in_words() }
    }

    /// The sentence about it, or what it allows.
    pub fn in_words(&self) -> String {
        if self.about.is_empty() { list(&self.permissions) } else { self.about.clone() }
    }
}

/// Every role of a workspace, for the page about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Those that the workspace has made, by name.
    pub own: Vec<OwnRole>,
    /// Those that the person who asks may give, the built-in ones first.
    pub givable: Vec<Post>,
}

/// Permissions in one line: "See sites, edit sites".
pub fn list(permissions: &[Permission]) -> String {
    let words: Vec<String> = permissions.iter().map(|one| one.label().to_lowercase()).collect();
    let line = words.join(", ");
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A role as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleForm {
    /// Name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Words of permissions.
    pub permissions: Vec<String>,
}

impl RoleForm {
    /// Trims the texts, reads the permissions and adds what they need.
    ///
    /// # Errors
    /// Invalid (`name`, `about`, `permissions`).
    pub fn check(&self) -> Result<(String, String, Vec<Permission>)> {
        let mut errors = FieldErrors::default();
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (name, about) = (tidy(&self.name), tidy(&self.about));
        if name.is_empty() {
            errors.add("name", "Give the role a name, for example Photographer.");
        }
        if name.chars().count() > MAX_ROLE_NAME || name.chars().any(char::is_control) {
            errors.add("name", format!("A name has at most {MAX_ROLE_NAME} characters."));
        }
        if Role::ALL.into_iter().any(|role| role.label().eq_ignore_ascii_case(&name)) {
            errors.add("name", "There is a built-in role with this name. Choose another.");
        }
        if about.chars().count() > MAX_ROLE_ABOUT || about.chars().any(char::is_control) {
            errors.add("about", format!("This has at most {MAX_ROLE_ABOUT} characters."));
        }
        let read: Option<Vec<Permission>> = self.permissions.iter().map(|word| Permission::parse(word)).collect();
        let Some(ticked) = read else {
            errors.add("permissions", "Choose permissions from the list.");
            return errors.into_result().map(|()| Default::default());
        };
        errors.into_result()?;
        let wanted = |one: Permission| {
            one == Permission::ViewWorkspace
                || ticked.contains(&one)
                || ticked.iter().any(|ticked| ticked.needs() == Some(one))
        };
        Ok((name, about, Permission::ALL.into_iter().filter(|one| wanted(*one)).collect()))
    }
}
