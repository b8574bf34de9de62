//! What visitors touched: a row for counting and an event for the timeline, always together.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{agents, visitor_keys::Footprint};
use crate::{
    entity::{event, link, touch},
    kernel::{
        Result,
        id::{BlockId, EventId, PersonId, SiteId, TouchId, VisitorId, WorkspaceId},
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
    /// Host of the page that led here, when it is none of ours.
    pub referrer_host: Option<String>,
    /// `utm_source`, `utm_medium` and `utm_campaign` of the address.
    pub campaign: Campaign,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Loaded in advance by a program, not asked for by a person.
    pub ahead: bool,
    /// The person asked not to be followed.
    pub objects: bool,
}

/// What an address says of the advertisement or mail that it stood in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaign {
    /// Who sent the visitor: `newsletter`.
    pub source: Option<String>,
    /// On which way: `email`.
    pub medium: Option<String>,
    /// With which campaign: `spring`.
    pub name: Option<String>,
}

/// What was touched.
pub struct Touched<'a> {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// On which site.
    pub site: SiteId,
    /// `view`, `click`, `capture`.
    pub kind: &'a str,
    /// The event's name, `link.clicked`.
    pub event: &'a str,
    /// Which block; a view is of the site as a whole.
    pub block: Option<Uuid>,
    /// More for the timeline.
    pub props: Value,
}

/// Records that a page was seen, some time soon: nobody waits for it, and when there is no room it is counted as lost.
pub fn view(visitor: &Visitor, (workspace, site): (WorkspaceId, SiteId), circumstances: &Circumstances) {
    let Campaign { source, medium, name } = &circumstances.campaign;
    let props = json!({ "source": source, "medium": medium, "campaign": name });
    let touched = Touched { workspace, site, kind: "view", event: "site.viewed", block: None, props };
    visitor.app().events().offer(record(visitor, visitor.id, None, touched, circumstances));
}

/// Records a click on a short link. Returns when it is committed.
///
/// # Errors
/// Unavailable; Internal. Then the click is lost.
pub async fn click(visitor: &Visitor, link: &link::Model, circumstances: &Circumstances) -> Result<()> {
    let touched = Touched {
        workspace: link.workspace_id,
        site: link.site_id,
        kind: "click",
        event: "link.clicked",
        block: Some(link.block_id.0),
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
    (workspace, site, block): (WorkspaceId, SiteId, BlockId),
    circumstances: &Circumstances,
) -> Result<()> {
    let (kind, event, props) = ("click", "file.downloaded", json!({}));
    let touched = Touched { workspace, site, kind, event, block: Some(block.0), props };
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
    let client = visitor.client();
    let (device, machine) = agents::classify(&client.user_agent);
    let bot = circumstances.ahead || machine;
    let Touched { workspace, site, kind, event, block, mut props } = touched;
    if let Value::Object(props) = &mut props {
        props.insert("device".to_owned(), json!(device));
        props.insert("bot".to_owned(), json!(bot));
        props.insert("referrer_host".to_owned(), json!(circumstances.referrer_host));
        props.insert("country".to_owned(), json!(circumstances.country));
    }
    let (object_kind, object_id) = block.map_or(("site", site.0), |block| ("block", block));
    let followed = !bot && !circumstances.objects;
    Record {
        footprint: followed.then(|| Footprint { site, address: client.ip, user_agent: client.user_agent.clone() }),
        touch: touch::Model {
            id: TouchId::new(),
            workspace_id: workspace,
            visitor_id,
            kind: kind.to_owned(),
            object_kind: object_kind.to_owned(),
            object_id,
            at,
            referrer_host: circumstances.referrer_host.clone(),
            device: device.to_owned(),
            country: circumstances.country.clone(),
            bot,
            site_id: Some(site),
            visitor_key: None,
            source: circumstances.campaign.source.clone(),
            medium: circumstances.campaign.medium.clone(),
            campaign: circumstances.campaign.name.clone(),
        },
        event: event::Model {
            id: EventId::new(),
            workspace_id: workspace,
            visitor_id,
            person_id,
            name: event.to_owned(),
            object_kind: object_kind.to_owned(),
            object_id: Some(object_id),
            props,
            at,
        },
    }
}
