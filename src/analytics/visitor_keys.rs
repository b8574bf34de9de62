//! Visitors without a cookie. A visitor's key is a keyed hash of the site, the network address and the user agent under a salt of
//! the day (UTC), which is thrown away two days later. So one visitor of one site is known again within a day, and nobody can tell
//! afterwards who it was, or find them on another site or another day. The address itself is never stored. Whoever asks not to
//! be followed (Do Not Track, Global Privacy Control) gets no key. This is how Plausible counts
//! (<https://plausible.io/data-policy>).

use std::{collections::HashMap, net::IpAddr};

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict,
};
use sha2::Sha256;

use crate::{
    entity::{day_salt, machine},
    kernel::{
        AppError, Result,
        id::SiteId,
        time::{Time, now},
    },
    server::{ctx::System, events::Record},
};

/// How long the salt of a day is kept after the day began.
const KEEP: TimeDelta = TimeDelta::hours(48);

/// What a key is made of. It is in memory only, between a request and the database.
#[derive(Clone, Debug)]
pub struct Footprint {
    /// Where the visitor is.
    pub site: SiteId,
    /// From where.
    pub address: IpAddr,
    /// With what.
    pub user_agent: String,
}

impl Footprint {
    fn key(&self, salt: &str) -> i64 {
        let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("HMAC takes keys of any length");
        mac.update(self.site.0.as_bytes());
        match self.address {
            IpAddr::V4(address) => mac.update(&address.octets()),
            // A household has a /64; the rest changes every few hours.
            IpAddr::V6(address) => mac.update(&address.octets()[..8]),
        }
        mac.update(self.user_agent.as_bytes());
        let bytes = mac.finalize().into_bytes();
        i64::from_be_bytes(std::array::from_fn(|at| bytes[at]))
    }
}

/// The day of an instant, counted from 1970 in UTC.
pub fn day_of(at: Time) -> i64 {
    at.timestamp().div_euclid(24 * 60 * 60)
}

/// Gives the touches of visitors their keys.
///
/// # Errors
/// Unavailable; Internal.
pub async fn fill<C: ConnectionTrait>(tx: &C, records: &mut [Record]) -> Result<()> {
    let mut salts: HashMap<i64, String> = HashMap::new();
    for Record { touch, footprint, .. } in records {
        let Some(footprint) = footprint.take().filter(|_| !touch.bot) else { continue };
        let day = day_of(touch.at);
        let salt = match salts.get(&day) {
            Some(salt) => salt,
            None => salts.entry(day).or_insert(salt_of(tx, day).await?),
        };
        touch.visitor_key = Some(footprint.key(salt));
    }
    Ok(())
}

/// The salt of a day, made by whoever needs it first.
async fn salt_of<C: ConnectionTrait>(tx: &C, day: i64) -> Result<String> {
    if let Some(found) = day_salt::Entity::find_by_id(day).one(tx).await? {
        return Ok(found.salt);
    }
    let salt = BASE64URL_NOPAD.encode(&rand::random::<[u8; 32]>());
    let row = day_salt::ActiveModel { day: Set(day), salt: Set(salt) };
    let skip = OnConflict::column(day_salt::Column::Day).do_nothing().to_owned();
    day_salt::Entity::insert(row).on_conflict(skip).exec_without_returning(tx).await?;
    let found = day_salt::Entity::find_by_id(day).one(tx).await?;
    found.map(|row| row.salt).ok_or_else(AppError::internal)
}

/// Throws away salts that are older than two days, and with them every way back from a key to a visitor.
///
/// # Errors
/// Unavailable; Internal.
pub async fn forget(system: &System) -> Result<()> {
    let over = day_of(now() - KEEP);
    let db = system.db().write();
    day_salt::Entity::delete_many().filter(day_salt::Column::Day.lt(over)).exec(db).await?;
    machine::Entity::delete_many().filter(machine::Column::Day.lt(over)).exec(db).await?;
    Ok(())
}

/// Notes who behaved like a machine, so that the rest of their day need not be looked at again.
///
/// # Errors
/// Unavailable; Internal.
pub async fn note_machines<C: ConnectionTrait>(tx: &C, found: Vec<machine::Model>) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let skip = OnConflict::column(machine::Column::VisitorKey).do_nothing().to_owned();
    machine::Entity::insert_many(found.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(skip)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
