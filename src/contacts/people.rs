//! The people of a workspace: how strangers become known.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use serde_json::json;
use uuid::Uuid;

use super::messages::NewMessage;
use crate::{
    analytics::touches::{self, Circumstances, Touched},
    entity::{identity_link, person},
    kernel::{
        Result,
        email::Email,
        error::AppError,
        id::{BlockId, PersonId, SiteId, VisitorId, WorkspaceId},
        time::{Time, now},
    },
    server::ctx::Visitor,
};

/// An address that a visitor typed into a form of a site.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Whose site it is.
    pub workspace: WorkspaceId,
    /// Which site.
    pub site: SiteId,
    /// Which form.
    pub block: BlockId,
    /// The address.
    pub email: Email,
    /// What the visitor agreed to, as it stood there.
    pub consent: String,
}

/// Makes or finds the person behind an address and joins the browser to it, in one transaction. Returns the id that the browser
/// should carry from now on: a browser that is another person's already gets a new one, so that nobody inherits somebody
/// else's history. The log of this change is the event, with the words that were agreed to.
///
/// # Errors
/// Unavailable; Internal.
pub async fn capture(visitor: &Visitor, form: &Capture, circumstances: &Circumstances) -> Result<Option<VisitorId>> {
    let tx = visitor.db().begin().await?;
    let newcomer = Newcomer {
        workspace: form.workspace,
        email: &form.email,
        name: "",
        source: source_of(form.site, form.block),
        consents: true,
    };
    let touched = Touched {
        workspace: form.workspace,
        site: form.site,
        kind: "capture",
        event: "person.captured",
        block: Some(form.block.0),
        props: json!({ "site": form.site, "consent": form.consent }),
    };
    let (_, browser) = meet(&tx, visitor, newcomer, touched, "capture", circumstances).await?;
    tx.commit().await?;
    Ok(browser)
}

/// The same for whoever writes a message, inside the transaction that keeps the message. They have not agreed to get mail.
pub(super) async fn write<C: ConnectionTrait>(
    tx: &C,
    visitor: &Visitor,
    message: &NewMessage,
    circumstances: &Circumstances,
) -> Result<(PersonId, Option<VisitorId>)> {
    let newcomer = Newcomer {
        workspace: message.workspace,
        email: &message.email,
        name: &message.name,
        source: source_of(message.site, message.block),
        consents: false,
    };
    let touched = Touched {
        workspace: message.workspace,
        site: message.site,
        kind: "message",
        event: "message.received",
        block: Some(message.block.0),
        props: json!({ "site": message.site, "notice": message.notice }),
    };
    meet(tx, visitor, newcomer, touched, "message", circumstances).await
}

/// Somebody who says who they are.
struct Newcomer<'a> {
    workspace: WorkspaceId,
    email: &'a Email,
    /// As typed, or empty.
    name: &'a str,
    source: String,
    /// They agree to get mail.
    consents: bool,
}

/// Makes or finds the person, records what was touched, and joins the browser to the person.
async fn meet<C: ConnectionTrait>(
    tx: &C,
    visitor: &Visitor,
    newcomer: Newcomer<'_>,
    touched: Touched<'_>,
    how: &str,
    circumstances: &Circumstances,
) -> Result<(PersonId, Option<VisitorId>)> {
    let (at, workspace) = (now(), newcomer.workspace);
    let person = find_or_make(tx, newcomer, at).await?;
    let browser = match visitor.id {
        Some(id) => Some(browser_of(tx, workspace, id, person).await?),
        None => None,
    };
    touches::within(tx, visitor, (browser, person), touched, circumstances).await?;
    if let Some(browser) = browser {
        join(tx, workspace, browser, person, (how, at)).await?;
    }
    Ok((person, browser))
}

/// What [`person::Model::source`] says of a person who was captured by a form.
pub fn source_of(site: SiteId, block: BlockId) -> String {
    format!("site/{site}/block/{block}")
}

/// The site of [`source_of`].
pub fn site_of(source: &str) -> Option<SiteId> {
    source.strip_prefix("site/")?.split('/').next()?.parse().ok()
}

async fn find_or_make<C: ConnectionTrait>(tx: &C, newcomer: Newcomer<'_>, at: Time) -> Result<PersonId> {
    let Newcomer { workspace, email, name, source, consents } = newcomer;
    let name = name.replace('\0', "");
    let new = person::Model {
        id: PersonId::new(),
        workspace_id: workspace,
        email: email.as_str().to_owned(),
        name: name.clone(),
        source,
        marketing_consent_at: consents.then_some(at),
        created_at: at,
        updated_at: at,
    };
    let pair = [person::Column::WorkspaceId, person::Column::Email];
    person::Entity::insert(new.into_active_model())
        .on_conflict(OnConflict::columns(pair).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let person = person::Entity::find()
        .filter(person::Column::WorkspaceId.eq(workspace))
        .filter(person::Column::Email.eq(email.as_str()))
        .one(tx)
        .await?
        .ok_or_else(AppError::internal)?;
    let id = person.id;
    let agrees = consents && person.marketing_consent_at.is_none();
    let named = person.name.is_empty() && !name.is_empty();
    if agrees || named {
        let mut change = person.into_active_model();
        if agrees {
            change.marketing_consent_at = Set(Some(at));
        }
        if named {
            change.name = Set(name);
        }
        change.updated_at = Set(at);
        change.update(tx).await?;
    }
    Ok(id)
}

/// The id for a browser that turned out to be a person's: its own, or a new one when it is somebody else's already.
async fn browser_of<C: ConnectionTrait>(
    tx: &C,
    workspace: WorkspaceId,
    browser: VisitorId,
    person: PersonId,
) -> Result<VisitorId> {
    let of_others = identity_link::Entity::find()
        .filter(identity_link::Column::VisitorId.eq(browser))
        .filter(identity_link::Column::WorkspaceId.eq(workspace))
        .filter(identity_link::Column::PersonId.ne(person))
        .one(tx)
        .await?;
    Ok(if of_others.is_some() { VisitorId::new() } else { browser })
}

async fn join<C: ConnectionTrait>(
    tx: &C,
    workspace: WorkspaceId,
    browser: VisitorId,
    person: PersonId,
    (how, at): (&str, Time),
) -> Result<()> {
    let link = identity_link::Model {
        id: Uuid::now_v7(),
        workspace_id: workspace,
        visitor_id: browser,
        person_id: person,
        how: how.to_owned(),
        at,
    };
    let pair = [identity_link::Column::VisitorId, identity_link::Column::PersonId];
    identity_link::Entity::insert(link.into_active_model())
        .on_conflict(OnConflict::columns(pair).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
