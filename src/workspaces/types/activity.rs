//! Who did what in a workspace, in words. Every action that is written down has its sentence here.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    id::{AuditId, UserId},
    time::Time,
};

/// How many lines one page of the activity shows.
pub const ACTIVITY_PAGE: u64 = 50;

/// What an action is about, to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Settings, owner, handle.
    Workspace,
    /// Members, invitations, roles.
    People,
    /// Sites and short links.
    Sites,
    /// Pictures.
    Media,
    /// Contacts and messages.
    Contacts,
    /// Tasks and the board.
    Tasks,
    /// The account of one person.
    Account,
}

impl Topic {
    /// Those that a workspace can be filtered by.
    pub const ALL: [Self; 6] = [Self::Workspace, Self::People, Self::Sites, Self::Media, Self::Contacts, Self::Tasks];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::People => "people",
            Self::Sites => "sites",
            Self::Media => "media",
            Self::Contacts => "contacts",
            Self::Tasks => "tasks",
            Self::Account => "account",
        }
    }

    /// The word as people see it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Workspace => "Workspace",
            Self::People => "Members and roles",
            Self::Sites => "Sites",
            Self::Media => "Pictures",
            Self::Contacts => "Contacts and messages",
            Self::Tasks => "Tasks",
            Self::Account => "Account",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }

    /// The kinds of things in the audit log that belong to it.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Workspace => &["workspace", "activity"],
            Self::People => &["member", "invitation", "role"],
            Self::Sites => &["site", "link", "report"],
            Self::Media => &["picture"],
            Self::Contacts => &["message", "person", "people"],
            Self::Tasks => &["task", "column"],
            Self::Account => &["user", "session"],
        }
    }
}

