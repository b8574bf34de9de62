//! The audit log as staff read it: entries, how risky an action is, what changed in words.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::{id::AuditId, time::Time};

/// How many entries one page shows.
pub const PAGE: u64 = 50;

/// How much harm an action can do in wrong hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Everyday work.
    Low,
    /// Worth a look when something went wrong.
    Medium,
    /// Worth a look in any case.
    High,
}

impl Risk {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "Low risk",
            Self::Medium => "Medium risk",
            Self::High => "High risk",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.as_str() == text)
    }

    /// The risk of an action.
    pub fn of(action: &str) -> Self {
        RISKS.iter().find(|(known, _)| *known == action).map_or(Self::Low, |(_, risk)| *risk)
    }
}

/// Every action that is not everyday work. What is not listed is of low risk.
pub const RISKS: &[(&str, Risk)] = &[
    // In the name of others, and rights on the platform.
    ("user.impersonate", Risk::High),
    ("user.impersonate_end", Risk::High),
    ("user.change_platform_role", Risk::High),
    ("user.suspend", Risk::High),
    ("user.lift_suspension", Risk::High),
    ("user.verify_by_staff", Risk::High),
    ("workspace.suspend", Risk::High),
    ("workspace.lift_suspension", Risk::High),
    ("workspace.delete", Risk::High),
    ("ownership.offer", Risk::High),
    ("ownership.accept", Risk::High),
    ("user.delete", Risk::High),
    ("two_factor.off", Risk::High),
    ("two_factor.schedule_reset", Risk::High),
    ("two_factor.reset", Risk::High),
    ("user.change_address", Risk::High),
    ("audit.export", Risk::High),
    ("flag.change", Risk::High),
    // Ways in, and what leaves the house.
    ("user.reset_password", Risk::Medium),
    ("user.change_password", Risk::Medium),
    ("user.forgot_password", Risk::Medium),
    ("user.ask_address", Risk::Medium),
    ("user.undo_address", Risk::Medium),
    ("user.export", Risk::Medium),
    ("user.download", Risk::Medium),
    ("two_factor.on", Risk::Medium),
    ("two_factor.new_codes", Risk::Medium),
    ("two_factor.cancel_reset", Risk::Medium),
    ("passkey.add", Risk::Medium),
    ("passkey.remove", Risk::Medium),
    ("identity.link", Risk::Medium),
    ("identity.unlink", Risk::Medium),
    ("session.sign_out_everywhere", Risk::Medium),
    ("session.end_by_operator", Risk::Medium),
    ("role.create", Risk::Medium),
    ("role.change", Risk::Medium),
    ("role.delete", Risk::Medium),
    ("workspace.require_two_factor", Risk::Medium),
    ("workspace.restore", Risk::Medium),
    ("activity.export", Risk::Medium),
    ("session.revoke", Risk::Medium),
    ("session.revoke_others", Risk::Medium),
    ("invitation.send", Risk::Medium),
    ("member.remove", Risk::Medium),
    ("member.leave", Risk::Medium),
    ("member.change_role", Risk::Medium),
    ("workspace.change_handle", Risk::Medium),
    ("people.export", Risk::Medium),
    ("site.delete", Risk::Medium),
    ("site.hold", Risk::Medium),
    ("site.release", Risk::Medium),
    ("report.close", Risk::Medium),
    ("ip.block", Risk::Medium),
    ("ip.allow", Risk::Medium),
    ("ip.lift", Risk::Medium),
    ("announcement.publish", Risk::Medium),
    ("announcement.withdraw", Risk::Medium),
];

/// What the log is asked for. Empty fields ask for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Part of the name or address of whoever acted.
    pub actor: String,
    /// The beginning of an action: `site.` or `site.publish`.
    pub action: String,
    /// A kind of thing (`site`) or an id.
    pub object: String,
    /// low, medium, high
    pub risk: String,
    /// First day, `2026-11-21`, UTC.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Where the next page begins.
    pub before: String,
}

impl Asked {
    /// The fields as they stand in an address, without the cursor.
    pub fn query(&self) -> String {
        let fields = [
            ("actor", &self.actor),
            ("action", &self.action),
            ("object", &self.object),
            ("risk", &self.risk),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let set = fields.into_iter().filter(|(_, text)| !text.is_empty());
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(set).finish()
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Id.
    pub id: AuditId,
    /// When.
    pub at: Time,
    /// Who: name and address, or who else it was.
    pub actor: String,
    /// In whose name, when staff acted in somebody's name.
    pub impersonating: String,
    /// Dotted verb.
    pub action: String,
    /// How risky the action is.
    pub risk: Risk,
    /// The kind of thing.
    pub object_kind: String,
    /// Which one, or empty.
    pub object_id: String,
    /// From where, or empty.
    pub ip: String,
    /// The request in the log.
    pub request_id: String,
    /// What changed.
    pub changes: Vec<FieldChange>,
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name; parts of parts with dots.
    pub field: String,
    /// Before; `None` when it was not there.
    pub old: Option<String>,
    /// After; `None` when it is gone.
    pub new: Option<String>,
}

/// The fields in which two stored values differ, by name.
pub fn changes(old: Option<&Value>, new: Option<&Value>) -> Vec<FieldChange> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    if let Some(old) = old {
        flatten("", old, &mut before);
    }
    if let Some(new) = new {
        flatten("", new, &mut after);
    }
    let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let value = |list: &[(String, String)], name: &str| {
        list.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    let change =
        |name: &String| FieldChange { field: name.clone(), old: value(&before, name), new: value(&after, name) };
    names.into_iter().map(change).filter(|change| change.old != change.new).collect()
}

fn flatten(name: &str, value: &Value, out: &mut Vec<(String, String)>) {
    let join = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(part, value)| flatten(&join(part), value, out)),
        Value::Null => {}
        Value::String(text) => out.push((join(""), text.clone())),
        other => out.push((join(""), other.to_string())),
    }
    if let Some((last, _)) = out.last_mut() {
        *last = last.trim_end_matches('.').to_owned();
    }
}
