//! What protects the platform, decided by staff: networks that are blocked or allowed, what browsers refused, feature flags.

use ipnet::IpNet;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;

use super::types::{
    defences::{BlockedNet, BrowserReport, Flag, FlagChange, NewBlock, PAGE, Threat, Threats, check_flag},
    users::check_reason,
};
use crate::{
    entity::{blocked_ip, csp_report, feature_flag, threat, user},
    kernel::{
        AppError, Result,
        id::{UserId, WorkspaceId},
        page::Page,
        time::{Time, now},
    },
    server::{
        audit::{self, Change},
        csp,
        ctx::AdminCtx,
        db::Tx,
        flags::{Decided, KNOWN, State},
        middleware::client::parse_network,
        threats::blocks::{self, Row},
    },
};

/// Networks and signs that are shown.
const SHOWN: u64 = 100;

/// The networks that are blocked or allowed, and what was noticed last.
pub async fn threats(admin: &AdminCtx) -> Result<Threats> {
    let db = admin.db().read();
    let rows = blocked_ip::Entity::find().order_by_desc(blocked_ip::Column::At).limit(SHOWN).all(db).await?;
    let people: Vec<UserId> = rows.iter().filter_map(|row| row.by_id).collect();
    let names: Vec<(UserId, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Name])
        .filter(user::Column::Id.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    let name = |id: UserId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let net = |row: blocked_ip::Model| BlockedNet {
        holds: row.until.is_none_or(|until| until > now()),
        allowed: row.kind == "allowed",
        by: row.by_id.and_then(name).unwrap_or_default(),
        net: row.net,
        reason: row.reason,
        times: u32::try_from(row.times).unwrap_or(0),
        at: row.at,
        until: row.until,
    };
    let signs = threat::Entity::find()
        .order_by_desc(threat::Column::At)
        .order_by_desc(threat::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let sign = |row: threat::Model| Threat { net: row.net, kind: row.kind, path: row.path, at: row.at };
    Ok(Threats { nets: rows.into_iter().map(net).collect(), signs: signs.into_iter().map(sign).collect() })
}

/// Blocks a network, or lets it always pass.
///
/// # Errors
/// Invalid (`net`, `reason`, `hours`), also for the network of whoever blocks.
pub async fn decide(admin: &AdminCtx, new: &NewBlock) -> Result<()> {
    let reason = check_reason(&new.reason)?;
    let net = read_net(&new.net)?;
    let until = until(new)?;
    if !new.allow && net.contains(&admin.ctx().client().ip) {
        return Err(AppError::invalid("net", "You are in this network yourself, so you would be out."));
    }
    let tx = admin.db().begin().await?;
    let times = blocked_ip::Entity::find_by_id(net.to_string()).one(&tx).await?.map_or(0, |row| row.times);
    let kind = if new.allow { "allowed" } else { "blocked" };
    blocks::store(&tx, Row { net, kind, reason: &reason, times, by: Some(admin.user().id), until }).await?;
    let action = if new.allow { "ip.allow" } else { "ip.block" };
    record(
        &tx,
        admin,
        (action, "network"),
        None,
        Some(json!({ "net": net.to_string(), "reason": reason, "until": until })),
    )
    .await?;
    tx.commit().await?;
    admin.app().threats().forget(net).await;
    admin.app().threats().blocks().renew().await;
    Ok(())
}

/// Takes a network off the list, whether it was blocked or allowed.
///
/// # Errors
/// NotFound; Invalid (`net`).
pub async fn lift(admin: &AdminCtx, net: &str) -> Result<()> {
    let net = read_net(net)?;
    let tx = admin.db().begin().await?;
    let found = blocks::lift(&tx, net).await?.ok_or_else(|| AppError::not_found("network"))?;
    let old = json!({ "net": found.net, "kind": found.kind, "reason": found.reason, "until": found.until });
    record(&tx, admin, ("ip.lift", "network"), Some(old), None).await?;
    tx.commit().await?;
    admin.app().threats().forget(net).await;
    admin.app().threats().blocks().renew().await;
    Ok(())
}

/// One page of what browsers refused to load on our pages, the latest first.
pub async fn browser_reports(admin: &AdminCtx, page: u64) -> Result<Page<BrowserReport>> {
    let db = admin.db().read();
    let total = csp_report::Entity::find().count(db).await?;
    let page = page.clamp(1, 1000);
    let rows = csp_report::Entity::find()
        .order_by_desc(csp_report::Column::LastAt)
        .order_by_desc(csp_report::Column::Id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
        .all(db)
        .await?;
    let next = (page * PAGE < total).then(|| (page + 1).to_string());
    let report = |row: csp_report::Model| BrowserReport {
        directive: row.directive,
        blocked: row.blocked,
        page: row.page,
        sample: row.sample,
        count: row.count.unsigned_abs(),
        first_at: row.first_at,
        last_at: row.last_at,
    };
    Ok(Page { items: rows.into_iter().map(report).collect(), next, total })
}

/// Forgets what browsers refused, to see what comes anew.
pub async fn clear_browser_reports(admin: &AdminCtx) -> Result<()> {
    let tx = admin.db().begin().await?;
    let old = json!({ "count": csp::clear(&tx).await? });
    record(&tx, admin, ("csp_report.clear", "csp_report"), Some(old), None).await?;
    tx.commit().await?;
    Ok(())
}

/// Every feature behind a flag, and for whom it is on.
pub async fn flags(admin: &AdminCtx) -> Result<Vec<Flag>> {
    let rows = feature_flag::Entity::find().limit(SHOWN).all(admin.db().read()).await?;
    let flag = |(name, about, on): &(&str, &str, bool)| {
        let row = rows.iter().find(|row| row.name == *name);
        let decided = row.map(Decided::of);
        let state = decided.as_ref().map_or(if *on { State::On } else { State::Off }, |decided| decided.state);
        let (state, percent) = match state {
            State::On => ("on", 100),
            State::Off => ("off", 0),
            State::Part(percent) => ("part", percent),
        };
        Flag {
            name: (*name).to_owned(),
            about: (*about).to_owned(),
            state: state.to_owned(),
            percent,
            workspaces: decided.as_ref().map(|decided| decided.workspaces.clone()).unwrap_or_default(),
            people: decided.map(|decided| decided.people).unwrap_or_default(),
            changed_at: row.map(|row| row.updated_at),
        }
    };
    Ok(KNOWN.iter().map(flag).collect())
}

/// Decides for whom a feature is on. Other processes know within ten seconds.
///
/// # Errors
/// NotFound; Invalid (`state`, `percent`, `workspaces`, `people`).
pub async fn change_flag(admin: &AdminCtx, change: &FlagChange) -> Result<()> {
    let known = KNOWN.iter().find(|(name, ..)| *name == change.name).ok_or_else(|| AppError::not_found("flag"))?;
    let (percent, workspaces, people): (u32, Vec<WorkspaceId>, Vec<UserId>) = check_flag(change)?;
    let tx = admin.db().begin().await?;
    let old = feature_flag::Entity::find_by_id(known.0.to_owned()).one(&tx).await?;
    let (to_json, fault) = (serde_json::to_value::<&Vec<WorkspaceId>>, |_| AppError::internal());
    let row = feature_flag::Model {
        name: known.0.to_owned(),
        about: known.1.to_owned(),
        state: change.state.clone(),
        percent: i32::try_from(percent).unwrap_or(0),
        workspaces: to_json(&workspaces).map_err(fault)?,
        people: serde_json::to_value(&people).map_err(fault)?,
        by_id: Some(admin.user().id),
        updated_at: now(),
    };
    let new =
        json!({ "flag": known.0, "state": row.state, "percent": percent, "workspaces": workspaces, "people": people });
    let old = old.map(|old| {
        json!({ "flag": old.name, "state": old.state, "percent": old.percent, "workspaces": old.workspaces, "people": old.people })
    });
    use feature_flag::Column::{About, ById, Name, People, Percent, State as Stored, UpdatedAt, Workspaces};
    let replace = OnConflict::column(Name)
        .update_columns([About, Stored, Percent, Workspaces, People, ById, UpdatedAt])
        .to_owned();
    feature_flag::Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(&tx).await?;
    record(&tx, admin, ("flag.change", "flag"), old, Some(new)).await?;
    tx.commit().await?;
    admin.app().flags().renew().await;
    Ok(())
}

fn read_net(text: &str) -> Result<IpNet> {
    let wrong = || AppError::invalid("net", "Write an address like 203.0.113.7, or a network like 203.0.113.0/24.");
    let net = parse_network(text.trim()).ok_or_else(wrong)?;
    // One person has a whole /64 of IPv6, and nobody should block half of the world.
    let (widest, narrowest) = if net.addr().is_ipv4() { (8, 32) } else { (19, 64) };
    if net.prefix_len() < widest {
        return Err(AppError::invalid("net", format!("This network is too large; /{widest} is the limit.")));
    }
    IpNet::new(net.addr(), net.prefix_len().min(narrowest)).map(|net| net.trunc()).map_err(|_| wrong())
}

fn until(new: &NewBlock) -> Result<Option<Time>> {
    match new.hours.trim() {
        "" => Ok(None),
        text => {
            let hours = text.parse().ok().filter(|hours| (1..=24 * 365).contains(hours));
            let hours = hours.ok_or_else(|| AppError::invalid("hours", "Write a number of hours, at most a year."))?;
            Ok(Some(now() + chrono::TimeDelta::hours(hours)))
        }
    }
}

async fn record(
    tx: &Tx,
    admin: &AdminCtx,
    (action, object_kind): (&str, &str),
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
) -> Result<()> {
    audit::record(tx, admin, Change { action, object_kind, object_id: None, old, new }).await
}
