//! The audit log as a file for spreadsheets.

use axum::{
    body::Body,
    extract::{Query, Request, State},
    response::Response,
};

use super::{
    audit_log,
    types::audit::{Asked, Entry},
};
use crate::{
    kernel::Result,
    server::{answer, app::App, csv, ctx::Ctx, router::Routes},
};

/// The most rows of a file.
const MAX_ROWS: usize = 50_000;

/// `GET /admin/audit.csv`
pub fn routes(routes: Routes) -> Routes {
    routes.get("/admin/audit.csv", audit_csv)
}

async fn audit_csv(State(app): State<App>, Query(asked): Query<Asked>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match file(&app, asked, request).await {
        Ok(text) => csv::download("audit", Body::from(text)),
        Err(error) => answer::error(html, &error),
    }
}

async fn file(app: &App, asked: Asked, request: Request) -> Result<String> {
    let (parts, _) = request.into_parts();
    let admin = Ctx::from_parts(app, &parts).await?.staff()?.require_admin()?;
    let mut asked = Asked { before: String::new(), ..asked };
    audit_log::begin_export(&admin, &asked).await?;
    let head = ["When (UTC)", "Who", "In the name of", "Action", "Risk", "What", "Which", "From", "Request", "Changes"];
    let mut text = csv::MARK.to_owned() + &csv::line(head);
    let mut rows = 0;
    loop {
        let (entries, next) = audit_log::export_step(&admin, &asked).await?;
        rows += entries.len();
        text.extend(entries.iter().map(line));
        match next {
            Some(next) if rows < MAX_ROWS => asked.before = next,
            _ => return Ok(text),
        }
    }
}

fn line(entry: &Entry) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
    let changes =
        entry.changes.iter().map(|change| format!("{}: {} → {}", change.field, value(&change.old), value(&change.new)));
    csv::line([
        &entry.at.format("%Y-%m-%d %H:%M:%S").to_string(),
        &entry.actor,
        &entry.impersonating,
        &entry.action,
        entry.risk.as_str(),
        &entry.object_kind,
        &entry.object_id,
        &entry.ip,
        &entry.request_id,
        &changes.collect::<Vec<_>>().join("; "),
    ])
}
