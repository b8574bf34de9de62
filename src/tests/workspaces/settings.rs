//! Settings: checked, versioned, never overwritten silently.

use mewayz::{
    entity::workspace,
    kernel::AppError,
    workspaces::{
        types::{MAX_OWNED, Region},
        workspaces,
    },
};
use sea_orm::EntityTrait;

use crate::support::db_test;

fn region(currency: &str, time_zone: &str, locale: &str) -> Region {
    Region { currency: currency.to_owned(), time_zone: time_zone.to_owned(), locale: locale.to_owned() }
}

db_test!(the_second_of_two_admins_is_told, |t| async {
    let owner = t.owner("studio").await;
    let version = owner.ws.workspace().version;
    let (first, second) =
        tokio::join!(workspaces::rename(&owner.ws, version, "First"), workspaces::rename(&owner.ws, version, "Second"));
    let (won, lost, name) = if first.is_ok() { (first, second, "First") } else { (second, first, "Second") };
    assert_eq!(won, Ok(version + 1));
    assert!(matches!(lost, Err(AppError::Conflict(_))), "{lost:?}");
    let row = workspace::Entity::find_by_id(owner.ws.id()).one(t.db().write()).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.version), (name, version + 1));
});

db_test!(region_and_name_are_checked, |t| async {
    let owner = t.owner("studio").await;
    let version = owner.ws.workspace().version;
    let error = workspaces::change_region(&owner.ws, version, region("Euro", "Mars/Olympus", "klingon")).await;
    let error = error.expect_err("nothing of it exists");
    for field in ["currency", "time_zone", "locale"] {
        assert!(error.field(field).is_some(), "{field}: {error:?}");
    }
    for name in ["", "  ", &"x".repeat(81), "a\0b"] {
        let error = workspaces::rename(&owner.ws, version, name).await.expect_err(name);
        assert!(error.field("name").is_some(), "{name:?}: {error:?}");
    }
    workspaces::change_region(&owner.ws, version, region("USD", "Asia/Kathmandu", "ar")).await.expect("these exist");
    let row = workspace::Entity::find_by_id(owner.ws.id()).one(t.db().write()).await.unwrap().unwrap();
    assert_eq!((row.currency.as_str(), row.time_zone.as_str(), row.locale.as_str()), ("USD", "Asia/Kathmandu", "ar"));
    assert_eq!(row.name, "studio", "the rest stays");
});

db_test!(nobody_owns_workspaces_without_end, |t| async {
    let ctx = t.ctx(Some(t.person("Ada").await)).await;
    for at in 0..MAX_OWNED {
        workspaces::create_another(&ctx, &format!("Workspace {at}"), "").await.expect("within the limit");
    }
    let refused = workspaces::create_another(&ctx, "One more", "").await.expect_err("the limit");
    assert!(refused.field("").is_some(), "{refused:?}");
    assert_eq!(workspaces::mine(&ctx).await.unwrap().len() as u64, MAX_OWNED);
});
