//! A person's own page: name, picture, language, colours, which mails they want, and a change of address.

use serde::{Deserialize, Serialize};

use crate::kernel::time::Time;

/// How many hours the link works that confirms a new address.
pub const CONFIRM_HOURS: i64 = 24;
/// How many days the old address can take a change back.
pub const UNDO_DAYS: i64 = 7;
/// The most changes of address that somebody asks for in a day.
pub const MAX_CHANGES_A_DAY: u64 = 5;
/// The themes that an account can have.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];

/// Everything that the page "Profile" shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Where the picture is, when there is one.
    pub avatar: Option<String>,
    /// BCP 47 tag.
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    /// "light", "dark" or "system".
    pub theme: String,
    /// Each kind of mail and whether it is wanted.
    pub notices: Vec<(Notice, bool)>,
    /// A new address that waits for its confirmation.
    pub waiting: Option<WaitingAddress>,
}

/// A new address that was asked for and not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAddress {
    /// The address.
    pub email: String,
    /// Until when it can be confirmed.
    pub expires_at: Time,
}

/// A change of address as the page behind a link from a mail shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressChange {
    /// The address before.
    pub old: String,
    /// The address afterwards.
    pub new: String,
}

/// A kind of mail that somebody can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Somebody wrote into a contact form.
    NewMessage,
    /// Staff acted on a report of abuse.
    AbuseNotice,
    /// A device signed in that was not known.
    NewSignIn,
    /// Somebody gave them a task.
    TaskAssigned,
    /// What is new at Mewayz.
    ProductNews,
}

impl Notice {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::NewMessage, Self::TaskAssigned, Self::AbuseNotice, Self::NewSignIn, Self::ProductNews];

    /// The word that is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewMessage => "new_message",
            Self::AbuseNotice => "abuse_notice",
            Self::NewSignIn => "new_sign_in",
            Self::TaskAssigned => "task_assigned",
            Self::ProductNews => "product_news",
        }
    }

    /// The name as people see it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewMessage => "New messages",
            Self::AbuseNotice => "Reports of abuse",
            Self::NewSignIn => "New sign-ins",
            Self::TaskAssigned => "Tasks for me",
            Self::ProductNews => "Product news",
        }
    }

    /// When such a mail comes, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::NewMessage => "Somebody wrote to you through a contact form of a workspace that you own.",
            Self::AbuseNotice => "A site of yours was reported and taken offline.",
            Self::NewSignIn => "Your account was signed in to on a device that we have not seen before.",
            Self::TaskAssigned => "Somebody in your team gave you a task.",
            Self::ProductNews => "Now and then, what is new at Mewayz.",
        }
    }

    /// Whether it is sent to somebody who has never said anything about it. News go to those who agreed only.
    pub fn by_default(self) -> bool {
        self != Self::ProductNews
    }
}
