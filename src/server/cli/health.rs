//! `health`: what the running server says of itself.

use std::{net::IpAddr, time::Duration};

use super::say;
use crate::server::config::Config;

/// Prints the answer of `/health`.
///
/// # Errors
/// A sentence, when it does not answer or the database is down.
pub async fn ask(config: &Config) -> Result<(), String> {
    let mut address = config.site.address;
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            IpAddr::from([127, 0, 0, 1])
        } else {
            "::1".parse().expect("an address")
        });
    }
    let silent = |error: reqwest::Error| format!("No Mewayz answers at {address}: {error}.");
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).no_proxy().build().map_err(silent)?;
    let response = client.get(format!("http://{address}/health")).send().await.map_err(silent)?;
    let well = response.status().is_success();
    say(response.text().await.map_err(silent)?);
    if well { Ok(()) } else { Err("It is down.".to_owned()) }
}
