//! `/vcard/{block}`: contact data as a file.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, Method,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE},
    },
    response::{IntoResponse, Response},
};

use super::missing;
use crate::{
    analytics::{public, touches},
    kernel::{AppError, Result, id::BlockId},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        blocks::{BlockContent, Vcard},
        visits::{self, Online},
    },
};

/// Answers with the file, and counts it like a click.
pub async fn download(
    State(app): State<App>,
    Path(block): Path<String>,
    method: Method,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let mut visitor = public::stranger(&app, &client, &headers);
    let (site, block, card) = match find(&visitor, &block).await {
        Ok(found) => found,
        Err(error) => return missing::answer(&error),
    };
    if method != Method::HEAD {
        public::recognise(&mut visitor, &headers);
        let circumstances = public::circumstances(&app, &client, &headers);
        if let Err(error) = touches::download(&visitor, (site.workspace, site.id, block), &circumstances).await {
            tracing::error!(%block, %error, "a download was not recorded; its visitor got the file");
            visitor.id = None;
        }
    }
    let mut response = card.file().into_response();
    let answered = response.headers_mut();
    answered.insert(CONTENT_TYPE, HeaderValue::from_static("text/vcard; charset=utf-8"));
    answered.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"contact.vcf\""));
    answered.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = public::keep(&app, visitor.id, &headers) {
        answered.insert(SET_COOKIE, cookie);
    }
    response
}

async fn find(visitor: &Visitor, block: &str) -> Result<(Online, BlockId, Vcard)> {
    let id: BlockId = block.parse().map_err(|_| AppError::not_found("contact card"))?;
    let shown = visits::shown(visitor, id).await?;
    match shown.block.content {
        BlockContent::Vcard(card) => Ok((shown.site, id, card)),
        _ => Err(visits::gone()),
    }
}
