//! Typed identifiers: UUID version 7 (RFC 9562), so that ids sort by the time they were made.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Defines a newtype over [`Uuid`] that serde, SeaORM and forms all understand.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than every id made before on this machine.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        /// SeaORM asks it of every key; a UUID never comes from a counter.
        #[cfg(feature = "ssr")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A person with an account.
    UserId,
    /// One signed-in device.
    SessionId,
    /// A workspace.
    WorkspaceId,
    /// A membership of a user in a workspace.
    MemberId,
    /// An invitation to a workspace.
    InvitationId,
    /// A bio site.
    SiteId,
    /// A block of a site.
    BlockId,
    /// A short link.
    LinkId,
    /// A browser that visited, known by a first-party cookie.
    VisitorId,
    /// A contact of a workspace.
    PersonId,
    /// A message from a contact form.
    MessageId,
    /// Something that a visitor touched.
    TouchId,
    /// An entry of the append-only event log.
    EventId,
    /// A side effect that waits to leave.
    OutboxId,
    /// An entry of the audit log.
    AuditId,
    /// A single-use token sent by mail.
    TokenId,
    /// A version of a site that was kept.
    SiteVersionId,
    /// An old address of a site.
    SlugRedirectId,
    /// Sites that are the same page in several languages.
    TranslationGroupId,
    /// An uploaded picture.
    MediaId,
    /// A report of abuse.
    ReportId,
    /// A browser that signed in to an account before.
    DeviceId,
    /// A backup code.
    BackupCodeId,
    /// A passkey.
    PasskeyId,
    /// An account at another site that signs in to one of ours.
    ExternalIdentityId,
    /// A suspension of a person.
    SuspensionId,
    /// A visit of staff in somebody's name.
    ImpersonationId,
    /// Something that a browser refused to load.
    CspReportId,
    /// Something hostile that was noticed.
    ThreatId,
    /// A notice of staff to everybody.
    AnnouncementId,
    /// The picture of a person.
    AvatarId,
    /// A wish about mails of a kind.
    NoticeChoiceId,
    /// A change of a person's address.
    EmailChangeId,
    /// A copy of all that a person has here.
    ExportId,
    /// A role that a workspace has made.
    RoleId,
    /// An offer to become the owner of a workspace.
    TransferId,
    /// A column of the board of tasks.
    TaskColumnId,
    /// A task of a team.
    TaskId,
    /// A comment on a task.
    TaskCommentId,
}
