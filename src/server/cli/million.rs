//! `bench-analytics`: a year of views and clicks of one workspace through the path that counts them, then how long its numbers take.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use clap::Args;
use futures::future::join_all;
use sea_orm::{EntityTrait, PaginatorTrait};
use tower_sessions::{Session, SessionStore, session};
use uuid::Uuid;

use super::say;
use crate::{
    analytics::{
        reports,
        types::{Dimension, Range},
        visitor_keys::Footprint,
    },
    entity::{block, event, member, touch, user},
    kernel::{
        AppError, Result,
        id::{EventId, SiteId, TouchId, WorkspaceId},
        time::{Time, now},
    },
    server::{
        app::App,
        ctx::{Ctx, System, WorkspaceCtx},
        events::Record,
        middleware::client::Client,
        seed, sessions,
    },
};

/// How much.
#[derive(Args)]
pub struct Million {
    /// How many views and clicks; 0 only measures what an earlier run has written.
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// The longest that a screen may take, in milliseconds.
    #[arg(long, default_value_t = 100)]
    limit: u64,
}

/// Views and clicks that are committed together.
const TOGETHER: u64 = 500;
/// How often a screen is measured.
const RUNS: usize = 20;
const DAYS: i64 = 365;

/// Writes and measures.
pub async fn run(million: Million, system: &System) -> std::result::Result<(), String> {
    let words = |error: AppError| error.to_string();
    let app = system.app();
    if million.events > 0 {
        let people = user::Entity::find().count(app.db().read()).await.map_err(|error| error.to_string())?;
        if people > 0 {
            return Err("This fills a database with made-up visits. Name an empty one with --database-url.".to_owned());
        }
        seed::seed(system).await.map_err(words)?;
        fill(app, million.events).await.map_err(words)?;
    }
    let ws = owner(app).await.map_err(words)?;
    let slowest = measure(&ws).await.map_err(words)?;
    if slowest > Duration::from_millis(million.limit) {
        return Err(format!("The slowest screen takes {slowest:.1?}; the limit is {} ms.", million.limit));
    }
    Ok(())
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// Small numbers more often than large ones, as with everything that people choose.
    fn skewed(&mut self, limit: u64) -> u64 {
        let (one, two) = (self.below(limit), self.below(limit));
        self.below(one.min(two) + 1)
    }
}

