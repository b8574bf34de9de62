//! The way to another site to sign in with, and the way back.

use axum::{
    extract::{Path, Query, Request, State},
    http::{
        HeaderMap, HeaderValue,
        header::{CACHE_CONTROL, REFERRER_POLICY, REFRESH},
    },
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    accounts::{
        providers::{self, Back},
        types::{SignedIn, local_path},
    },
    kernel::Result,
    server::{answer, app::App, ctx::Ctx, html, router::Routes},
};

/// What another site sends back.
#[derive(Debug, Default, Deserialize)]
struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
}

/// `GET /sign-in/leave` and `GET /sign-in/with/{provider}`
pub fn routes(routes: Routes) -> Routes {
    routes.get("/sign-in/leave", leave).get("/sign-in/with/{provider}", back)
}

/// A page that leads on by itself. A redirect would count for the policy of the page with the form, which lets forms lead to us only.
async fn leave(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = async { providers::leave(&Ctx::from_parts(&app, &parts).await?).await };
    let (label, address) = match asked.await {
        Ok(found) => found,
        Err(error) => return answer::error(true, &error),
    };
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(value) = HeaderValue::from_str(&format!("0; url={address}")) {
        headers.insert(REFRESH, value);
    }
    (headers, page(label, address)).into_response()
}

fn page(label: String, address: String) -> axum::response::Html<String> {
    html::document(move || {
        let title = format!("On the way to {label}");
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="robots" content="noindex" />
                    <title>{title.clone()}</title>
                    <style>{STYLE}</style>
                </head>
                <body>
                    <main>
                        <h1>{title}</h1>
                        <p><a href=address>{format!("Go on to {label}")}</a></p>
                    </main>
                </body>
            </html>
        }
    })
}

async fn back(
    State(app): State<App>,
    Path(provider): Path<String>,
    Query(returned): Query<Returned>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let asked = async {
        let ctx = Ctx::from_parts(&app, &parts).await?;
        providers::back(&ctx, &provider, &returned.state, returned.code.as_deref()).await
    };
    match target(asked.await) {
        Ok(path) => Redirect::to(&path).into_response(),
        Err(error) => answer::error(true, &error),
    }
}

fn target(back: Result<Back>) -> Result<String> {
    Ok(match back? {
        Back::SignedIn(SignedIn::Yes(_), next) => next.as_deref().and_then(local_path).unwrap_or("/w").to_owned(),
        Back::SignedIn(SignedIn::SecondStep, _) => "/sign-in/code".to_owned(),
        Back::SignedIn(SignedIn::Unverified, _) => "/check-mail?from=sign-in".to_owned(),
        Back::Linked => "/account/security".to_owned(),
        Back::Register => "/register/finish".to_owned(),
    })
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif}\
main{max-width:32rem;padding:2rem}\
h1{font-size:1.5rem;line-height:1.25}";
