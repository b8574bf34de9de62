//! `/@handle` and `/@handle/slug`: the published page, rendered once for each version.

use std::sync::{Arc, LazyLock};

use axum::{
    Extension,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
            IF_NONE_MATCH, LOCATION, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use moka::future::Cache;

use super::{
    document::{Asked, Document, render},
    in_app, lock, missing,
};
use crate::{
    analytics::public::{stranger, viewed},
    kernel::{
        AppError, Result,
        id::{BlockId, SiteId},
    },
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::{
        translations::{self, Alternate},
        types::share_path,
        view::CaptureState,
        visits::{self, Online, Visit},
    },
};

/// Memory for rendered pages, in bytes.
const MEMORY: u64 = 64 * 1024 * 1024;

/// Site, version, address, whether it is opened inside of another app, and the same page in other languages.
type Key = (SiteId, i64, String, bool, translations::Stamp);

/// Rendered pages by what decides their content. A new version is a new key; the old one fades out. A page whose time is over
/// is rendered anew.
static PAGES: LazyLock<Cache<Key, Arc<Document>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(MEMORY)
        .weigher(|_, page: &Arc<Document>| u32::try_from(page.html.len()).unwrap_or(u32::MAX))
        .build()
});

/// The main page of a workspace.
pub async fn main(
    state: State<App>,
    Path(handle): Path<String>,
    method: Method,
    uri: Uri,
    query: RawQuery,
    client: Extension<Client>,
    headers: HeaderMap,
) -> Response {
    show(state, (handle, String::new()), (method, uri), query, client, headers).await
}

/// A page with an address part of its own.
pub async fn sub(
    state: State<App>,
    Path(address): Path<(String, String)>,
    method: Method,
    uri: Uri,
    query: RawQuery,
    client: Extension<Client>,
    headers: HeaderMap,
) -> Response {
    show(state, address, (method, uri), query, client, headers).await
}

async fn show(
    State(app): State<App>,
    (handle, slug): (String, String),
    (method, uri): (Method, Uri),
    RawQuery(query): RawQuery,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    // Capital letters and a slash at the end are forgiven.
    let (small, small_slug) = (handle.to_lowercase(), slug.to_lowercase());
    let tidy = crate::sites::sites::public_path(&small, &small_slug);
    if small != handle || small_slug != slug || uri.path().ends_with('/') {
        return redirect(&tidy, &query);
    }
    let visitor = stranger(&app, &client, &headers);
    let found = match visits::find(&visitor, &handle, &slug).await {
        Ok(found) => found,
        Err(error) => return missing::answer(&error),
    };
    let answer = match found {
        Visit::Online(site) if site.locked => {
            let thanks = thanked(&query).map(|block| (block, CaptureState::Thanks));
            lock::show(&visitor, &site, thanks).await
        }
        Visit::Online(site) => match thanked(&query) {
            Some(block) => {
                let state = Some((block, CaptureState::Thanks));
                fresh(&visitor, &site, state).await.map(|page| once(&app, StatusCode::OK, &page))
            }
            None => cached(&visitor, &site, in_app::is_in_app(&headers)).await.map(|page| {
                viewed(&visitor, (site.workspace, site.id), &method, &headers, &query);
                if page.stamped { once(&app, StatusCode::OK, &page) } else { known(&app, &page, &headers) }
            }),
        },
        Visit::Moved(path) => Ok(redirect(&path, &query)),
        Visit::Gone => Err(AppError::Gone("This page was here once. Its owner has taken it offline.".to_owned())),
        Visit::Closed => Err(visits::closed()),
        Visit::Unknown => Err(AppError::not_found("page")),
    };
    answer.unwrap_or_else(|error| missing::answer(&error))
}

/// Renders a page for this one answer: it says how sending a form went.
pub async fn fresh(visitor: &Visitor, site: &Online, form: Option<(BlockId, CaptureState)>) -> Result<Document> {
    made(visitor, site, Asked { form, ..Asked::at("", visitor.app().clock().now()) }).await
}

async fn made(visitor: &Visitor, site: &Online, asked: Asked<'_>) -> Result<Document> {
    let snapshot = visits::snapshot(visitor, site.id).await?.ok_or_else(gone)?;
    let absolute = |path: &str| visitor.app().config().absolute(path);
    let (url, share) = (absolute(&site.path), absolute(&share_path(site.id, site.version)));
    Ok(render(&snapshot, &Asked { url: &url, share: &share, ..asked }))
}

/// The page was online when its address was looked up.
pub fn gone() -> AppError {
    AppError::Gone("This page was taken offline a moment ago.".to_owned())
}

/// A page that nobody may keep.
pub fn once(app: &App, status: StatusCode, page: &Document) -> Response {
    let mut response = whole(app, page);
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn cached(visitor: &Visitor, site: &Online, in_app: bool) -> Result<Arc<Document>> {
    let now = visitor.app().clock().now();
    let stamp = translations::stamp(visitor, site).await?;
    let key = (site.id, site.version, site.path.clone(), in_app, stamp.clone());
    if PAGES.get(&key).await.is_some_and(|page| page.valid_until.is_some_and(|until| until <= now)) {
        PAGES.invalidate(&key).await;
    }
    let page = PAGES.try_get_with(key, async {
        let absolute = |page: Alternate| Alternate { path: visitor.app().config().absolute(&page.path), ..page };
        let alternates = translations::alternates(visitor, site, &stamp).await?;
        let alternates = alternates.into_iter().map(absolute).collect();
        made(visitor, site, Asked { in_app, alternates, ..Asked::at("", now) }).await.map(Arc::new)
    });
    page.await.map_err(|error: Arc<AppError>| (*error).clone())
}

fn known(app: &App, page: &Document, headers: &HeaderMap) -> Response {
    let asked = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own = page.etag.to_str().unwrap_or_default();
    let same =
        asked.split(',').map(str::trim).any(|tag| tag == "*" || tag == own || Some(tag) == own.strip_prefix("W/"));
    let mut response = match same {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => match takes_brotli(headers).then(|| page.brotli()).flatten() {
            Some(brotli) => compressed(page, brotli),
            None => whole(app, page),
        },
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, page.etag.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    response
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let taken = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut words = taken.flat_map(|value| value.split(','));
    words.any(|word| word.trim().split_once(';').map_or(word.trim(), |(name, _)| name.trim()) == "br" && !refused(word))
}

/// `br;q=0`
fn refused(word: &str) -> bool {
    word.split_once("q=").is_some_and(|(_, weight)| weight.trim().parse() == Ok(0.0))
}

fn compressed(page: &Document, brotli: bytes::Bytes) -> Response {
    let mut response = sent(page, brotli);
    let headers = response.headers_mut();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

fn whole(app: &App, page: &Document) -> Response {
    sent(page, page.body(app.secrets()))
}

fn sent(page: &Document, body: bytes::Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, page.policy.clone());
    response
}

/// The block of `?thanks=…`.
fn thanked(query: &str) -> Option<BlockId> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "thanks").and_then(|(_, id)| id.parse().ok())
}

/// For good, but not for ever: an old handle becomes free some day, so browsers ask again after an hour.
fn redirect(path: &str, query: &str) -> Response {
    let to = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    // What is not ASCII was never a handle.
    let Ok(location) = HeaderValue::from_str(&to) else { return missing::answer(&AppError::not_found("page")) };
    let cache = HeaderValue::from_static("public, max-age=3600");
    (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location), (CACHE_CONTROL, cache)]).into_response()
}
