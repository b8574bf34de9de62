//! `bench-baseline`: a bare handler that returns the same bytes, for `make bench` to compare with.

use std::{net::SocketAddr, path::PathBuf};

use axum::{Router, body::Bytes, http::header, serve::ListenerExt};
use clap::Args;

/// What to answer, and where.
#[derive(Args)]
pub struct Baseline {
    /// Where to listen.
    #[arg(long)]
    listen: SocketAddr,
    /// What to answer with.
    #[arg(long)]
    file: PathBuf,
    /// What it is.
    #[arg(long, default_value = "text/html; charset=utf-8")]
    content_type: String,
}

/// Answers until it is stopped.
pub async fn answer(baseline: Baseline) -> Result<(), String> {
    let Baseline { listen: address, file, content_type } = baseline;
    let bytes = std::fs::read(&file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    let (bytes, content_type) = (Bytes::from(bytes), Bytes::from(content_type));
    let kind = axum::http::HeaderValue::from_maybe_shared(content_type)
        .map_err(|error| format!("This is no content type: {error}."))?;
    let router = Router::new().fallback(move || {
        let answer = ([(header::CONTENT_TYPE, kind.clone())], bytes.clone());
        async move { answer }
    });
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("Cannot listen on {address}: {error}."))?
        .tap_io(|socket| {
            let _ = socket.set_nodelay(true);
        });
    axum::serve(listener, router).await.map_err(|error| format!("The bare handler stopped: {error}."))
}
