//! The mails about tasks, in words.

use crate::{
    entity::task,
    kernel::email::Email,
    server::{ctx::WorkspaceCtx, mailer::Mail},
};

/// Tells somebody that a task is theirs.
pub fn assigned(ws: &WorkspaceCtx, to: &Email, name: &str, task: &task::Model, handle: &str) -> Mail {
    let (by, workspace) = (&ws.user().name, &ws.workspace().name);
    let mut mail = Mail::new(to, format!("A task for you in {workspace}: {}", task.title))
        .line(format!("Hello {name},"))
        .line(format!("{by} gave you a task in the workspace {workspace}: {}", task.title));
    if let Some(due) = &task.due_on {
        mail = mail.line(format!("It is due on {due}."));
    }
    let link = ws.app().config().absolute(&format!("/w/{handle}/tasks/{}", task.id));
    mail.button("Open task", link).line("You want no such mails? Choose which ones you get in your account.")
}
