//! OpenID Connect: discovery, the code flow with PKCE, state and nonce, the ID token checked against the issuer's keys.

use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims},
};
use secrecy::ExposeSecret;

use super::{Claims, Departure, fetch};
use crate::{
    kernel::{AppError, Result},
    server::{config::ProviderConfig, error::internal},
};

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

async fn client(provider: &ProviderConfig, way_back: &str) -> Result<Client> {
    let issuer = provider.issuer.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned()).unwrap_or_default();
    let issuer = IssuerUrl::new(issuer).map_err(|error| internal("issuer", error))?;
    let found = CoreProviderMetadata::discover_async(issuer, &fetch::ask).await;
    let found = found.map_err(|error| fetch::silent(&provider.label, format!("discovery: {error:?}")))?;
    let way_back = RedirectUrl::new(way_back.to_owned()).map_err(|error| internal("way back", error))?;
    let id = ClientId::new(provider.client_id.clone());
    let secret = ClientSecret::new(provider.client_secret.expose_secret().to_owned());
    Ok(CoreClient::from_provider_metadata(found, id, Some(secret)).set_redirect_uri(way_back))
}

/// Where the browser is sent.
pub async fn depart(provider: &ProviderConfig, way_back: &str) -> Result<Departure> {
    let client = client(provider, way_back).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Departure {
        address: address.to_string(),
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
    })
}

/// Who came back. The address comes from the ID token, else from the issuer's user information.
pub async fn arrive(provider: &ProviderConfig, way_back: &str, to: &Departure, code: &str) -> Result<Claims> {
    let client = client(provider, way_back).await?;
    let fault = |error: String| fetch::silent(&provider.label, error);
    let tokens = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|error| fault(format!("{error:?}")))?
        .set_pkce_verifier(PkceCodeVerifier::new(to.verifier.clone()))
        .request_async(&fetch::ask)
        .await
        .map_err(|error| fault(format!("code: {error:?}")))?;
    let token = tokens.id_token().ok_or_else(|| fault("there is no ID token".to_owned()))?;
    let claims = token.claims(&client.id_token_verifier(), &Nonce::new(to.nonce.clone())).map_err(|error| {
        tracing::warn!(%error, provider = provider.label, "an ID token was refused");
        AppError::invalid("", format!("What {} says about you could not be checked. Try again.", provider.label))
    })?;
    let first = |name: Option<&str>| name.map(str::to_owned);
    let mut out = Claims {
        subject: claims.subject().to_string(),
        email: first(claims.email().map(|email| email.as_str())),
        verified: claims.email_verified().unwrap_or_default(),
        name: first(claims.name().and_then(|name| name.get(None)).map(|name| name.as_str())),
    };
    if out.email.is_none()
        && let Ok(question) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
    {
        let more: CoreUserInfoClaims =
            question.request_async(&fetch::ask).await.map_err(|error| fault(format!("user information: {error:?}")))?;
        out.email = first(more.email().map(|email| email.as_str()));
        out.verified = more.email_verified().unwrap_or_default();
        out.name = out.name.or_else(|| first(more.name().and_then(|name| name.get(None)).map(|name| name.as_str())));
    }
    Ok(out)
}
