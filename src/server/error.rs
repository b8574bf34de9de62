//! From faults of the machinery to [`AppError`]: logged in detail with the request id, told without detail.

use sea_orm::{DbErr, SqlErr};

use super::trace;
use crate::kernel::AppError;

/// Unique constraints that a person can run into: index (PostgreSQL), columns (SQLite), field, message.
const UNIQUE: &[(&str, &str, &str, &str)] = &[
    ("user_email", "user.email", "email", "An account with this e-mail address exists already."),
    ("handle_pkey", "handle.name", "handle", "This handle was taken a moment ago. Choose another."),
    (
        "handle_current",
        "handle.workspace_id",
        "handle",
        "Somebody else changed the handle at the same moment. Reload the page to see it.",
    ),
    ("site_workspace_slug", "site.workspace_id, site.slug", "slug", "Another site of this workspace has this address."),
    ("link_code", "link.code", "code", "This code was taken a moment ago. Choose another."),
    ("link_alias_pkey", "link_alias.code", "code", "This code was taken a moment ago. Choose another."),
    ("media_content", "media.workspace_id, media.sha256", "file", "This picture is in your library already."),
    (
        "passkey_credential",
        "passkey.credential_id",
        "",
        "This passkey is in use already. Choose another one, or sign in with it.",
    ),
    (
        "external_identity_user",
        "external_identity.user_id, external_identity.provider",
        "",
        "Another account there is linked already. Unlink it first.",
    ),
    (
        "external_identity_subject",
        "external_identity.provider, external_identity.subject",
        "",
        "This account there was linked a moment ago. Try again.",
    ),
    ("member_workspace_user", "member.workspace_id, member.user_id", "email", "This person is a member already."),
    (
        "invitation_open",
        "invitation.workspace_id, invitation.email",
        "email",
        "This address has an open invitation already.",
    ),
];

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() {
            for (index, columns, field, message) in UNIQUE {
                if text.contains(&format!("\"{index}\"")) || text.ends_with(columns) {
                    return Self::invalid(field, *message);
                }
            }
        }
        let text = error.to_string();
        if matches!(error, DbErr::ConnectionAcquire(_)) || text.contains("database is locked") {
            tracing::warn!(error = %text, "the database is busy");
            return Self::Unavailable("The server is very busy. Nothing was saved; try again in a moment.".to_owned());
        }
        if text.contains("readonly database") {
            tracing::error!(error = %text, "the database is read-only");
            return Self::Unavailable(
                "Changes cannot be saved at the moment. Nothing was changed; try again later.".to_owned(),
            );
        }
        internal("database", error)
    }
}

/// Logs a fault with the request id and gives the error that a person may see.
pub fn internal(what: &str, error: impl std::fmt::Display) -> AppError {
    let request_id = trace::id();
    tracing::error!(request_id, error = %error, "{what} failed");
    AppError::Internal { request_id }
}
