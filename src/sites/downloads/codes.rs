//! QR codes as files: `/w/{workspace}/sites/{site}/qr.svg` and `.png`, and the same for a short link.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, Request, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use crate::{
    kernel::{AppError, Result},
    server::{answer, app::App, ctx::Ctx, router::Routes},
    sites::qr::{self, Goal},
};

/// The routes. `?size=512` chooses the side of a PNG, `?utm_source=…` tags the address of a site, `?save=1` makes a file of it.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/w/{workspace}/sites/{site}/qr.svg", site_svg)
        .get("/w/{workspace}/sites/{site}/qr.png", site_png)
        .get("/w/{workspace}/links/{link}/qr.svg", link_svg)
        .get("/w/{workspace}/links/{link}/qr.png", link_png)
}

type Asked = (State<App>, Path<(String, String)>, Query<HashMap<String, String>>);

async fn site_svg(asked: Asked, request: Request) -> Response {
    answer(asked, request, Form::Svg, site).await
}

async fn site_png(asked: Asked, request: Request) -> Response {
    answer(asked, request, Form::Png, site).await
}

async fn link_svg(asked: Asked, request: Request) -> Response {
    answer(asked, request, Form::Svg, link).await
}

async fn link_png(asked: Asked, request: Request) -> Response {
    answer(asked, request, Form::Png, link).await
}

fn site(id: &str) -> Result<Goal> {
    id.parse().map(Goal::Site).map_err(|_| AppError::not_found("site"))
}

fn link(id: &str) -> Result<Goal> {
    id.parse().map(Goal::Link).map_err(|_| AppError::not_found("link"))
}

#[derive(Clone, Copy)]
enum Form {
    Svg,
    Png,
}

async fn answer(asked: Asked, request: Request, form: Form, goal: fn(&str) -> Result<Goal>) -> Response {
    let html = answer::wants_html(request.headers());
    match draw(asked, request, form, goal).await {
        Ok(response) => response,
        Err(error) => answer::error(html, &error),
    }
}

async fn draw(
    (State(app), Path((workspace, id)), Query(query)): Asked,
    request: Request,
    form: Form,
    goal: fn(&str) -> Result<Goal>,
) -> Result<Response> {
    let (parts, _) = request.into_parts();
    let ws = Ctx::from_parts(&app, &parts).await?.workspace_by_handle(&workspace).await?;
    let word = |name: &str| query.get(name).cloned().unwrap_or_default();
    let address = qr::address(&ws, goal(&id)?, |tag| word(tag.name())).await?;
    let (mut response, kind, file) = match form {
        Form::Svg => (qr::svg(&address)?.into_response(), "image/svg+xml", "qr.svg"),
        Form::Png => {
            let side = word("size").parse().unwrap_or(512);
            (qr::png(&address, side)?.into_response(), "image/png", "qr.png")
        }
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if query.contains_key("save")
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\""))
    {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
