//! Other sites to sign in with (OpenID Connect, GitHub): there and back, linked accounts, new accounts.
//!
//! An account of ours is linked when its owner is signed in and has just proved it, or when the other site vouches for an address that
//! is confirmed here too. In every other case the person is told what to do.

mod fetch;
mod github;
mod oidc;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use subtle::ConstantTimeEq;

use super::{
    mail, passkeys,
    sign_ins::{self, How, Wish},
    types::{FinishRegistration, Linked, NewcomerView, ProviderButton, SignInWays, SignedIn, check_name},
    users::{self, NewUser, Owner},
};
use crate::{
    entity::external_identity,
    kernel::{
        AppError, FieldErrors, Result,
        email::Email,
        id::{ExternalIdentityId, UserId},
        time::now,
    },
    server::{
        authn,
        config::{ProviderConfig, ProviderKind},
        ctx::Ctx,
        error::internal,
    },
};

/// Session key: where this browser was sent.
const AWAY: &str = "away";
/// Session key: who came back without an account here.
const NEWCOMER: &str = "newcomer";
/// How long either may take, in seconds.
const SECONDS: i64 = 900;

/// What another site says about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who, in the other site's own terms; never given to somebody else.
    pub subject: String,
    /// The address, when it is told.
    pub email: Option<String>,
    /// Whether the other site has checked that the address is theirs.
    pub verified: bool,
    /// The name, when it is told.
    pub name: Option<String>,
}

/// Where a browser is sent, and what must come back with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Departure {
    address: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// A browser that was sent away.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Away {
    provider: String,
    link: bool,
    wish: Wish,
    until: i64,
    to: Departure,
}

/// Somebody who came back without an account here.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Newcomer {
    provider: String,
    claims: Claims,
    wish: Wish,
    until: i64,
}

/// Where a way back leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// To the end of a sign-in, and to a path that was wished for.
    SignedIn(SignedIn, Option<String>),
    /// To the list of linked accounts.
    Linked,
    /// To the last step of a registration.
    Register,
}

/// The ways to sign in that this installation offers beside password and mail.
pub fn ways(ctx: &Ctx) -> SignInWays {
    let providers = ctx.app().config().sign_in.providers.iter();
    let button = |(name, provider): (&String, &ProviderConfig)| ProviderButton {
        name: name.clone(),
        label: provider.label.clone(),
    };
    SignInWays { passkeys: passkeys::possible(ctx.app()), providers: providers.map(button).collect() }
}

fn config<'a>(ctx: &'a Ctx, name: &str) -> Result<&'a ProviderConfig> {
    ctx.app().config().sign_in.providers.get(name).ok_or_else(|| AppError::not_found("way to sign in"))
}

fn way_back(ctx: &Ctx, name: &str) -> String {
    ctx.app().config().absolute(&format!("/sign-in/with/{name}"))
}

/// Sends a browser to another site, to sign in or, with `link`, to link an account there. [`leave`] tells where.
///
/// # Errors
/// NotFound when it is not configured; Unavailable when it does not answer; Conflict when somebody is signed in already; with
/// `link` Unauthenticated and Unproved; Limited.
pub async fn begin(ctx: &Ctx, name: &str, link: bool, wish: Wish) -> Result<()> {
    authn::limit(ctx, "provider", "")?;
    if link {
        ctx.require_recent().await?;
    }
    let provider = config(ctx, name)?;
    let to = match provider.kind {
        ProviderKind::Oidc => oidc::depart(provider, &way_back(ctx, name)).await?,
        ProviderKind::Github => github::depart(provider, &way_back(ctx, name))?,
    };
    let away = Away { provider: name.to_owned(), link, wish, until: now().timestamp() + SECONDS, to };
    if link { authn::put(ctx, AWAY, &away).await } else { authn::remember_guest(ctx, AWAY, &away).await }
}

/// Where this browser is sent: what the site is called, and the address.
///
/// # Errors
/// Gone when it was not sent anywhere.
pub async fn leave(ctx: &Ctx) -> Result<(String, String)> {
    let away = away(ctx).await?;
    Ok((config(ctx, &away.provider)?.label.clone(), away.to.address))
}

async fn away(ctx: &Ctx) -> Result<Away> {
    let found: Option<Away> = authn::note(ctx, AWAY).await?;
    found.filter(|away| away.until > now().timestamp()).ok_or_else(|| {
        AppError::Gone(
            "This took too long, or it was begun in another browser. Go to the sign-in page and try again.".to_owned(),
        )
    })
}

