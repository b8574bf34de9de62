//! What stands before a short link: the password of its site, then the gate of its block.

use sea_orm::EntityTrait;
use serde::Deserialize;

use super::{
    passes::{self, LINK_SECONDS, Pass, SITE_SECONDS},
    sites,
    types::{BlockRules, Gate},
    visits,
};
use crate::{
    entity::{link, site},
    kernel::{
        AppError, Result,
        id::{LinkId, SiteId},
    },
    server::ctx::Visitor,
};

/// One thing to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The password of the site.
    Site(SiteId, String),
    /// The gate of the block.
    Link(LinkId, Gate),
}

/// What a visitor answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// "yes" or "no".
    pub answer: String,
    /// What was typed.
    pub password: String,
}

/// What follows from an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The lock is open for this browser.
    Passed(Pass),
    /// The visitor said no.
    Refused,
    /// The password is another one.
    Wrong,
}

/// The rules that a link was published with.
pub fn rules(link: &link::Model) -> BlockRules {
    BlockRules::deserialize(&link.rules).unwrap_or_default()
}

/// The next lock before a link that the visitor has not passed yet.
///
/// # Errors
/// Gone when the site was taken offline a moment ago.
pub async fn next(visitor: &Visitor, link: &link::Model) -> Result<Option<Lock>> {
    if link.locked {
        let snapshot = visits::snapshot(visitor, link.site_id).await?;
        let options = snapshot.ok_or_else(|| AppError::Gone("This link is not online any more.".to_owned()))?.options;
        if !passes::may_see(visitor, link.site_id, &options) {
            let password = options.visibility.password().unwrap_or_default().to_owned();
            return Ok(Some(Lock::Site(link.site_id, password)));
        }
    }
    let gate = rules(link).gate;
    let open = gate == Gate::None || passes::holds(visitor, link.id.0, &secret(&gate));
    Ok((!open).then_some(Lock::Link(link.id, gate)))
}

/// Tries to open a lock.
///
/// # Errors
/// Limited after too many passwords.
pub fn pass(visitor: &Visitor, lock: &Lock, answer: &Answer) -> Result<Outcome> {
    let app = visitor.app();
    let (what, secret, seconds) = match lock {
        Lock::Site(id, password) => (id.0, password.clone(), SITE_SECONDS),
        Lock::Link(id, gate) => (id.0, secret(gate), LINK_SECONDS),
    };
    let open = match lock {
        Lock::Site(_, password) | Lock::Link(_, Gate::Password(password)) => {
            app.auth_limits().check("public-password", &format!("{} {what}", visitor.client().ip))?;
            if !passes::matches(app, &answer.password, password) {
                return Ok(Outcome::Wrong);
            }
            true
        }
        Lock::Link(..) => answer.answer == "yes",
    };
    Ok(if open { Outcome::Passed(passes::issue(app, what, &secret, seconds)) } else { Outcome::Refused })
}

/// The page that a link belongs to, without the host.
pub async fn page_of(visitor: &Visitor, link: &link::Model) -> Result<String> {
    let db = visitor.db().read();
    let site = site::Entity::find_by_id(link.site_id).one(db).await?.ok_or_else(|| AppError::not_found("link"))?;
    Ok(sites::public_path(&sites::handle_of(db, site.workspace_id).await?, &site.slug))
}

/// What a pass for a gate is bound to.
fn secret(gate: &Gate) -> String {
    match gate {
        Gate::None => "none".to_owned(),
        Gate::Age(age) => format!("age {age}"),
        Gate::Sensitive => "sensitive".to_owned(),
        Gate::Password(password) => format!("password {password}"),
    }
}
