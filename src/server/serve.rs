//! Listening: from a bound socket to the last answered request.

use axum::serve::ListenerExt;

use super::{app::App, router};

/// Serves until the process is told to stop, then finishes the requests that are under way.
///
/// # Errors
/// A sentence for the operator when the address cannot be had.
pub async fn serve(app: App) -> Result<(), String> {
    let address = app.config().site.address;
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| explain_bind(address, &error))?;
    println!("Mewayz answers at {}", app.config().site.public_url);
    // Without TCP_NODELAY every streamed page waits for a delayed acknowledgement.
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    let service = router::router(app).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).await.map_err(|error| format!("The server stopped: {error}."))
}

fn explain_bind(address: std::net::SocketAddr, error: &std::io::Error) -> String {
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
