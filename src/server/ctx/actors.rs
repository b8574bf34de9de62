//! Whoever can change something, as the audit log names them.

use super::{AdminCtx, Ctx, StaffCtx, StaffWithin, System, Visitor, WorkspaceCtx};
use crate::kernel::id::{UserId, WorkspaceId};

/// What the audit log keeps of whoever acts.
pub struct ActorFacts {
    /// In which workspace.
    pub workspace_id: Option<WorkspaceId>,
    /// Who.
    pub user_id: Option<UserId>,
    /// From where.
    pub ip: String,
}

/// Whoever can change something.
pub trait Actor {
    /// For the audit log.
    fn facts(&self) -> ActorFacts;

    /// In whose name, when it is staff who acts in somebody's name.
    fn impersonating(&self) -> Option<UserId> {
        None
    }
}

impl Actor for Ctx {
    fn facts(&self) -> ActorFacts {
        let person = self.user.as_ref().map(|user| user.id);
        ActorFacts {
            workspace_id: None,
            user_id: self.impersonation.as_ref().map_or(person, |visit| Some(visit.staff)),
            ip: self.client.ip.to_string(),
        }
    }

    fn impersonating(&self) -> Option<UserId> {
        self.impersonation.as_ref().and(self.user.as_ref()).map(|user| user.id)
    }
}

impl Actor for WorkspaceCtx {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: Some(self.id()), ..self.ctx.facts() }
    }

    fn impersonating(&self) -> Option<UserId> {
        self.ctx.impersonating()
    }
}

impl Actor for StaffCtx {
    fn facts(&self) -> ActorFacts {
        self.ctx.facts()
    }
}

impl Actor for AdminCtx {
    fn facts(&self) -> ActorFacts {
        self.staff.facts()
    }
}

impl Actor for StaffWithin<'_> {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: Some(self.workspace), ..self.staff.facts() }
    }
}

impl Actor for Visitor {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: None, user_id: None, ip: self.client().ip.to_string() }
    }
}

impl Actor for System {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: None, user_id: None, ip: String::new() }
    }
}
