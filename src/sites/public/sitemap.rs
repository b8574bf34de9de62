//! `/sitemap.xml`: every page that search engines may list, in files of at most 50,000.

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::Response,
};
use bytes::Bytes;
use futures::{Stream, stream};

use super::missing;
use crate::{
    analytics::public::stranger,
    kernel::{AppError, id::SiteId, page::MAX_PAGE},
    server::{app::App, ctx::Visitor, middleware::client::Client},
    sites::directory,
};

/// The most pages that one file may list (sitemaps.org).
const PART: u64 = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `GET /sitemap.xml`: the pages, or the list of files when one does not hold them all.
pub async fn whole(State(app): State<App>, Extension(client): Extension<Client>, headers: HeaderMap) -> Response {
    let visitor = stranger(&app, &client, &headers);
    match directory::count(&visitor).await {
        Ok(count) if count <= PART => file(visitor, None),
        Ok(count) => xml(Body::from(index(&app, count.div_ceil(PART)))),
        Err(error) => missing::answer(&error),
    }
}

/// `GET /sitemaps/{part}`: one of several files, `1.xml` being the first.
pub async fn part(
    State(app): State<App>,
    Path(part): Path<String>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let visitor = stranger(&app, &client, &headers);
    let number = part.strip_suffix(".xml").and_then(|number| number.parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
    let Some(number) = number else { return missing::answer(&AppError::not_found("file")) };
    match directory::before_part(&visitor, number.into(), PART).await {
        Ok(after) => file(visitor, after),
        Err(error) => missing::answer(&error),
    }
}

fn index(app: &App, parts: u64) -> String {
    let lines = (1..=parts).map(|part| {
        let url = app.config().absolute(&format!("/sitemaps/{part}.xml"));
        format!("<sitemap><loc>{url}</loc></sitemap>\n")
    });
    format!("{HEAD}<sitemapindex xmlns=\"{SPACE}\">\n{}</sitemapindex>\n", lines.collect::<String>())
}

fn file(visitor: Visitor, after: Option<SiteId>) -> Response {
    xml(Body::from_stream(lines(visitor, after)))
}

/// What the next step of a file begins with.
struct Step {
    visitor: Visitor,
    after: Option<SiteId>,
    left: u64,
    text: String,
}

/// The pages in steps, so that any number of them fits into memory.
fn lines(visitor: Visitor, after: Option<SiteId>) -> impl Stream<Item = Result<Bytes, AppError>> {
    let text = format!("{HEAD}<urlset xmlns=\"{SPACE}\">\n");
    let first = Step { visitor, after, left: PART, text };
    stream::try_unfold(Some(first), |step| async move {
        let Some(Step { visitor, after, left, text }) = step else { return Ok(None) };
        let found = directory::step(&visitor, after, left).await?;
        let config = visitor.app().config();
        // Handles and slugs hold nothing that XML would read as its own.
        let text = found.iter().fold(text, |text, page| {
            let (url, changed) = (config.absolute(&page.path), page.published_at.format("%Y-%m-%dT%H:%M:%SZ"));
            text + &format!("<url><loc>{url}</loc><lastmod>{changed}</lastmod></url>\n")
        });
        let left = left - found.len() as u64;
        if (found.len() as u64) < MAX_PAGE || left == 0 {
            return Ok(Some((Bytes::from(text + "</urlset>\n"), None)));
        }
        let after = found.last().map(|page| page.id);
        Ok(Some((Bytes::from(text), Some(Step { visitor, after, left, text: String::new() }))))
    })
}

fn xml(body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}
