//! SeaORM entities: one table a file, no behaviour.

pub mod abuse_report;
pub mod account_deletion;
pub mod announcement;
pub mod announcement_seen;
pub mod audit;
pub mod avatar;
pub mod backup_code;
pub mod block;
pub mod blocked_ip;
pub mod cron;
pub mod csp_report;
pub mod data_export;
pub mod day_salt;
pub mod device;
pub mod email_change;
pub mod event;
pub mod external_identity;
pub mod feature_flag;
pub mod handle;
pub mod identity_link;
pub mod impersonation;
pub mod invitation;
pub mod link;
pub mod link_alias;
pub mod machine;
pub mod media;
pub mod member;
pub mod message;
pub mod notice_choice;
pub mod outbox;
pub mod ownership_transfer;
pub mod passkey;
pub mod person;
pub mod session;
pub mod site;
pub mod site_hold;
pub mod site_version;
pub mod slug_redirect;
pub mod suspension;
pub mod tally;
pub mod task;
pub mod task_column;
pub mod task_comment;
pub mod threat;
pub mod touch;
pub mod two_factor;
pub mod user;
pub mod user_token;
pub mod visitor;
pub mod workspace;
pub mod workspace_brand;
pub mod workspace_deletion;
pub mod workspace_role;
pub mod workspace_suspension;

use sea_orm::EntityTrait;

/// A table whose rows belong to a workspace; `server::ctx::Scoped` narrows its queries.
pub trait OfWorkspace: EntityTrait {
    /// The column with the workspace's id.
    fn workspace_column() -> Self::Column;
}
