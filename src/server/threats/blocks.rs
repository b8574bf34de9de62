//! Networks that are refused, and networks that never are: in the database, looked up in memory.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use chrono::TimeDelta;
use ipnet::IpNet;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};

use crate::{
    entity::{blocked_ip, threat},
    kernel::{
        Result,
        id::UserId,
        time::{Time, now},
    },
    server::{ctx::System, db::Db},
};

/// After how many milliseconds the list is read again: so long another process may not know of a block.
const STALE_MS: u64 = 10_000;
/// Networks in memory; the newest are kept when there are more.
const MOST: u64 = 20_000;
/// How long the first, second, … block of a network lasts, in minutes.
const MINUTES: [i64; 5] = [15, 60, 6 * 60, 24 * 60, 7 * 24 * 60];
/// A block that ended longer ago does not make the next one longer, and its row goes.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Whether a caller may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is known.
    Unknown,
    /// Never refused, never scored.
    Allowed,
    /// Refused, until then or for good.
    Blocked(Option<Time>),
}

/// The list. Cheap to clone.
#[derive(Clone)]
pub struct Blocks(Arc<Inner>);

struct Inner {
    db: Db,
    list: RwLock<Arc<List>>,
    begun: Instant,
    /// When the list was read, in milliseconds since `begun`; 0 when it never was.
    read_at: AtomicU64,
    reading: AtomicBool,
}

/// What is known, by network. Wide networks are few and are walked through.
#[derive(Default)]
struct List {
    single: HashMap<IpNet, Entry>,
    wide: Vec<(IpNet, Entry)>,
}

#[derive(Clone, Copy)]
struct Entry {
    allowed: bool,
    until: Option<Time>,
}

impl Blocks {
    /// An empty list.
    pub(super) fn new(db: Db) -> Self {
        let (read_at, reading) = (AtomicU64::new(0), AtomicBool::new(false));
        Self(Arc::new(Inner { db, list: RwLock::default(), begun: Instant::now(), read_at, reading }))
    }

    /// Whether a caller may pass now. The first caller of a process waits for the list; later it is renewed behind their backs.
    pub async fn verdict(&self, ip: IpAddr) -> Verdict {
        let read_at = self.0.read_at.load(Ordering::Acquire);
        let stale = self.milliseconds().saturating_sub(read_at) > STALE_MS;
        if read_at == 0 {
            self.renew().await;
        } else if stale && !self.0.reading.swap(true, Ordering::AcqRel) {
            let this = self.clone();
            tokio::spawn(async move { this.renew().await });
        }
        self.list().verdict(ip, now())
    }

    /// Reads the list again.
    pub async fn renew(&self) {
        match read(self.0.db.read()).await {
            Ok(list) => *self.0.list.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(list),
            Err(error) => tracing::warn!(%error, "the list of blocked networks cannot be read; the old one holds"),
        }
        self.0.read_at.store(self.milliseconds(), Ordering::Release);
        self.0.reading.store(false, Ordering::Release);
    }

    /// Blocks a network because of its score: longer each time. Gives the instant until which.
    pub(super) async fn block_by_score(&self, net: IpNet, reason: &str) -> Result<Time> {
        let tx = self.0.db.begin().await?;
        let old = blocked_ip::Entity::find_by_id(net.to_string()).one(&tx).await?;
        let times = old.as_ref().map_or(0, |row| row.times);
        let minutes = MINUTES[usize::try_from(times).unwrap_or(0).min(MINUTES.len() - 1)];
        let until = now() + TimeDelta::minutes(minutes);
        // What staff has decided stays as it is.
        let by_hand = old.filter(|row| row.by_id.is_some() && row.until.is_none_or(|until| until > now()));
        if by_hand.is_none() {
            store(&tx, Row { net, kind: "blocked", reason, times: times + 1, by: None, until: Some(until) }).await?;
        }
        tx.commit().await?;
        self.renew().await;
        Ok(until)
    }

