//! Weaknesses in the database: a schema that is behind, the demo, nobody or too many who may do everything.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    Finding,
    Level::{Note, Serious, Warning},
};
use crate::{
    entity::user,
    kernel::Result,
    server::{config::Config, db::Db, schema, seed},
};

/// More administrators than this are worth a look.
const MANY: u64 = 5;

/// Looks at the database; changes nothing in it.
pub async fn look(config: &Config, db: &Db) -> Vec<Finding> {
    let fault = |why: String| {
        vec![Finding::new(
            Warning,
            "database.unknown",
            format!("The database could not be looked at. {why}"),
            "Check database.url.",
        )]
    };
    let pending = match schema::status(db).await {
        Ok(all) => all.into_iter().filter(|(_, applied)| !applied).count(),
        Err(why) => return fault(why),
    };
    if pending > 0 {
        let what = format!("{pending} changes of the schema are not applied, repairs among them.");
        return vec![Finding::new(Warning, "database.behind", what, "Run `mewayz migrate up`.")];
    }
    accounts(config, db).await.unwrap_or_else(|error| fault(error.to_string()))
}

async fn accounts(config: &Config, db: &Db) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    let demo = user::Entity::find().filter(user::Column::Email.eq(seed::EMAIL)).count(db.read()).await?;
    if demo > 0 && !config.is_development() {
        let what = format!("The demo account {} is there, and its password is in the source.", seed::EMAIL);
        found.push(Finding::new(
            Serious,
            "accounts.demo",
            what,
            "Suspend it on /admin/users, or begin with an empty database.",
        ));
    }
    let admins = user::Entity::find()
        .filter(user::Column::Role.eq("admin"))
        .filter(user::Column::Status.eq("active"))
        .count(db.read())
        .await?;
    if admins == 0 && !config.is_development() {
        let advice = "Make one with `mewayz user create --admin`.";
        found.push(Finding::new(Note, "accounts.no_admin", "Nobody may use the pages of staff.", advice));
    }
    if admins > MANY {
        let what = format!("{admins} people may do everything.");
        found.push(Finding::new(
            Warning,
            "accounts.many_admins",
            what,
            "Make those who only decide reports moderators.",
        ));
    }
    Ok(found)
}
