//! The mails about who owns a workspace, and about its end.

use crate::{
    kernel::{email::Email, time::Time},
    server::{config::Config, ctx::WorkspaceCtx, mailer::Mail},
    workspaces::types::owners::{GRACE_DAYS, TRANSFER_DAYS},
};

/// Offers a workspace to a member.
pub fn offer(ws: &WorkspaceCtx, to: &Email, name: &str, token: &str) -> Mail {
    let (by, workspace) = (&ws.user().name, &ws.workspace().name);
    Mail::new(to, format!("{by} wants to hand {workspace} over to you"))
        .line(format!("Hello {name},"))
        .line(format!(
            "{by} ({}) wants you to become the owner of the workspace {workspace} on Mewayz. {by} stays as an admin.",
            ws.user().email
        ))
        .button("Look at the offer", ws.app().config().absolute(&format!("/ownership?token={token}")))
        .line(format!("The link works for {TRANSFER_DAYS} days, once, and for your account only. Until you accept, nothing changes."))
}

/// Tells the owner before that somebody else is the owner now.
pub fn accepted(to: &Email, name: &str, heir: &str, workspace: &str) -> Mail {
    Mail::new(to, format!("{heir} is the owner of {workspace} now")).line(format!("Hello {name},")).line(format!(
        "{heir} has accepted your offer and owns the workspace {workspace}. You are an admin of it from now on."
    ))
}

/// Tells an admin that the workspace will be erased.
pub fn leaving(ws: &WorkspaceCtx, to: &Email, name: &str, erase_at: Time) -> Mail {
    let (by, workspace) = (&ws.user().name, &ws.workspace().name);
    Mail::new(to, format!("{workspace} will be deleted"))
        .line(format!("Hello {name},"))
        .line(format!(
            "{by} has deleted the workspace {workspace}. Its public pages are offline from now on. On {} everything in it is \
             erased for good: sites, pictures, contacts, messages and numbers.",
            erase_at.format("%-d %B %Y, %H:%M UTC")
        ))
        .line(format!("Until then, for {GRACE_DAYS} days, its owner can bring it back in its settings."))
        .button("Open my workspaces", ws.app().config().absolute("/w"))
}

/// Tells an admin that the workspace stays.
pub fn staying(config: &Config, to: &Email, name: &str, workspace: &str) -> Mail {
    Mail::new(to, format!("{workspace} stays"))
        .line(format!("Hello {name},"))
        .line(format!(
            "The workspace {workspace} was brought back. Its public pages are online again, and nothing is lost."
        ))
        .button("Open my workspaces", config.absolute("/w"))
}
