//! Passkeys of an account (WebAuthn level 3): added, listed, named, removed, used to sign in and to prove that it is the person. Each
//! checks its owner by finger, face or PIN, so it counts as two factors.

use data_encoding::BASE64URL_NOPAD;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use url::Url;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::{
    mail, proofs,
    sign_ins::{self, How, Wish},
    types::{PasskeyRow, SignedIn, check_passkey_name},
    users,
};
use crate::{
    entity::passkey,
    kernel::{
        AppError, Result,
        email::Email,
        id::{PasskeyId, UserId},
        page::MAX_PAGE,
        time::now,
    },
    server::{app::App, authn, ctx::Ctx, error::internal},
};

/// The most that one account can have.
const MAX: u64 = 20;
/// How long a browser may take, in seconds.
const SECONDS: i64 = 300;
/// Session keys: what the browser was asked.
const ADDING: &str = "adding_passkey";
const ENTERING: &str = "entering_by_passkey";
const PROVING: &str = "proving_by_passkey";

/// Whether this installation can have passkeys: browsers tie them to a name, never to a bare address.
pub fn possible(app: &App) -> bool {
    app.config().site.public_url.domain().is_some()
}

fn webauthn(ctx: &Ctx) -> Result<Webauthn> {
    let url: &Url = &ctx.app().config().site.public_url;
    let Some(domain) = url.domain() else {
        return Err(AppError::Unavailable(
            "Passkeys need a site with a name; this one is reached by a number.".to_owned(),
        ));
    };
    let builder = WebauthnBuilder::new(domain, url).map_err(|error| internal("passkeys", error))?;
    builder.rp_name("Mewayz").build().map_err(|error| internal("passkeys", error))
}

/// Whether an account has a passkey.
pub(super) async fn has<C: ConnectionTrait>(db: &C, user: UserId) -> Result<bool> {
    Ok(count(db, user).await? > 0)
}

async fn count<C: ConnectionTrait>(db: &C, user: UserId) -> Result<u64> {
    Ok(passkey::Entity::find().filter(passkey::Column::UserId.eq(user)).count(db).await?)
}

async fn rows<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Vec<passkey::Model>> {
    let of_user = passkey::Entity::find().filter(passkey::Column::UserId.eq(user));
    Ok(of_user.order_by_asc(passkey::Column::Id).limit(MAX_PAGE).all(db).await?)
}