/// Action and what somebody did. `{name}` stands for the thing: its name, title, address or handle.
#[rustfmt::skip]
const SENTENCES: &[(&str, &str)] = &[
    ("workspace.create", "made the workspace {name}"),
    ("workspace.update", "changed the settings"),
    ("workspace.change_handle", "changed the handle"),
    ("workspace.brand", "changed logo and colours"),
    ("workspace.delete", "deleted the workspace"),
    ("workspace.restore", "brought the workspace back"),
    ("ownership.offer", "offered the workspace to {name}"),
    ("ownership.cancel", "took the offer of the workspace back"),
    ("ownership.accept", "became the owner"),
    ("ownership.decline", "declined to become the owner"),
    ("activity.export", "downloaded the activity"),
    ("member.change_role", "gave {name} another role"),
    ("member.remove", "removed {name}"),
    ("member.leave", "left the workspace"),
    ("invitation.send", "invited {name}"),
    ("invitation.resend", "invited {name} again"),
    ("invitation.revoke", "took the invitation of {name} back"),
    ("invitation.accept", "accepted an invitation"),
    ("role.create", "made the role {name}"),
    ("role.change", "changed the role {name}"),
    ("role.delete", "deleted the role {name}"),
    ("site.create", "made the site {name}"),
    ("site.save", "changed the site {name}"),
    ("site.publish", "published the site {name}"),
    ("site.unpublish", "took the site {name} offline"),
    ("site.rename", "gave the site {name} another address"),
    ("site.delete", "deleted the site {name}"),
    ("site.duplicate", "duplicated the site {name}"),
    ("site.import", "brought a page into the site {name}"),
    ("site.restore", "went back to an older version of the site {name}"),
    ("site.translations", "changed the languages of the site {name}"),
    ("link.code", "changed a short link"),
    ("picture.upload", "uploaded the picture {name}"),
    ("picture.describe", "described a picture"),
    ("picture.delete", "deleted the picture {name}"),
    ("message.mark", "marked a message"),
    ("message.delete", "deleted a message"),
    ("message.restore", "brought a message back"),
    ("people.export", "downloaded the contacts"),
    ("report.close", "closed a report of abuse"),
    ("task.create", "made the task {name}"),
    ("task.change", "changed the task {name}"),
    ("task.move", "moved the task {name}"),
    ("task.delete", "deleted the task {name}"),
    ("task.comment", "commented on the task {name}"),
    ("column.create", "added the column {name} to the board"),
    ("column.change", "changed the column {name} of the board"),
    ("column.move", "moved the column {name} of the board"),
    ("column.delete", "deleted the column {name} of the board"),
    ("session.sign_in", "signed in"),
    ("session.sign_out", "signed out"),
    ("session.revoke", "signed a device out"),
    ("session.revoke_others", "signed all other devices out"),
    ("user.register", "made the account"),
    ("user.register_again", "registered once more"),
    ("user.verify_email", "confirmed the address"),
    ("user.forgot_password", "asked for a link to choose a new password"),
    ("user.reset_password", "chose a new password with a link"),
    ("user.change_password", "changed the password"),
    ("user.ask_address", "asked for another address"),
    ("user.cancel_address", "kept the old address"),
    ("user.change_address", "changed the address"),
    ("user.undo_address", "took a change of address back"),
    ("user.rename", "changed the name"),
    ("user.region", "changed language or time zone"),
    ("user.theme", "changed the colours of the dashboard"),
    ("user.notices", "chose which mails come"),
    ("user.picture", "changed the picture"),
    ("user.picture_removed", "removed the picture"),
    ("user.export", "asked for a copy of all data"),
    ("user.download", "downloaded the copy of all data"),
    ("user.delete", "asked to delete the account"),
    ("user.keep", "kept the account"),
    ("user.erase", "was erased"),
    ("workspace.require_two_factor", "changed whether members need two factors"),
    ("workspace.suspend", "closed the workspace for the platform"),
    ("workspace.lift_suspension", "opened the workspace again for the platform"),
    ("site.hold", "keeps the site {name} offline for the platform"),
    ("site.release", "let the site {name} be published again"),
    ("report.assign", "took or gave back a report"),
    ("identity.link", "linked an account at another site"),
    ("identity.unlink", "unlinked an account at another site"),
    ("passkey.add", "added a passkey"),
    ("passkey.rename", "renamed a passkey"),
    ("passkey.remove", "removed a passkey"),
    ("session.confirm", "proved again who they are"),
    ("session.sign_out_everywhere", "signed out everywhere"),
    ("session.end_by_operator", "signed devices out from the server"),
    ("two_factor.start", "began to set two-factor sign-in up"),
    ("two_factor.on", "turned two-factor sign-in on"),
    ("two_factor.off", "turned two-factor sign-in off"),
    ("two_factor.new_codes", "made new backup codes"),
    ("two_factor.schedule_reset", "asked for two-factor sign-in to be turned off"),
    ("two_factor.cancel_reset", "kept two-factor sign-in on"),
    ("two_factor.reset", "turned two-factor sign-in off after the delay"),
    ("user.ask_sign_in_link", "asked for a link to sign in"),
    ("user.impersonate", "began to act in the name of {name}"),
    ("user.impersonate_end", "stopped acting in the name of {name}"),
    ("user.suspend", "suspended {name}"),
    ("user.lift_suspension", "lifted the suspension of {name}"),
    ("user.verify_by_staff", "confirmed the address of {name} by hand"),
    ("user.change_platform_role", "changed what {name} may do on the platform"),
    ("audit.export", "downloaded the audit log"),
    ("flag.change", "changed the feature flag {name}"),
    ("announcement.publish", "published an announcement"),
    ("announcement.withdraw", "withdrew an announcement"),
    ("csp_report.clear", "cleared the reports of browsers"),
    ("ip.block", "blocked a network"),
    ("ip.allow", "allowed a network"),
    ("ip.lift", "lifted the block of a network"),
];

/// The sentence of an action, with the name of its thing.
pub fn sentence(action: &str, name: &str) -> Option<String> {
    let (_, words) = SENTENCES.iter().find(|(known, _)| *known == action)?;
    let name = if name.is_empty() { String::new() } else { format!(" {name}") };
    Some(words.replace(" {name}", &name))
}

/// One line of the activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// Id.
    pub id: AuditId,
    /// Who.
    pub who: String,
    /// Where their picture is.
    pub avatar: Option<String>,
    /// What, as the rest of a sentence that begins with who.
    pub what: String,
    /// What was changed.
    pub changes: Vec<Difference>,
    /// When.
    pub at: Time,
    /// The same in the time zone of whoever looks: "21 Nov 2026, 15:04".
    pub local: String,
    /// From where: a network, or empty.
    pub place: String,
}

/// One value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What it is called.
    pub label: String,
    /// Before; empty when there was nothing.
    pub old: String,
    /// After; empty when there is nothing.
    pub new: String,
}

/// What somebody looks for in the activity. Empty texts are: everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// Id of a person.
    #[serde(default)]
    pub person: String,
    /// Word of a [`Topic`].
    #[serde(default)]
    pub topic: String,
    /// First day, `2026-11-21`.
    #[serde(default)]
    pub from: String,
    /// Last day.
    #[serde(default)]
    pub to: String,
}

/// A page of the activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// The lines, the newest first.
    pub deeds: Vec<Deed>,
    /// Pass it to get older ones; `None` at the end.
    pub next: Option<String>,
    /// Everybody who did something that is still here, to filter by.
    pub people: Vec<(UserId, String)>,
}
