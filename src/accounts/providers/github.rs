//! GitHub, which speaks OAuth 2.0 only: the code flow with PKCE and state, then its API says who it is.

use openidconnect::{
    CsrfToken, HttpRequest, PkceCodeChallenge,
    http::{
        Request,
        header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
    },
};
use secrecy::ExposeSecret;
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use super::{Claims, Departure, fetch};
use crate::{
    kernel::{AppError, Result},
    server::{config::ProviderConfig, error::internal},
};

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

#[derive(Deserialize)]
struct Person {
    id: i64,
    login: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    email: String,
    primary: bool,
    verified: bool,
}

/// Addresses of GitHub, or of an installation of its own (GitHub Enterprise Server).
fn place(provider: &ProviderConfig, api: bool, path: &str) -> String {
    match &provider.issuer {
        Some(own) if api => format!("{}/api/v3{path}", own.as_str().trim_end_matches('/')),
        Some(own) => format!("{}{path}", own.as_str().trim_end_matches('/')),
        None if api => format!("https://api.github.com{path}"),
        None => format!("https://github.com{path}"),
    }
}

/// Where the browser is sent.
pub fn depart(provider: &ProviderConfig, way_back: &str) -> Result<Departure> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let state = CsrfToken::new_random();
    let address = place(provider, false, "/login/oauth/authorize");
    let mut address = Url::parse(&address).map_err(|error| internal("GitHub's address", error))?;
    address
        .query_pairs_mut()
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", way_back)
        .append_pair("scope", "read:user user:email")
        .append_pair("state", state.secret())
        .append_pair("code_challenge", challenge.as_str())
        .append_pair("code_challenge_method", "S256");
    let nonce = String::new();
    Ok(Departure { address: address.into(), state: state.secret().clone(), nonce, verifier: verifier.secret().clone() })
}

/// Who came back. Of several addresses the one counts that GitHub calls the primary one.
pub async fn arrive(provider: &ProviderConfig, way_back: &str, to: &Departure, code: &str) -> Result<Claims> {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", &provider.client_id)
        .append_pair("client_secret", provider.client_secret.expose_secret())
        .append_pair("code", code)
        .append_pair("redirect_uri", way_back)
        .append_pair("code_verifier", &to.verifier)
        .finish();
    let request = Request::post(place(provider, false, "/login/oauth/access_token"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ACCEPT, "application/json")
        .body(form.into_bytes());
    let tokens: Tokens = read(provider, request).await?;
    let get = |path: &str| {
        Request::get(place(provider, true, path))
            .header(ACCEPT, "application/vnd.github+json")
            .header(AUTHORIZATION, format!("Bearer {}", tokens.access_token))
            .body(Vec::new())
    };
    let person: Person = read(provider, get("/user")).await?;
    let addresses: Vec<Address> = read(provider, get("/user/emails")).await?;
    let primary = addresses.into_iter().find(|address| address.primary);
    Ok(Claims {
        subject: person.id.to_string(),
        verified: primary.as_ref().is_some_and(|address| address.verified),
        email: primary.map(|address| address.email),
        name: Some(person.name.filter(|name| !name.is_empty()).unwrap_or(person.login)),
    })
}

async fn read<T: DeserializeOwned>(
    provider: &ProviderConfig,
    request: Result<HttpRequest, openidconnect::http::Error>,
) -> Result<T> {
    let request = request.map_err(|error| internal("a question to GitHub", error))?;
    let fault = |why: String| -> AppError { fetch::silent(&provider.label, why) };
    let answer = fetch::ask(request).await.map_err(|error| fault(error.to_string()))?;
    if !answer.status().is_success() {
        return Err(fault(format!("status {}", answer.status())));
    }
    serde_json::from_slice(answer.body()).map_err(|error| fault(error.to_string()))
}
