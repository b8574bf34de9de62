//! People with an account: registered, made by the operator, found.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    addresses, mail, tokens,
    types::{LinkKind, Me, Register, check_name, local_path, strength},
    verification,
};
use crate::{
    entity::user,
    kernel::{AppError, Result, email::Email, id::UserId, time::now},
    server::{
        audit::{self, Change},
        authn,
        ctx::{Actor, ActorFacts, Ctx, System},
    },
    workspaces::workspaces,
};

/// A person about to get an account; everything is checked, the password is hashed.
pub struct NewUser {
    /// Name.
    pub name: String,
    /// Address.
    pub email: Email,
    /// From `authn::hash_password`.
    pub password_hash: String,
    /// Whether product news may be sent.
    pub marketing: bool,
    /// Whether the address is known to be theirs.
    pub verified: bool,
    /// Platform role: user, moderator, admin.
    pub role: &'static str,
}

/// Somebody acting on their own account before, or without, being signed in.
pub(super) struct Owner {
    pub user: UserId,
    pub ip: String,
}

impl Owner {
    pub(super) fn new(ctx: &Ctx, user: UserId) -> Self {
        Self { user, ip: ctx.client().ip.to_string() }
    }
}

impl Actor for Owner {
    fn facts(&self) -> ActorFacts {
        ActorFacts { workspace_id: None, user_id: Some(self.user), ip: self.ip.clone() }
    }
}

/// Registers somebody: account, workspace and the mail with the link. The answer is the same when the address is known;
/// then its owner gets a mail that says so.
///
/// # Errors
/// Invalid by field; Limited; Conflict when somebody is signed in here.
pub async fn register(ctx: &Ctx, input: Register) -> Result<()> {
    let (name, email) = input.check()?;
    authn::limit(ctx, "register", email.as_str())?;
    let next = input.next.as_deref().and_then(local_path);
    verification::wait(ctx, &email, next).await?;
    authn::evenly(async {
        let password_hash = authn::hash_password(ctx.app(), &input.password).await?;
        let marketing = input.marketing;
        let enter = || NewUser {
            name: name.clone(),
            email: email.clone(),
            password_hash: password_hash.clone(),
            marketing,
            verified: false,
            role: "user",
        };
        match admit(ctx, enter(), next).await {
            // Somebody else took the address between our look and our insert; now it is a known one.
            Err(error) if error.field("email").is_some() => admit(ctx, enter(), next).await,
            result => result,
        }
    })
    .await
}

async fn admit(ctx: &Ctx, new: NewUser, next: Option<&str>) -> Result<()> {
    let config = ctx.app().config();
    let tx = ctx.db().begin().await?;
    let email = new.email.clone();
    match by_email(&tx, &email).await? {
        // Its old owner can still take it back; nobody else may have it meanwhile.
        None if addresses::is_reserved(&tx, &email, None).await? => {
            mail::personal::address_known(config, &email).send(&tx).await?;
        }
        Some(user) if user.email_verified_at.is_some() => {
            mail::known_address(config, &email, &user.name).send(&tx).await?;
        }
        known => {
            let (id, name) = match known {
                // Never confirmed, so nobody has used it: the latest registration counts.
                Some(user) => (user.id, renew(ctx, &tx, user, new).await?),
                None => (insert(&tx, |id| Owner::new(ctx, id), &new).await?, new.name),
            };
            let token = tokens::issue(&tx, ctx.app().secrets(), LinkKind::Verify, id, email.as_str()).await?;
            mail::verify(config, &email, &name, &token, next).send(&tx).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Makes an account with its first workspace, inside a transaction. The workspace bears the person's name and the nearest
/// free handle.
///
/// # Errors
/// Invalid on `email` when the address is taken.
pub async fn insert<C: ConnectionTrait, A: Actor>(
    tx: &C,
    actor: impl FnOnce(UserId) -> A,
    new: &NewUser,
) -> Result<UserId> {
    let (id, at) = (UserId::new(), now());
    user::ActiveModel {
        id: Set(id),
        name: Set(new.name.clone()),
        email: Set(new.email.as_str().to_owned()),
        email_verified_at: Set(new.verified.then_some(at)),
        password_hash: Set(new.password_hash.clone()),
        status: Set(if new.verified { "active" } else { "pending" }.to_owned()),
        role: Set(new.role.to_owned()),
        company: Set(None),
        time_zone: Set("UTC".to_owned()),
        locale: Set("en".to_owned()),
        theme: Set("system".to_owned()),
        terms_accepted_at: Set(at),
        marketing_consent_at: Set(new.marketing.then_some(at)),
        created_at: Set(at),
        updated_at: Set(at),
    }
    .insert(tx)
    .await?;
    let values = json!({ "name": new.name, "email": new.email.as_str(), "role": new.role });
    record(tx, &actor(id), "user.register", id, Some(values)).await?;
    workspaces::create(tx, id, &new.name, &new.name).await?;
    Ok(id)
}

/// Registers an address again that was never confirmed; gives the new name.
async fn renew<C: ConnectionTrait>(ctx: &Ctx, tx: &C, old: user::Model, new: NewUser) -> Result<String> {
    let id = old.id;
    user::ActiveModel {
        id: Set(id),
        name: Set(new.name.clone()),
        password_hash: Set(new.password_hash),
        terms_accepted_at: Set(now()),
        marketing_consent_at: Set(new.marketing.then(now)),
        updated_at: Set(now()),
        ..Default::default()
    }
    .update(tx)
    .await?;
    record(tx, &Owner::new(ctx, id), "user.register_again", id, Some(json!({ "name": new.name }))).await?;
    Ok(new.name)
}

/// Makes an account for the operator or the seed: verified at once.
///
/// # Errors
/// Invalid by field.
pub async fn create(system: &System, name: &str, email: &str, password: &str, admin: bool) -> Result<UserId> {
    let name = check_name(name).map_err(|why| AppError::invalid("name", why))?;
    let email = Email::parse(email).map_err(|why| AppError::invalid("email", why))?;
    strength::check(password, &name, email.as_str()).map_err(|why| AppError::invalid("password", why))?;
    let password_hash = authn::hash_password(system.app(), password).await?;
    let role = if admin { "admin" } else { "user" };
    let new = NewUser { name, email, password_hash, marketing: false, verified: true, role };
    let tx = system.db().begin().await?;
    let id = insert(&tx, |_| system.clone(), &new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Finds somebody by address.
pub async fn by_email<C: ConnectionTrait>(db: &C, email: &Email) -> Result<Option<user::Model>> {
    Ok(user::Entity::find().filter(user::Column::Email.eq(email.as_str())).one(db).await?)
}

/// Finds somebody by id.
pub async fn by_id<C: ConnectionTrait>(db: &C, id: UserId) -> Result<Option<user::Model>> {
    Ok(user::Entity::find_by_id(id).one(db).await?)
}

/// The hash of the password; `None` for an account that signs in by other means only.
pub(super) fn hash_of(user: &user::Model) -> Option<&str> {
    Some(user.password_hash.as_str()).filter(|hash| !hash.is_empty())
}

/// The person who is signed in, when somebody is.
pub fn me(ctx: &Ctx) -> Option<Me> {
    ctx.user_maybe().map(|user| Me { id: user.id, name: user.name.clone(), email: user.email.clone() })
}

/// Writes what somebody did with their account into the audit log.
pub(super) async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: &impl Actor,
    action: &str,
    user: UserId,
    new: Option<serde_json::Value>,
) -> Result<()> {
    let change = Change { action, object_kind: "user", object_id: Some(user.0), old: None::<()>, new };
    audit::record(tx, actor, change).await
}