    /// Since this process began to keep the list; never 0.
    fn milliseconds(&self) -> u64 {
        (self.0.begun.elapsed().as_millis() as u64).max(1)
    }

    fn list(&self) -> Arc<List> {
        Arc::clone(&self.0.list.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl List {
    fn verdict(&self, ip: IpAddr, now: Time) -> Verdict {
        let length = if ip.is_ipv4() { 32 } else { 64 };
        let own = IpNet::new(ip, length).map(|net| net.trunc()).unwrap_or_else(|_| IpNet::from(ip));
        let wide = self.wide.iter().filter(|(net, _)| net.contains(&ip)).map(|(_, entry)| entry);
        let known: Vec<&Entry> = self.single.get(&own).into_iter().chain(wide).collect();
        if known.iter().any(|entry| entry.allowed) {
            return Verdict::Allowed;
        }
        let mut held = known.iter().filter(|entry| entry.until.is_none_or(|until| until > now));
        held.next().map_or(Verdict::Unknown, |entry| Verdict::Blocked(entry.until))
    }
}

/// A row to be.
pub struct Row<'a> {
    /// Which network.
    pub net: IpNet,
    /// blocked, allowed
    pub kind: &'static str,
    /// Why, for staff.
    pub reason: &'a str,
    /// How often it was blocked.
    pub times: i32,
    /// Who decided it; `None` for a score.
    pub by: Option<UserId>,
    /// Until when; `None` for good.
    pub until: Option<Time>,
}

/// Keeps a network, in place of what was known of it.
pub async fn store<C: ConnectionTrait>(tx: &C, row: Row<'_>) -> Result<()> {
    use blocked_ip::Column::{At, ById, Kind, Reason, Times, Until};
    let row = blocked_ip::Model {
        net: row.net.to_string(),
        kind: row.kind.to_owned(),
        reason: row.reason.to_owned(),
        times: row.times,
        by_id: row.by,
        at: now(),
        until: row.until,
    };
    let replace =
        OnConflict::column(blocked_ip::Column::Net).update_columns([Kind, Reason, Times, ById, At, Until]).to_owned();
    blocked_ip::Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Ends a block, or takes a network off the list of those that are never refused. How often it was blocked is forgotten.
/// Says what was there.
pub async fn lift<C: ConnectionTrait>(tx: &C, net: IpNet) -> Result<Option<blocked_ip::Model>> {
    let found = blocked_ip::Entity::find_by_id(net.to_string()).one(tx).await?;
    if let Some(row) = &found {
        row.clone().into_active_model().delete(tx).await?;
    }
    Ok(found)
}

/// Deletes blocks that ended long ago and signs older than a month. A job calls it.
pub async fn sweep(system: &System) -> Result<u64> {
    let before = now() - REMEMBERED;
    let gone = blocked_ip::Entity::delete_many()
        .filter(blocked_ip::Column::Until.lt(before))
        .exec(system.db().write())
        .await?;
    let old = threat::Entity::delete_many().filter(threat::Column::At.lt(before)).exec(system.db().write()).await?;
    Ok(gone.rows_affected + old.rows_affected)
}

async fn read<C: ConnectionTrait>(db: &C) -> Result<List> {
    let holds = Condition::any().add(blocked_ip::Column::Until.is_null()).add(blocked_ip::Column::Until.gt(now()));
    let rows =
        blocked_ip::Entity::find().filter(holds).order_by_desc(blocked_ip::Column::At).limit(MOST).all(db).await?;
    let mut list = List::default();
    for row in rows {
        let Ok(net) = row.net.parse::<IpNet>() else { continue };
        let entry = Entry { allowed: row.kind == "allowed", until: row.until };
        let single = if net.addr().is_ipv4() { 32 } else { 64 };
        if net.prefix_len() == single {
            list.single.insert(net, entry);
        } else {
            list.wide.push((net, entry));
        }
    }
    Ok(list)
}
