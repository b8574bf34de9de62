//! `GET /w/{workspace}/activity.csv`: the activity as a file for spreadsheets, filtered as the page is.

use axum::{
    body::Body,
    extract::{Path, Query, Request, State},
    response::Response,
};
use bytes::Bytes;
use futures::{Stream, stream};

use super::{
    activity,
    types::activity::{Deed, Lookup},
};
use crate::{
    kernel::{AppError, Result},
    server::{
        answer,
        app::App,
        csv,
        ctx::{Ctx, WorkspaceCtx},
        router::Routes,
    },
};

/// The route.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/w/{workspace}/activity.csv", activity_csv)
}

async fn activity_csv(
    State(app): State<App>,
    Path(workspace): Path<String>,
    Query(lookup): Query<Lookup>,
    request: Request,
) -> Response {
    let html = answer::wants_html(request.headers());
    match open(&app, &workspace, &lookup, request).await {
        Ok(ws) => csv::download("activity", Body::from_stream(lines(ws, lookup))),
        Err(error) => answer::error(html, &error),
    }
}

async fn open(app: &App, workspace: &str, lookup: &Lookup, request: Request) -> Result<WorkspaceCtx> {
    let (parts, _) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    activity::begin_export(&ws, lookup).await?;
    Ok(ws)
}

/// The head, then the lines in parts, so that any number of them fits into memory.
fn lines(ws: WorkspaceCtx, lookup: Lookup) -> impl Stream<Item = std::result::Result<Bytes, AppError>> {
    let head = csv::MARK.to_owned() + &csv::line(["When (UTC)", "Who", "What", "Changes", "From where"]);
    stream::try_unfold((ws, lookup, Some(String::new()), head), |(ws, lookup, at, head)| async move {
        let Some(before) = at else { return Ok(None) };
        let (deeds, next) = activity::step(&ws, &lookup, &before).await?;
        let text = deeds.iter().fold(head, |text, deed| text + &line(deed));
        Ok(Some((Bytes::from(text), (ws, lookup, next, String::new()))))
    })
}

fn line(deed: &Deed) -> String {
    let changes: Vec<String> =
        deed.changes.iter().map(|change| format!("{}: {} → {}", change.label, change.old, change.new)).collect();
    csv::line([&deed.at.to_rfc3339(), &deed.who, &deed.what, &changes.join("; "), &deed.place])
}