/// The passkeys of the person who is signed in, the oldest first.
///
/// # Errors
/// Unauthenticated.
pub async fn list(ctx: &Ctx) -> Result<Vec<PasskeyRow>> {
    let rows = rows(ctx.db().read(), ctx.myself()?.id).await?;
    let row = |row: passkey::Model| PasskeyRow {
        id: row.id,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Begins to add one: gives what the browser is asked, as JSON.
///
/// # Errors
/// Unauthenticated; Unproved; Conflict when there are twenty; Unavailable when the site has no name.
pub async fn begin(ctx: &Ctx) -> Result<String> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let rows = rows(ctx.db().read(), user.id).await?;
    if rows.len() as u64 >= MAX {
        return Err(AppError::Conflict(format!("You have {MAX} passkeys, which is the limit. Remove one first.")));
    }
    let known = keys(rows)?.iter().map(|key| key.cred_id().clone()).collect();
    let (asked, state) = webauthn(ctx)?
        .start_passkey_registration(user.id.0, &user.email, &user.name, Some(known))
        .map_err(|error| internal("passkeys", error))?;
    let mut asked = serde_json::to_value(&asked).map_err(|error| internal("passkeys", error))?;
    // The passkey is found without an address being typed, so the device must keep it.
    asked["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
    asked["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
    note(ctx, ADDING, &state).await?;
    Ok(asked.to_string())
}

/// Stores what the browser answered, under a name.
///
/// # Errors
/// Unauthenticated; Unproved; Invalid on `name`, or as a whole when the answer does not fit; Conflict.
pub async fn add(ctx: &Ctx, name: &str, answer: &str) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let name = check_passkey_name(name).map_err(|why| AppError::invalid("name", why))?;
    let state: PasskeyRegistration = asked(ctx, ADDING).await?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| misfit())?;
    let key = webauthn(ctx)?.finish_passkey_registration(&answer, &state).map_err(refused)?;
    let row = passkey::ActiveModel {
        id: Set(PasskeyId::new()),
        user_id: Set(user.id),
        credential_id: Set(BASE64URL_NOPAD.encode(key.cred_id().as_ref())),
        name: Set(name.clone()),
        credential: Set(stored(&key)?),
        created_at: Set(now()),
        last_used_at: Set(None),
    };
    let email = Email::parse(&user.email).map_err(|why| internal("stored address", why))?;
    let tx = ctx.db().begin().await?;
    if count(&tx, user.id).await? >= MAX {
        return Err(AppError::Conflict(format!("You have {MAX} passkeys, which is the limit. Remove one first.")));
    }
    row.insert(&tx).await?;
    users::record(&tx, ctx, "passkey.add", user.id, Some(json!({ "name": name }))).await?;
    mail::passkey_added(ctx.app().config(), &email, &user.name, &name).send(&tx).await?;
    tx.commit().await?;
    authn::renew(ctx).await
}

/// Gives a passkey another name.
///
/// # Errors
/// Unauthenticated; NotFound when it is not the person's; Invalid on `name`.
pub async fn rename(ctx: &Ctx, id: PasskeyId, name: &str) -> Result<()> {
    let user = ctx.myself()?;
    let name = check_passkey_name(name).map_err(|why| AppError::invalid("name", why))?;
    let tx = ctx.db().begin().await?;
    let old = own(&tx, user.id, id).await?;
    passkey::ActiveModel { id: Set(id), name: Set(name.clone()), ..Default::default() }.update(&tx).await?;
    users::record(&tx, ctx, "passkey.rename", user.id, Some(json!({ "from": old.name, "to": name }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a passkey: it does not sign in any more.
///
/// # Errors
/// Unauthenticated; Unproved; NotFound when it is not the person's.
pub async fn remove(ctx: &Ctx, id: PasskeyId) -> Result<()> {
    ctx.require_recent().await?;
    let user = ctx.myself()?;
    let email = Email::parse(&user.email).map_err(|why| internal("stored address", why))?;
    let tx = ctx.db().begin().await?;
    let old = own(&tx, user.id, id).await?;
    passkey::Entity::delete_by_id(id).exec(&tx).await?;
    users::record(&tx, ctx, "passkey.remove", user.id, Some(json!({ "name": old.name }))).await?;
    mail::passkey_removed(ctx.app().config(), &email, &user.name, &old.name).send(&tx).await?;
    tx.commit().await?;
    authn::renew(ctx).await
}

async fn own<C: ConnectionTrait>(tx: &C, user: UserId, id: PasskeyId) -> Result<passkey::Model> {
    let found = passkey::Entity::find_by_id(id).filter(passkey::Column::UserId.eq(user)).one(tx).await?;
    found.ok_or_else(|| AppError::not_found("passkey"))
}

/// Begins a sign-in: gives what the browser is asked, as JSON. It says nothing about any account. The page at the door begins one
/// for everybody who opens it, so beginning is no try; the answer is.
///
/// # Errors
/// Conflict when somebody is signed in here; Unavailable when the site has no name.
pub async fn begin_sign_in(ctx: &Ctx) -> Result<String> {
    let (asked, state) =
        webauthn(ctx)?.start_discoverable_authentication().map_err(|error| internal("passkeys", error))?;
    authn::remember_guest(ctx, ENTERING, &(now().timestamp() + SECONDS, state)).await?;
    serde_json::to_string(&asked).map_err(|error| internal("passkeys", error))
}

/// Signs in with what the browser answered.
///
/// # Errors
/// Invalid when the answer does not fit or the passkey is unknown, in the same words; Forbidden when the account is suspended;
/// Limited.
pub async fn sign_in(ctx: &Ctx, answer: &str, wish: Wish) -> Result<SignedIn> {
    authn::limit(ctx, "passkey", "")?;
    let state: DiscoverableAuthentication = asked(ctx, ENTERING).await?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| misfit())?;
    let webauthn = webauthn(ctx)?;
    let (user, credential) = webauthn.identify_discoverable_authentication(&answer).map_err(refused)?;
    let found = passkey::Entity::find()
        .filter(passkey::Column::CredentialId.eq(BASE64URL_NOPAD.encode(credential)))
        .filter(passkey::Column::UserId.eq(UserId(user)))
        .one(ctx.db().read())
        .await?;
    let row = found.ok_or_else(misfit)?;
    let key = DiscoverableKey::from(&key(&row)?);
    let result = webauthn.finish_discoverable_authentication_v2(&answer, state, &key).map_err(refused)?;
    used(ctx, row, &result).await?;
    let user = users::by_id(ctx.db().read(), UserId(user)).await?.ok_or_else(misfit)?;
    sign_ins::admit(ctx, &user, How::Passkey, wish).await
}

/// Begins the proof that it is the person: gives what the browser is asked, as JSON.
///
/// # Errors
/// Unauthenticated; NotFound when the person has no passkey; Unavailable when the site has no name.
pub async fn begin_proof(ctx: &Ctx) -> Result<String> {
    let keys = keys(rows(ctx.db().read(), ctx.myself()?.id).await?)?;
    if keys.is_empty() {
        return Err(AppError::not_found("passkey"));
    }
    let (asked, state) =
        webauthn(ctx)?.start_passkey_authentication(&keys).map_err(|error| internal("passkeys", error))?;
    note(ctx, PROVING, &state).await?;
    serde_json::to_string(&asked).map_err(|error| internal("passkeys", error))
}

/// Takes what the browser answered as the proof.
///
/// # Errors
/// Unauthenticated; Invalid when the answer does not fit; Limited.
pub async fn prove(ctx: &Ctx, answer: &str) -> Result<()> {
    let user = ctx.myself()?;
    authn::limit(ctx, "confirm", &user.id.to_string())?;
    let state: PasskeyAuthentication = asked(ctx, PROVING).await?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| misfit())?;
    let result = webauthn(ctx)?.finish_passkey_authentication(&answer, &state).map_err(refused)?;
    let found = passkey::Entity::find()
        .filter(passkey::Column::CredentialId.eq(BASE64URL_NOPAD.encode(result.cred_id().as_ref())))
        .filter(passkey::Column::UserId.eq(user.id))
        .one(ctx.db().read())
        .await?;
    used(ctx, found.ok_or_else(misfit)?, &result).await?;
    proofs::note(ctx, "passkey").await
}

/// Writes down that a passkey was used, and its counter.
async fn used(ctx: &Ctx, row: passkey::Model, result: &AuthenticationResult) -> Result<()> {
    if !result.user_verified() {
        return Err(misfit());
    }
    let mut key = key(&row)?;
    key.update_credential(result);
    let new = passkey::ActiveModel {
        id: Set(row.id),
        credential: Set(stored(&key)?),
        last_used_at: Set(Some(now())),
        ..Default::default()
    };
    new.update(ctx.db().write()).await?;
    Ok(())
}

/// Keeps what the browser was asked, with an end.
async fn note(ctx: &Ctx, place: &str, state: &impl Serialize) -> Result<()> {
    authn::put(ctx, place, &(now().timestamp() + SECONDS, state)).await
}

/// What the browser was asked. It is answered once.
async fn asked<T: DeserializeOwned>(ctx: &Ctx, place: &str) -> Result<T> {
    let found: Option<(i64, T)> = authn::note(ctx, place).await?;
    authn::drop_note(ctx, place).await?;
    let in_time = found.filter(|(until, _)| *until > now().timestamp());
    in_time.map(|(_, state)| state).ok_or_else(|| AppError::Gone("This took too long. Try again.".to_owned()))
}

fn key(row: &passkey::Model) -> Result<Passkey> {
    serde_json::from_value(row.credential.clone()).map_err(|error| internal("a stored passkey", error))
}

fn keys(rows: Vec<passkey::Model>) -> Result<Vec<Passkey>> {
    rows.iter().map(key).collect()
}

fn stored(key: &Passkey) -> Result<serde_json::Value> {
    serde_json::to_value(key).map_err(|error| internal("a passkey", error))
}

fn misfit() -> AppError {
    AppError::invalid("", "This passkey does not fit here. Try again, or sign in another way.")
}

fn refused(error: WebauthnError) -> AppError {
    tracing::info!(%error, "a passkey was refused");
    misfit()
}
