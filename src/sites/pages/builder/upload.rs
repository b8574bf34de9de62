//! Sends a page from the person's own disk to be read for an import.

use crate::{kernel::AppError, sites::types::ImportPreview};

/// Posts a file or a text and returns what was found in it.
///
/// # Errors
/// What the server says; Network.
#[cfg(feature = "hydrate")]
pub async fn send(address: &str, form: web_sys::FormData) -> Result<ImportPreview, AppError> {
    use leptos::server_fn::{
        client::{Client, browser::BrowserClient},
        request::{ClientReq, browser::BrowserRequest},
        response::{ClientRes, browser::BrowserResponse},
    };
    let request: Result<BrowserRequest, AppError> =
        BrowserRequest::try_new_post_multipart(address, "application/json", form.into());
    let answer: BrowserResponse = <BrowserClient as Client<AppError>>::send(request?).await?;
    let status = ClientRes::<AppError>::status(&answer);
    let text: String = ClientRes::<AppError>::try_into_string(answer).await?;
    let unread = |error: serde_json::Error| match status {
        413 => AppError::invalid("file", "This file is too large. Save only the page itself, without its pictures."),
        _ => AppError::Network(error.to_string()),
    };
    if status == 200 {
        serde_json::from_str(&text).map_err(unread)
    } else {
        Err(serde_json::from_str(&text).unwrap_or_else(unread))
    }
}

/// The server never sends to itself.
///
/// # Errors
/// Always.
#[cfg(not(feature = "hydrate"))]
pub async fn send(_: &str, _: web_sys::FormData) -> Result<ImportPreview, AppError> {
    Err(AppError::internal())
}
