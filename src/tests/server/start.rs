//! Starting on a database: up to date, from a newer version, with a demo.

use mewayz::{
    entity::site,
    server::{ctx::System, schema, seed},
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use super::process;
use crate::support::db_test;

db_test!(a_database_from_a_newer_version_is_refused, |t| async {
    assert_eq!(schema::prepare(t.db()).await, Ok(()), "nothing to do is fine");
    assert!(schema::status(t.db()).await.unwrap().iter().all(|(_, applied)| *applied));
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 1)";
    t.db().write().execute_unprepared(newer).await.unwrap();
    for result in [schema::prepare(t.db()).await, schema::down(t.db(), 1).await] {
        let why = result.unwrap_err();
        assert!(why.contains("newer version") && why.contains("m9999_tomorrow"), "{why}");
    }
    assert!(schema::is_complete(t.db()).await.is_err() || schema::status(t.db()).await.is_ok(), "nothing was changed");
});

db_test!(the_demo_is_made_once, |t| async {
    let system = System::new(t.app().clone());
    seed::seed_when_empty(&system).await.unwrap();
    let demo = seed::find(&system).await.unwrap().expect("there is a demo").to_string();
    assert!(demo.contains("http://mewayz.test/@demo") && demo.contains("demo@mewayz.localhost"), "{demo}");
    seed::seed_when_empty(&system).await.unwrap();
    seed::seed(&system).await.unwrap();
    assert_eq!(site::Entity::find().count(t.db().read()).await.unwrap(), 1);
    assert!(t.stranger().page("/@demo").await.contains("/l/"), "the demo page is published, with links that count");
});

db_test!(production_has_no_demo, |t| async {
    let app = process(&t, |config| config.environment = mewayz::server::config::Environment::Production);
    let system = System::new(app);
    seed::seed_when_empty(&system).await.unwrap();
    assert!(seed::seed(&system).await.is_err());
    assert_eq!(seed::find(&system).await.unwrap(), None);
});
