//! The address of the client, believed through configured proxies only.

use axum::{Extension, Router, extract::ConnectInfo, routing::get};
use mewayz::server::middleware::client::Client;

use super::{guarded, process};
use crate::support::{TestApp, db_test};

/// What the product takes for the client's address, for a connection from `peer` that says `forwarded`.
async fn seen(t: &TestApp, proxies: &[&str], peer: &str, forwarded: &[&'static str]) -> String {
    let app = process(t, |config| {
        config.site.trusted_proxies = proxies.iter().map(|proxy| (*proxy).to_owned()).collect();
    });
    let peer: std::net::SocketAddr = peer.parse().unwrap();
    let show = get(|Extension(client): Extension<Client>| async move { client.ip.to_string() });
    let router = Router::new().route("/ip", show);
    let server = mewayz::server::router::guard(app, router).layer(Extension(ConnectInfo(peer)));
    let server = axum_test::TestServer::builder().mock_transport().build(server);
    let request =
        forwarded.iter().fold(server.get("/ip"), |request, value| request.add_header("x-forwarded-for", *value));
    request.await.text()
}

db_test!(a_client_is_who_connects_or_whom_our_proxy_names, |t| async {
    let ours = ["10.0.0.0/8", "2001:db8::1"];
    assert_eq!(seen(&t, &[], "203.0.113.7:1", &["198.51.100.1"]).await, "203.0.113.7", "nobody is believed");
    assert_eq!(seen(&t, &ours, "203.0.113.7:1", &["198.51.100.1"]).await, "203.0.113.7", "a stranger is not believed");
    assert_eq!(seen(&t, &ours, "10.1.2.3:1", &[]).await, "10.1.2.3", "the proxy itself");
    assert_eq!(seen(&t, &ours, "10.1.2.3:1", &["198.51.100.1"]).await, "198.51.100.1");
    assert_eq!(
        seen(&t, &ours, "10.1.2.3:1", &["6.6.6.6, 198.51.100.1, 10.9.9.9"]).await,
        "198.51.100.1",
        "a forged first hop"
    );
    assert_eq!(
        seen(&t, &ours, "10.1.2.3:1", &["6.6.6.6", "198.51.100.1"]).await,
        "198.51.100.1",
        "a line for each proxy"
    );
    assert_eq!(
        seen(&t, &ours, "10.1.2.3:1", &["198.51.100.1, rubbish"]).await,
        "10.1.2.3",
        "what cannot be read ends it"
    );
    assert_eq!(seen(&t, &ours, "[2001:db8::1]:1", &["2001:db8::99"]).await, "2001:db8::99");
    assert_eq!(seen(&t, &ours, "[::ffff:10.1.2.3]:1", &["198.51.100.1"]).await, "198.51.100.1", "IPv4 inside of IPv6");
});

db_test!(a_long_user_agent_is_cut, |t| async {
    let show = get(|Extension(client): Extension<Client>| async move { client.user_agent.len().to_string() });
    let server = guarded(t.app().clone(), Router::new().route("/agent", show));
    assert_eq!(server.get("/agent").add_header("user-agent", "x".repeat(5000)).await.text(), "400");
});
