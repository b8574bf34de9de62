//! The mails of workspaces, in words.

pub mod owners;
pub mod tasks;

use super::types::{INVITATION_DAYS, roles::Post};
use crate::{
    kernel::email::Email,
    server::{ctx::WorkspaceCtx, mailer::Mail},
};

/// Brings the link of an invitation.
pub fn invitation(ws: &WorkspaceCtx, to: &Email, role: &Post, token: &str) -> Mail {
    let (by, workspace) = (&ws.user().name, &ws.workspace().name);
    let link = ws.app().config().absolute(&format!("/invitations/{token}"));
    Mail::new(to, format!("{by} invites you to {workspace}"))
        .line(format!("{by} ({}) invites you to the workspace {workspace} on Mewayz.", ws.user().email))
        .line(format!("Your role would be {}: {}", role.label, role.about))
        .button("Look at the invitation", link)
        .line(format!("The link works for {INVITATION_DAYS} days, once, and for this address only."))
        .line("You do not know who this is? Then leave this mail alone; nothing happens until you accept.")
}