async fn fill(app: &App, events: u64) -> Result<()> {
    let blocks = block::Entity::find().all(app.db().read()).await?;
    let Some((workspace, site)) = blocks.first().map(|block| (block.workspace_id, block.site_id)) else {
        return Err(AppError::not_found("demo site"));
    };
    let blocks: Vec<Uuid> = blocks.iter().map(|block| block.id.0).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let first = now() - TimeDelta::days(DAYS);
    let step = TimeDelta::days(DAYS).num_milliseconds() / i64::try_from(events).unwrap_or(i64::MAX).max(1);
    let begun = Instant::now();
    let mut written = 0;
    while written < events {
        let batch = TOGETHER.min(events - written);
        let records = (written..written + batch).map(|n| {
            let at = first + TimeDelta::milliseconds(step * i64::try_from(n).unwrap_or_default());
            app.events().record(something(&mut dice, (workspace, site), &blocks, at))
        });
        for result in join_all(records.collect::<Vec<_>>()).await {
            result?;
        }
        written += batch;
        if written % (events / 10).max(1) < TOGETHER {
            say(format_args!("{written} written after {:.0?}", begun.elapsed()));
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    say(format_args!("{events} views and clicks written in {seconds:.0} s, {:.0} a second", events as f64 / seconds));
    Ok(())
}

/// A visitor of that day does something.
fn something(dice: &mut Dice, (workspace, site): (WorkspaceId, SiteId), blocks: &[Uuid], at: Time) -> Record {
    const DEVICES: [&str; 3] = ["phone", "desktop", "tablet"];
    let (click, who) = (dice.below(5) < 2, dice.below(1500));
    let place = dice.skewed(200);
    let block = blocks[usize::try_from(dice.skewed(blocks.len() as u64)).unwrap_or_default()];
    let (kind, object_kind, object_id) = if click { ("click", "block", block) } else { ("view", "site", site.0) };
    let campaign = (dice.below(10) == 0).then(|| dice.skewed(12));
    let countries = ["DE", "US", "GB", "FR", "ES", "IT", "NL", "AT", "CH", "PL", "BR", "IN", "JP", "CA", "AU", "SE"];
    Record {
        footprint: Some(Footprint {
            site,
            address: IpAddr::from([
                198,
                18,
                u8::try_from(who / 250).unwrap_or(0),
                u8::try_from(who % 250).unwrap_or(0),
            ]),
            user_agent: "a browser".to_owned(),
        }),
        touch: touch::Model {
            id: TouchId::new(),
            workspace_id: workspace,
            visitor_id: None,
            kind: kind.to_owned(),
            object_kind: object_kind.to_owned(),
            object_id,
            at,
            referrer_host: (dice.below(3) > 0).then(|| format!("site-{place}.example")),
            device: DEVICES[usize::try_from(dice.skewed(3)).unwrap_or_default()].to_owned(),
            country: Some(countries[usize::try_from(who).unwrap_or_default() % countries.len()].to_owned()),
            bot: dice.below(20) == 0,
            site_id: Some(site),
            visitor_key: None,
            source: campaign.map(|n| format!("source-{}", n % 4)),
            medium: campaign.map(|n| format!("medium-{}", n % 3)),
            campaign: campaign.map(|n| format!("campaign-{n}")),
        },
        event: event::Model {
            id: EventId::new(),
            workspace_id: workspace,
            visitor_id: None,
            person_id: None,
            name: if click { "link.clicked" } else { "site.viewed" }.to_owned(),
            object_kind: object_kind.to_owned(),
            object_id: Some(object_id),
            props: serde_json::json!({ "device": "phone", "bot": false }),
            at,
        },
    }
}

/// The first member, signed in.
async fn owner(app: &App) -> Result<WorkspaceCtx> {
    let found = member::Entity::find().one(app.db().read()).await?.ok_or_else(|| AppError::not_found("workspace"))?;
    let store = app.sessions().clone();
    let mut record = session::Record {
        id: session::Id::default(),
        data: [(sessions::USER_ID.to_owned(), serde_json::json!(found.user_id))].into(),
        expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(1),
    };
    store.create(&mut record).await.map_err(|error| crate::server::error::internal("session", error))?;
    let mut parts = axum::http::Request::new(()).into_parts().0;
    parts.extensions.insert(Session::new(Some(record.id), Arc::new(store), None));
    parts.extensions.insert(Client { ip: IpAddr::from([127, 0, 0, 1]), user_agent: "bench".to_owned() });
    Ctx::from_parts(app, &parts).await?.workspace(found.workspace_id).await
}

/// Reads every screen again and again; the slowest median.
async fn measure(ws: &WorkspaceCtx) -> Result<Duration> {
    let all = reports::read(ws, None, None, Range::Year).await?;
    let sites = all.tables.iter().find(|table| table.dimension == Dimension::Site);
    let site: Option<SiteId> = sites.and_then(|table| table.lines.first()).and_then(|line| line.value.parse().ok());
    say(format_args!("{:<28} {:>10} {:>10} {:>12} {:>10}", "", "p50 ms", "max ms", "views", "clicks"));
    let mut slowest = Duration::ZERO;
    for (name, site) in [("all sites", None), ("one site", site)] {
        for range in Range::NAMED {
            let mut times = Vec::with_capacity(RUNS);
            let mut totals = all.totals;
            for _ in 0..RUNS {
                let begun = Instant::now();
                totals = reports::read(ws, site, None, range).await?.totals;
                times.push(begun.elapsed());
            }
            times.sort_unstable();
            let (middle, last) = (times[RUNS / 2], times[RUNS - 1]);
            slowest = slowest.max(middle);
            let ms = |time: Duration| time.as_secs_f64() * 1000.0;
            let screen = format!("{name}, {}", range.label());
            let (views, clicks) = (totals.views, totals.clicks);
            say(format_args!("{screen:<28} {:>10.1} {:>10.1} {views:>12} {clicks:>10}", ms(middle), ms(last)));
        }
    }
    Ok(slowest)
}
