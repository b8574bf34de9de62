//! `POST /csp-report`: what browsers refused to load on our pages, kept once for each kind.

use axum::{Extension, body::Bytes, extract::State, http::StatusCode};
use data_encoding::HEXLOWER;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

use super::{
    app::App,
    db::{Db, Tx},
    middleware::client::Client,
};
use crate::{
    entity::csp_report,
    kernel::{Result, id::CspReportId, time::now},
};

/// Where browsers send reports.
pub const PATH: &str = "/csp-report";
/// The largest body, in bytes.
const LARGEST: usize = 16 * 1024;
/// Reports that are read out of one body.
const AT_ONCE: usize = 10;
/// Kinds that are kept; what is new on top is not.
const MOST: u64 = 1000;
/// The longest text of a field, in characters.
const LONGEST: usize = 300;

/// One report, cut down to what tells kinds apart: no queries, no fragments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The directive that refused it.
    pub directive: String,
    /// What was refused: an address without its query, or a word like `inline`.
    pub blocked: String,
    /// The page, its path only.
    pub page: String,
    /// The beginning of a refused script or style.
    pub sample: String,
}

/// Takes reports. The answer is always the same and empty: nobody reads it.
pub async fn take(State(app): State<App>, Extension(client): Extension<Client>, body: Bytes) -> StatusCode {
    if body.len() > LARGEST || app.auth_limits().check("csp-report", &client.place()).is_err() {
        return StatusCode::NO_CONTENT;
    }
    for violation in read(&body) {
        if let Err(error) = keep(app.db(), &violation).await {
            tracing::warn!(%error, "a report of a browser is not kept");
        }
    }
    StatusCode::NO_CONTENT
}

/// Reads the body of `report-uri` (one report) and of `report-to` (a list). What an extension of the browser did is none of ours.
pub fn read(body: &[u8]) -> Vec<Violation> {
    let Ok(sent) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let old = sent
        .get("csp-report")
        .map(|report| violation(report, ["effective-directive", "blocked-uri", "document-uri", "script-sample"]));
    let new = sent.as_array().into_iter().flatten().take(AT_ONCE).filter(|report| report["type"] == "csp-violation");
    let new =
        new.map(|report| violation(&report["body"], ["effectiveDirective", "blockedURL", "documentURL", "sample"]));
    old.into_iter().chain(new).flatten().collect()
}

fn violation(report: &Value, [directive, blocked, page, sample]: [&str; 4]) -> Option<Violation> {
    let text = |name: &str| report.get(name).and_then(Value::as_str).unwrap_or_default();
    let directive = match text(directive) {
        "" => text("violated-directive").split(' ').next().unwrap_or_default(),
        known => known,
    };
    let page = Url::parse(text(page)).ok()?;
    let blocked = text(blocked);
    let foreign = ["chrome-extension", "moz-extension", "safari-web-extension", "about"];
    if directive.is_empty() || foreign.iter().any(|scheme| blocked.starts_with(scheme)) {
        return None;
    }
    let blocked = match Url::parse(blocked) {
        Ok(mut url) if url.has_host() => {
            url.set_query(None);
            url.set_fragment(None);
            url.to_string()
        }
        Ok(url) => url.scheme().to_owned(),
        Err(_) => blocked.to_owned(),
    };
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
    Some(Violation {
        directive: short(directive),
        blocked: short(&blocked),
        page: short(page.path()),
        sample: short(text(sample)),
    })
}

/// Counts a violation, or keeps it when it is a new kind and there is room.
pub async fn keep(db: &Db, violation: &Violation) -> Result<()> {
    let Violation { directive, blocked, page, sample } = violation;
    let mut hash = Sha256::new();
    for part in [directive, blocked, page] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let fingerprint = HEXLOWER.encode(&hash.finalize());
    let known = csp_report::Entity::find().filter(csp_report::Column::Fingerprint.eq(fingerprint.as_str()));
    if known.count(db.read()).await? == 0 && csp_report::Entity::find().count(db.read()).await? >= MOST {
        return Ok(());
    }
    let row = csp_report::Model {
        id: CspReportId::new(),
        fingerprint,
        directive: directive.clone(),
        blocked: blocked.clone(),
        page: page.clone(),
        sample: sample.clone(),
        count: 1,
        first_at: now(),
        last_at: now(),
    };
    let again = OnConflict::column(csp_report::Column::Fingerprint)
        .value(csp_report::Column::Count, Expr::col((csp_report::Entity, csp_report::Column::Count)).add(1))
        .update_column(csp_report::Column::LastAt)
        .to_owned();
    csp_report::Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(db.write()).await?;
    Ok(())
}

/// Forgets every report, inside a transaction; gives how many kinds there were.
pub async fn clear(tx: &Tx) -> Result<u64> {
    Ok(csp_report::Entity::delete_many().exec(tx).await?.rows_affected)
}