/// Receives a browser that comes back from another site. What it was sent with is used up, whatever comes of it.
///
/// # Errors
/// Gone when it was not sent there or comes twice; Invalid when the other site refused; Conflict with what to do when there is
/// an account that must not be linked; Unavailable when the other site does not answer; Limited.
pub async fn back(ctx: &Ctx, name: &str, state: &str, code: Option<&str>) -> Result<Back> {
    authn::limit(ctx, "provider", "")?;
    let away = away(ctx).await?;
    authn::drop_note(ctx, AWAY).await?;
    let same: bool = away.to.state.as_bytes().ct_eq(state.as_bytes()).into();
    if !same || away.provider != name {
        return Err(AppError::Gone(
            "This way back belongs to another sign-in. Go to the sign-in page and try again.".to_owned(),
        ));
    }
    let provider = config(ctx, name)?;
    let Some(code) = code else {
        let why = format!("{} did not sign you in. Try again, or sign in another way.", provider.label);
        return Err(AppError::invalid("", why));
    };
    let back = way_back(ctx, name);
    let claims = match provider.kind {
        ProviderKind::Oidc => oidc::arrive(provider, &back, &away.to, code).await?,
        ProviderKind::Github => github::arrive(provider, &back, &away.to, code).await?,
    };
    if away.link {
        link(ctx, name, provider, &claims).await
    } else {
        enter(ctx, name, provider, claims, away.wish).await
    }
}

async fn identity<C: ConnectionTrait>(db: &C, name: &str, subject: &str) -> Result<Option<external_identity::Model>> {
    let found = external_identity::Entity::find()
        .filter(external_identity::Column::Provider.eq(name))
        .filter(external_identity::Column::Subject.eq(subject));
    Ok(found.one(db).await?)
}

/// Signs in, or finds out what is missing.
async fn enter(ctx: &Ctx, name: &str, provider: &ProviderConfig, claims: Claims, wish: Wish) -> Result<Back> {
    let how = How::Provider(name.to_owned());
    let next = wish.next.clone();
    if let Some(known) = identity(ctx.db().write(), name, &claims.subject).await? {
        let used =
            external_identity::ActiveModel { id: Set(known.id), last_used_at: Set(Some(now())), ..Default::default() };
        used.update(ctx.db().write()).await?;
        return Ok(Back::SignedIn(sign_ins::admit_id(ctx, known.user_id, how, wish).await?, next));
    }
    // Whether an address has an account here is told to nobody but whom the other site vouches for.
    let email = claims.email.as_deref().filter(|_| claims.verified).and_then(|email| Email::parse(email).ok());
    let Some(email) = email else {
        let why = format!(
            "{0} does not confirm your e-mail address. Sign in another way or register, then link {0} on the page Account and security.",
            provider.label
        );
        return Err(AppError::Conflict(why));
    };
    let Some(user) = users::by_email(ctx.db().write(), &email).await? else {
        let newcomer = Newcomer { provider: name.to_owned(), claims, wish, until: now().timestamp() + SECONDS };
        authn::remember_guest(ctx, NEWCOMER, &newcomer).await?;
        return Ok(Back::Register);
    };
    if user.email_verified_at.is_none() {
        // Whoever registered it may be somebody else; the mail decides.
        let why =
            "An account with your address waits for the link in its mail. Confirm the address first, then sign in.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let tx = ctx.db().begin().await?;
    store(&tx, name, user.id, &claims).await?;
    let facts = json!({ "provider": name, "email": email.as_str(), "why": "same confirmed address" });
    users::record(&tx, &Owner::new(ctx, user.id), "identity.link", user.id, Some(facts)).await?;
    mail::identity_linked(ctx.app().config(), &email, &user.name, &provider.label).send(&tx).await?;
    tx.commit().await?;
    Ok(Back::SignedIn(sign_ins::admit(ctx, &user, how, wish).await?, next))
}

/// Links an account there to the person who is signed in here.
async fn link(ctx: &Ctx, name: &str, provider: &ProviderConfig, claims: &Claims) -> Result<Back> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let email = Email::parse(&user.email).map_err(|why| internal("stored address", why))?;
    let tx = ctx.db().begin().await?;
    match identity(&tx, name, &claims.subject).await? {
        Some(known) if known.user_id == user.id => return Ok(Back::Linked),
        Some(_) => {
            let why =
                format!("This {} account is linked to another account here. Unlink it there first.", provider.label);
            return Err(AppError::Conflict(why));
        }
        None => {}
    }
    store(&tx, name, user.id, claims).await?;
    let facts = json!({ "provider": name, "email": claims.email, "why": "signed in" });
    users::record(&tx, ctx, "identity.link", user.id, Some(facts)).await?;
    mail::identity_linked(ctx.app().config(), &email, &user.name, &provider.label).send(&tx).await?;
    tx.commit().await?;
    authn::renew(ctx).await?;
    Ok(Back::Linked)
}

