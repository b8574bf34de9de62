//! `POST /admin/users/{user}/visit` and `POST /visit/stop`: plain forms, because the whole page changes with the person.

use axum::{
    Form,
    extract::{Path, Request, State, rejection::FormRejection},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    admin::impersonations,
    kernel::{AppError, Result, id::UserId},
    server::{answer, app::App, ctx::Ctx, router::Routes},
};

/// The routes.
pub fn routes(routes: Routes) -> Routes {
    routes.post("/admin/users/{user}/visit", begin).post("/visit/stop", stop)
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    reason: String,
}

async fn begin(State(app): State<App>, Path(user): Path<String>, headers: HeaderMap, request: Request) -> Response {
    let html = answer::wants_html(&headers);
    let begun = async {
        let (parts, body) = request.into_parts();
        let admin = Ctx::from_parts(&app, &parts).await?.staff()?.require_admin()?;
        let user: UserId = user.parse().map_err(|_| AppError::not_found("person"))?;
        let sent = read(Request::from_parts(parts, body)).await;
        impersonations::begin(&admin, user, &sent.reason).await
    };
    to("/w", html, begun.await)
}

async fn stop(State(app): State<App>, headers: HeaderMap, request: Request) -> Response {
    let html = answer::wants_html(&headers);
    let stopped = async {
        let (parts, _) = request.into_parts();
        impersonations::stop(&Ctx::from_parts(&app, &parts).await?).await
    };
    match stopped.await {
        Ok(person) => to(&format!("/admin/users/{person}"), html, Ok(())),
        Err(error) => answer::error(html, &error),
    }
}

async fn read(request: Request) -> Sent {
    use axum::extract::FromRequest;
    let sent: std::result::Result<Form<Sent>, FormRejection> = Form::from_request(request, &()).await;
    sent.map(|Form(sent)| sent).unwrap_or_default()
}

fn to(path: &str, html: bool, outcome: Result<()>) -> Response {
    match outcome {
        Ok(()) => Redirect::to(path).into_response(),
        Err(AppError::Invalid(fields)) => {
            // The answer is a page of its own, so it says the words of the field and not that there is one.
            let words = fields.0.into_values().collect::<Vec<_>>().join(" ");
            answer::error(html, &AppError::invalid("", words))
        }
        Err(error) => answer::error(html, &error),
    }
}
