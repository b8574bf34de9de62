//! Numbers: what is counted, what is not, and that every way to count says the same.

mod behaviour;
mod pages;
mod periods;
mod recount;
mod reports;
mod views;

use std::collections::BTreeMap;

use mewayz::{
    analytics::{
        reports as reading,
        types::{Dimension, Range, Report},
    },
    entity::{event, tally, touch},
    kernel::{
        id::{BlockId, EventId, SiteId, TouchId},
        time::Time,
    },
    server::{ctx::WorkspaceCtx, events::Record},
};
use sea_orm::EntityTrait;

use crate::support::TestApp;

/// A view of a site, or a click on one of its blocks, by a visitor of that day or by nobody in particular.
pub fn record(ws: &WorkspaceCtx, site: SiteId, block: Option<BlockId>, visitor: Option<i64>, at: Time) -> Record {
    let object_id = block.map_or(site.0, |block| block.0);
    let kind = if block.is_some() { "click" } else { "view" };
    Record {
        footprint: None,
        touch: touch::Model {
            id: TouchId::new(),
            workspace_id: ws.id(),
            visitor_id: None,
            kind: kind.to_owned(),
            object_kind: if block.is_some() { "block" } else { "site" }.to_owned(),
            object_id,
            at,
            referrer_host: None,
            device: "phone".to_owned(),
            country: Some("DE".to_owned()),
            bot: false,
            site_id: Some(site),
            visitor_key: visitor,
            source: None,
            medium: None,
            campaign: None,
        },
        event: event::Model {
            id: EventId::new(),
            workspace_id: ws.id(),
            visitor_id: None,
            person_id: None,
            name: format!("test.{kind}"),
            object_kind: "site".to_owned(),
            object_id: Some(object_id),
            props: serde_json::json!({}),
            at,
        },
    }
}

/// Records and waits until they are committed.
pub async fn happened(t: &TestApp, records: Vec<Record>) {
    records.into_iter().for_each(|record| t.app().events().offer(record));
    t.app().events().flush().await;
}

/// Every row of the counts that is not zero.
async fn rows(t: &TestApp) -> BTreeMap<String, [i64; 5]> {
    let rows = tally::Entity::find().all(t.db().write()).await.expect("counts are read").into_iter();
    let named = rows.map(|row| {
        let name = format!("{} {} {} {} {:?}", row.object_id, row.dimension, row.span, row.start, row.value);
        (name, [row.views, row.visitors, row.clicks, row.bots, row.unnamed])
    });
    named.filter(|(_, counts)| *counts != [0; 5]).collect()
}

/// The report of today's 30 days.
async fn report(ws: &WorkspaceCtx, site: Option<SiteId>) -> Report {
    reading::read(ws, site, None, Range::Month).await.expect("there is a report")
}

/// Names and views of a table.
fn table(report: &Report, dimension: Dimension) -> Vec<(String, u64)> {
    let found = report.tables.iter().find(|table| table.dimension == dimension).expect("it has this table");
    found.lines.iter().map(|line| (line.name.clone(), line.totals.views)).collect()
}
