//! The audience as a file for spreadsheets.

use axum::{
    body::Body,
    extract::{Path, Request, State},
    response::Response,
};
use bytes::Bytes;
use futures::{Stream, stream};

use super::{audience, types::Person};
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

/// `GET /w/{workspace}/audience.csv`
pub fn routes(routes: Routes) -> Routes {
    routes.get("/w/{workspace}/audience.csv", audience_csv)
}

async fn audience_csv(State(app): State<App>, Path(workspace): Path<String>, request: Request) -> Response {
    let html = answer::wants_html(request.headers());
    match open(&app, &workspace, request).await {
        Ok(ws) => csv::download("audience", Body::from_stream(lines(ws))),
        Err(error) => answer::error(html, &error),
    }
}

async fn open(app: &App, workspace: &str, request: Request) -> Result<WorkspaceCtx> {
    let (parts, _) = request.into_parts();
    let ws = Ctx::from_parts(app, &parts).await?.workspace_by_handle(workspace).await?;
    audience::begin_export(&ws).await?;
    Ok(ws)
}

/// The head, then the people in parts, so that any number of them fits into memory.
fn lines(ws: WorkspaceCtx) -> impl Stream<Item = std::result::Result<Bytes, AppError>> {
    let head = csv::MARK.to_owned() + &csv::line(["E-mail", "Name", "Source", "Agreed to mail", "Known since"]);
    stream::try_unfold((ws, Some(String::new()), head), |(ws, at, head)| async move {
        let Some(before) = at else { return Ok(None) };
        let (people, next) = audience::export_step(&ws, &before).await?;
        let text = people.iter().fold(head, |text, person| text + &line(person));
        Ok(Some((Bytes::from(text), (ws, next, String::new()))))
    })
}

fn line(person: &Person) -> String {
    let consent = person.consent_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let known = person.created_at.to_rfc3339();
    csv::line([&person.email, &person.name, &person.source, &consent, &known])
}