async fn store<C: ConnectionTrait>(tx: &C, name: &str, user: UserId, claims: &Claims) -> Result<()> {
    let row = external_identity::ActiveModel {
        id: Set(ExternalIdentityId::new()),
        user_id: Set(user),
        provider: Set(name.to_owned()),
        subject: Set(claims.subject.clone()),
        email: Set(claims.email.clone().unwrap_or_default()),
        created_at: Set(now()),
        last_used_at: Set(Some(now())),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The other sites and which of them are linked to the person who is signed in.
///
/// # Errors
/// Unauthenticated.
pub async fn linked(ctx: &Ctx) -> Result<Vec<Linked>> {
    let user = ctx.myself()?;
    let rows = external_identity::Entity::find()
        .filter(external_identity::Column::UserId.eq(user.id))
        .order_by_asc(external_identity::Column::Id)
        .all(ctx.db().read())
        .await?;
    let providers = &ctx.app().config().sign_in.providers;
    let mut list: Vec<Linked> = providers
        .iter()
        .map(|(name, provider)| Linked {
            name: name.clone(),
            label: provider.label.clone(),
            offered: true,
            identity: None,
        })
        .collect();
    for row in rows {
        let identity = Some((row.id, row.email));
        match list.iter_mut().find(|entry| entry.name == row.provider) {
            Some(entry) => entry.identity = identity,
            None => list.push(Linked { name: row.provider.clone(), label: row.provider, offered: false, identity }),
        }
    }
    Ok(list)
}

/// Unlinks an account elsewhere. A link by mail still signs in.
///
/// # Errors
/// Unauthenticated; Unproved; NotFound when it is not the person's.
pub async fn unlink(ctx: &Ctx, id: ExternalIdentityId) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let tx = ctx.db().begin().await?;
    let found = external_identity::Entity::find_by_id(id)
        .filter(external_identity::Column::UserId.eq(user.id))
        .one(&tx)
        .await?
        .ok_or_else(|| AppError::not_found("linked account"))?;
    external_identity::Entity::delete_by_id(id).exec(&tx).await?;
    let facts = json!({ "provider": found.provider, "email": found.email });
    users::record(&tx, ctx, "identity.unlink", user.id, Some(facts)).await?;
    tx.commit().await?;
    authn::renew(ctx).await
}

async fn newcomer(ctx: &Ctx) -> Result<(Newcomer, Email)> {
    let found: Option<Newcomer> = authn::note(ctx, NEWCOMER).await?;
    let found = found.filter(|newcomer| newcomer.until > now().timestamp());
    let email = found.as_ref().and_then(|found| Email::parse(found.claims.email.as_deref()?).ok());
    found.zip(email).ok_or_else(|| AppError::Gone("This took too long. Register again.".to_owned()))
}

/// Who is about to register with another site.
///
/// # Errors
/// Gone when nobody is.
pub async fn look(ctx: &Ctx) -> Result<NewcomerView> {
    let (newcomer, email) = newcomer(ctx).await?;
    let label = config(ctx, &newcomer.provider)?.label.clone();
    Ok(NewcomerView { label, email: email.as_str().to_owned(), name: newcomer.claims.name.unwrap_or_default() })
}

/// Makes the account of somebody whom another site vouches for, links it and signs in.
///
/// # Errors
/// Gone when nobody came back; Invalid on `name` and `terms`; Conflict when the address got an account meanwhile; Limited.
pub async fn register(ctx: &Ctx, input: FinishRegistration) -> Result<(SignedIn, Option<String>)> {
    authn::limit(ctx, "register", "")?;
    let (newcomer, email) = newcomer(ctx).await?;
    let mut errors = FieldErrors::default();
    let name = check_name(&input.name).map_err(|why| errors.add("name", why)).unwrap_or_default();
    if !input.terms {
        errors.add("terms", "Accept the terms to create an account.");
    }
    errors.into_result()?;
    let new =
        NewUser { name, email, password_hash: String::new(), marketing: input.marketing, verified: true, role: "user" };
    let tx = ctx.db().begin().await?;
    if users::by_email(&tx, &new.email).await?.is_some() {
        let why = "An account with your address was made meanwhile. Sign in to it.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let id = users::insert(&tx, |id| Owner::new(ctx, id), &new).await?;
    store(&tx, &newcomer.provider, id, &newcomer.claims).await?;
    tx.commit().await?;
    authn::drop_note(ctx, NEWCOMER).await?;
    let next = newcomer.wish.next.clone();
    let done = sign_ins::admit_id(ctx, id, How::Provider(newcomer.provider), newcomer.wish).await?;
    Ok((done, next))
}
