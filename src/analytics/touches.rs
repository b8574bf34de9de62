//! What visitors touched: a row for counting and an event for the timeline, always together.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::agents;
use crate::{
    entity::{event, link, touch},
    kernel::{
        Result,
        id::{BlockId, EventId, PersonId, TouchId, VisitorId, WorkspaceId},
        time::now,
    },
    server::{
        ctx::Visitor,
        events::{self, Record},
    },
};

/// Where and how something was touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Host of the page that led here.
    pub referrer_host: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Loaded in advance by a program, not asked for by a person.
    pub ahead: bool,
}

/// What was touched.
pub struct Touched<'a> {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// `click`, `capture`.
    pub kind: &'a str,
    /// The event's name, `link.clicked`.
    pub event: &'a str,
    /// Which block.
    pub block: Uuid,
    /// More for the timeline.
    pub props: Value,
}

/// Records a click on a short link. Returns when it is committed.
///
/// # Errors
/// Unavailable; Internal. Then the click is lost.
pub async fn click(visitor: &Visitor, link: &link::Model, circumstances: &Circumstances) -> Result<()> {
    let touched = Touched {
        workspace: link.workspace_id,
        kind: "click",
        event: "link.clicked",
        block: link.block_id.0,
        props: json!({ "link": link.id, "code": link.code, "target": link.target }),
    };
    visitor.app().events().record(record(visitor, visitor.id, None, touched, circumstances)).await
}

/// Records that a file of a block was taken, which counts like a click. Returns when it is committed.
///
/// # Errors
/// Unavailable; Internal. Then it is not counted.
pub async fn download(
    visitor: &Visitor,
    workspace: WorkspaceId,
    block: BlockId,
    circumstances: &Circumstances,
) -> Result<()> {
    let (kind, event, props) = ("click", "file.downloaded", json!({}));
    let touched = Touched { workspace, kind, event, block: block.0, props };
    visitor.app().events().record(record(visitor, visitor.id, None, touched, circumstances)).await
}

/// Records something inside of a transaction that writes more than this; the browser's row is there afterwards.
pub async fn within<C: ConnectionTrait>(
    tx: &C,
    visitor: &Visitor,
    (id, person): (Option<VisitorId>, PersonId),
    touched: Touched<'_>,
    circumstances: &Circumstances,
) -> Result<()> {
    events::record_within(tx, record(visitor, id, Some(person), touched, circumstances)).await
}

fn record(
    visitor: &Visitor,
    visitor_id: Option<VisitorId>,
    person_id: Option<PersonId>,
    touched: Touched<'_>,
    circumstances: &Circumstances,
) -> Record {
    let at = now();
    let agent = &visitor.client().user_agent;
    let bot = circumstances.ahead || agents::is_machine(agent);
    let device = agents::device(agent);
    let Touched { workspace, kind, event, block, mut props } = touched;
    if let Value::Object(props) = &mut props {
        props.insert("device".to_owned(), json!(device));
        props.insert("bot".to_owned(), json!(bot));
        props.insert("referrer_host".to_owned(), json!(circumstances.referrer_host));
        props.insert("country".to_owned(), json!(circumstances.country));
    }
    Record {
        touch: touch::Model {
            id: TouchId::new(),
            workspace_id: workspace,
            visitor_id,
            kind: kind.to_owned(),
            object_kind: "block".to_owned(),
            object_id: block,
            at,
            referrer_host: circumstances.referrer_host.clone(),
            device: device.to_owned(),
            country: circumstances.country.clone(),
            bot,
        },
        event: event::Model {
            id: EventId::new(),
            workspace_id: workspace,
            visitor_id,
            person_id,
            name: event.to_owned(),
            object_kind: "block".to_owned(),
            object_id: Some(block),
            props,
            at,
        },
    }
}
