//! Listening: from a bound socket to the last answered request, and working: the same without a socket.

use std::{net::SocketAddr, process, time::Duration};

use axum::serve::ListenerExt;
use tokio::{net::TcpListener, signal::unix::SignalKind};
use tokio_util::sync::CancellationToken;

use super::{app::App, cli::say, config::JobsMode, ctx::System, metrics, router, seed};

/// How long requests that are under way may take after the signal to stop.
const GOODBYE: Duration = Duration::from_secs(20);

/// Serves until the process is told to stop; then finishes the requests and jobs that are under way and writes what
/// waits in memory.
///
/// # Errors
/// A sentence for the operator when the address cannot be had.
pub async fn serve(app: App) -> Result<(), String> {
    let address = app.config().site.address;
    let listener = TcpListener::bind(address).await.map_err(|error| explain_bind(address, &error))?;
    // Without TCP_NODELAY every streamed page waits for a delayed acknowledgement.
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    metrics::install();
    tokio::spawn(metrics::upkeep());
    let jobs = match app.config().jobs.mode {
        JobsMode::InProcess => Some(router::jobs().start(app.clone())?),
        JobsMode::Worker => None,
    };
    announce(&app).await;
    let stop = stop_signal()?;
    let service = router::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let too_late = async {
        stop.cancelled().await;
        tokio::time::sleep(GOODBYE).await;
    };
    let result = tokio::select! {
        result = server.into_future() => result.map_err(|error| format!("The server stopped: {error}.")),
        () = too_late => {
            tracing::warn!("requests are cut off, {} seconds after the signal to stop", GOODBYE.as_secs());
            Ok(())
        }
    };
    if let Some(jobs) = jobs {
        jobs.stop().await;
    }
    close(app).await;
    tracing::info!("stopped");
    result
}

/// Works on jobs, and nothing else, until the process is told to stop.
///
/// # Errors
/// A sentence when a schedule is wrong.
pub async fn work(app: App) -> Result<(), String> {
    let jobs = router::jobs().start(app.clone())?;
    say(format_args!("Mewayz works on jobs, {} at a time.", app.config().jobs.concurrency));
    stop_signal()?.cancelled().await;
    jobs.stop().await;
    close(app).await;
    tracing::info!("stopped");
    Ok(())
}

/// Writes what waits in memory and closes the database.
pub async fn close(app: App) {
    app.events().flush().await;
    app.db().close().await;
}

async fn announce(app: &App) {
    say(format_args!("Mewayz answers at {}", app.config().site.public_url.as_str().trim_end_matches('/')));
    if !app.config().is_development() {
        return;
    }
    match seed::find(&System::new(app.clone())).await {
        Ok(Some(demo)) => say(demo),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the demo cannot be looked up"),
    }
}

/// Cancelled by SIGTERM or Ctrl-C. A second signal ends the process at once.
fn stop_signal() -> Result<CancellationToken, String> {
    let listen = |kind| tokio::signal::unix::signal(kind).map_err(|error| format!("Signals cannot be heard: {error}."));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        for first in [true, false] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if first {
                tracing::info!("stopping: what is under way is finished first");
                token.cancel();
            }
        }
        process::exit(130);
    });
    Ok(stop)
}

fn explain_bind(address: SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Port {} is taken: another program (perhaps another Mewayz) listens on {address}. Stop it, or choose \
             another address with --address 127.0.0.1:3010.",
            address.port()
        ),
        std::io::ErrorKind::PermissionDenied => {
            format!("Listening on {address} is not permitted. Ports below 1024 need extra rights; choose another.")
        }
        _ => format!("Cannot listen on {address}: {error}."),
    }
}
