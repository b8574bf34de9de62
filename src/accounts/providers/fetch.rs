//! Questions to other sites: only to those that the operator configured, with limits on time and size, never redirected.

use std::{io, time::Duration};

use openidconnect::{
    HttpRequest, HttpResponse,
    http::{HeaderMap, Response},
};
use reqwest::{Client, Request, redirect::Policy};

use crate::kernel::AppError;

/// Time for one answer.
const TIME: Duration = Duration::from_secs(10);
/// The largest answer, in bytes.
const LARGEST: usize = 1024 * 1024;

fn client() -> Result<Client, io::Error> {
    // Somebody else may have installed the same provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let agent = concat!("Mewayz/", env!("CARGO_PKG_VERSION"));
    Client::builder().redirect(Policy::none()).timeout(TIME).user_agent(agent).build().map_err(io::Error::other)
}

/// Asks, as the OpenID Connect library wants it.
pub async fn ask(request: HttpRequest) -> Result<HttpResponse, io::Error> {
    let request = Request::try_from(request).map_err(io::Error::other)?;
    let mut response = client()?.execute(request).await.map_err(io::Error::other)?;
    let (status, headers): (_, HeaderMap) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(io::Error::other)? {
        if body.len() + part.len() > LARGEST {
            return Err(io::Error::other("the answer is too large"));
        }
        body.extend_from_slice(&part);
    }
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}

/// The other site does not answer, or not as it should. The log says what happened.
pub fn silent(label: &str, fault: impl std::fmt::Display) -> AppError {
    tracing::warn!(%fault, provider = label, "a provider did not answer as it should");
    AppError::Unavailable(format!("{label} does not answer at the moment. Try again later, or sign in another way."))
}
