//! Workspaces as pages, the server and the wire see them, and the rules for what people type.

pub mod activity;
pub mod owners;
pub mod roles;
pub mod tasks;

use serde::{Deserialize, Serialize};

use self::roles::Post;
use crate::{
    admin::types::notices::Shown,
    kernel::{
        FieldErrors,
        id::{InvitationId, MemberId, WorkspaceId},
        money::Currency,
        permission::{Permission, Role},
        time::Time,
    },
};

/// The longest name of a workspace, in characters.
pub const MAX_NAME: usize = 80;
/// The most workspaces that one person can own.
pub const MAX_OWNED: u64 = 20;
/// The most members of one workspace.
pub const MAX_MEMBERS: u64 = 100;
/// The most invitations that one workspace sends in a day.
pub const MAX_INVITATIONS_A_DAY: u64 = 50;
/// How many days an invitation can be accepted.
pub const INVITATION_DAYS: i64 = 7;
/// How many days an old handle leads to the new one.
pub const REDIRECT_DAYS: i64 = 90;
/// The most old handles that lead to a workspace at the same time.
pub const MAX_OLD_HANDLES: u64 = 5;

/// Languages that a workspace can have: BCP 47 tag, name in that language.
pub const LOCALES: &[(&str, &str)] = &[
    ("en", "English"),
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português (Portugal)"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("zh-Hans", "简体中文"),
];

/// A workspace in the switcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceLink {
    /// Id.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
    /// Its handle now, without `@`.
    pub handle: String,
    /// The name of the person's role in it.
    pub role: String,
    /// Address of its logo, or empty.
    pub logo: String,
}

/// The person who is signed in, as the frame shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Whether the address is verified.
    pub verified: bool,
    /// Whether the person works for the platform.
    #[serde(default)]
    pub staff: bool,
    /// Whether the person has asked to delete the account.
    #[serde(default)]
    pub leaving: bool,
    /// Where the person's picture is.
    #[serde(default)]
    pub avatar: Option<String>,
}

/// The workspace that is open, for every page in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenWorkspace {
    /// Id.
    pub id: WorkspaceId,
    /// Name.
    pub name: String,
    /// Its handle now, without `@`.
    pub handle: String,
    /// What the person is in it; a viewer when the role is one of the workspace's own.
    pub role: Role,
    /// The name of that role.
    pub role_name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// BCP 47 tag.
    pub locale: String,
    /// Grows with every change of the settings.
    pub version: i64,
    /// Whether members must sign in with two factors.
    #[serde(default)]
    pub two_factor_required: bool,
    /// Address of its logo, or empty.
    pub logo: String,
    /// When it will be erased, when its owner has asked for it.
    pub erase_at: Option<Time>,
    /// Where public pages are, without a slash at the end: `https://example.com`.
    pub origin: String,
    /// All workspaces of the person, by name.
    pub mine: Vec<WorkspaceLink>,
    /// The person.
    pub me: Me,
    /// Why the platform has closed the public pages, when it has.
    #[serde(default)]
    pub suspended: Option<String>,
    /// What staff want the person to know.
    #[serde(default)]
    pub notices: Vec<Shown>,
}

impl OpenWorkspace {
    /// Whether the person's role includes a permission. The server asks again on every call.
    pub fn can(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// The address of a page in it: `path("members")` is `/w/studio/members`, `path("")` its home.
    pub fn path(&self, page: &str) -> String {
        match page {
            "" => format!("/w/{}", self.handle),
            page => format!("/w/{}/{page}", self.handle),
        }
    }
}

/// What somebody is looking for when choosing a handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandleState {
    /// It can be had; in the form in which it is kept.
    Free(String),
    /// The workspace has it already.
    Yours,
    /// Somebody has it.
    Taken,
    /// It cannot be a handle; the sentence says why.
    Refused(String),
}

/// Money, time and language of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// BCP 47 tag.
    pub locale: String,
}

/// A time zone to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeZone {
    /// IANA name.
    pub name: String,
    /// The name in words with the difference to UTC now.
    pub label: String,
}

/// Everybody in a workspace, and who is about to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// The owner first, then by name.
    pub members: Vec<Member>,
    /// Those that can still be accepted or sent again, the newest first. Empty for whoever may not manage members.
    pub invitations: Vec<Invitation>,
    /// The roles that the person may give; empty for whoever may not manage members.
    pub givable: Vec<Post>,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Id of the membership.
    pub id: MemberId,
    /// Name of the person.
    pub name: String,
    /// Address of the person.
    pub email: String,
    /// Where their picture is.
    pub avatar: Option<String>,
    /// What they are; a viewer when the role is one of the workspace's own.
    pub role: Role,
    /// The same, as people see it.
    pub post: Post,
    /// Since when.
    pub joined_at: Time,
    /// Whether it is the person who asks.
    pub me: bool,
}

/// An invitation that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    /// Id.
    pub id: InvitationId,
    /// Where it was sent.
    pub email: String,
    /// What they may do once they accept.
    pub post: Post,
    /// Who invited, when that person still exists.
    pub invited_by: Option<String>,
    /// When it was sent last.
    pub sent_at: Time,
    /// Until when it can be accepted.
    pub expires_at: Time,
    /// Whether that has passed.
    pub expired: bool,
}

/// An invitation as whoever holds the link sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Where it leads.
    pub workspace: String,
    /// Who invited, when that person still exists.
    pub invited_by: Option<String>,
    /// For which address.
    pub email: String,
    /// What they may do once they accept.
    pub post: Post,
    /// Until when.
    pub expires_at: Time,
    /// What whoever looks can do with it.
    pub door: Door,
}

/// What whoever opens an invitation can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// Signed in with the right address: accept.
    Accept,
    /// Nobody is signed in, and the address has an account.
    SignIn,
    /// Nobody is signed in, and the address has no account.
    Register,
    /// Signed in with another address than the invitation's.
    SomebodyElse {
        /// The address that is signed in.
        email: String,
    },
    /// Is a member already, for example because the invitation was accepted before.
    Member {
        /// The workspace's handle.
        handle: String,
    },
    /// Its time is over.
    Expired,
    /// It was accepted.
    Used,
    /// It was taken back.
    Revoked,
}

/// Checks the name of a workspace and trims it.
///
/// # Errors
/// A sentence for the person.
pub fn check_name(name: &str) -> Result<String, String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if length == 0 {
        return Err("Enter a name, for example the name of your studio.".to_owned());
    }
    if length > MAX_NAME {
        let over = length - MAX_NAME;
        return Err(format!("This name is {over} characters too long; {MAX_NAME} is the limit."));
    }
    if name.chars().any(char::is_control) {
        return Err("This name holds characters that cannot be shown. Type it again.".to_owned());
    }
    Ok(name)
}

/// Checks currency and locale; the time zone is checked where the list of zones is.
pub fn check_region(errors: &mut FieldErrors, currency: &str, locale: &str) {
    if let Err(why) = Currency::parse(currency) {
        errors.add("currency", why);
    }
    if !LOCALES.iter().any(|(tag, _)| *tag == locale) {
        errors.add("locale", "Choose a language from the list.");
    }
}
