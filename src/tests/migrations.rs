//! The schema: up, down to nothing and up again on both databases; indexes behind foreign keys; entities that match.

use std::collections::{BTreeMap, BTreeSet};

use mewayz::{entity, server::db::Db};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Iden, Iterable, Statement, TryGetable};

use crate::support::{self, Backend, db_test};

/// Rows of one or more text columns.
async fn rows<const N: usize>(db: &DatabaseConnection, sql: &str) -> Vec<[String; N]> {
    let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    let found = found.unwrap_or_else(|error| panic!("{sql}: {error}"));
    found
        .iter()
        .map(|row| std::array::from_fn(|index| String::try_get_by_index(row, index).expect("a text column")))
        .collect()
}

/// Tables of the product, without those of the machinery.
async fn tables(db: &DatabaseConnection) -> BTreeSet<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let found = rows::<1>(db, sql).await.into_iter().map(|[name]| name);
    found.filter(|name| name != "seaql_migrations").collect()
}

async fn columns(db: &DatabaseConnection, table: &str) -> BTreeSet<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        _ => format!(
            "SELECT column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
    };
    rows::<1>(db, &sql).await.into_iter().map(|[name]| name).collect()
}

/// Everything that makes up the schema, to compare.
async fn schema(db: &DatabaseConnection) -> BTreeSet<[String; 2]> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name, COALESCE(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
        _ => {
            "SELECT table_name::text || '.' || column_name::text, \
                    data_type::text || is_nullable::text || COALESCE(column_default, '') \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT conrelid::regclass::text || '.' || conname::text, pg_get_constraintdef(oid) \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        }
    };
    rows::<2>(db, sql).await.into_iter().collect()
}

fn up_down_up(backend: Backend) {
    support::block_on(async {
        let Some(fresh) = support::Fresh::empty(backend).await else { return };
        let config = support::config(&fresh);
        let db = Db::connect(&config.database).await.expect("the database opens");
        Migrator::up(db.write(), None).await.expect("up");
        let first = schema(db.write()).await;
        assert!(first.len() > 50, "the schema has {} parts", first.len());
        for _ in Migrator::migrations() {
            Migrator::down(db.write(), Some(1)).await.expect("down");
        }
        assert_eq!(tables(db.write()).await, BTreeSet::new(), "tables that no `down` drops");
        Migrator::up(db.write(), None).await.expect("up again");
        assert_eq!(schema(db.write()).await, first, "the second `up` makes the same schema");
        db.read().clone().close().await.expect("closes");
        db.write().clone().close().await.expect("closes");
        fresh.remove().await;
    });
}

#[test]
fn up_down_up_sqlite() {
    up_down_up(Backend::Sqlite);
}

#[test]
fn up_down_up_postgres() {
    up_down_up(Backend::Postgres);
}

/// `table.column` of every foreign key, and of every index's first column.
async fn keys(db: &DatabaseConnection) -> (BTreeSet<String>, BTreeSet<String>) {
    let (foreign, indexed) = match db.get_database_backend() {
        DbBackend::Sqlite => (
            "SELECT t.name || '.' || f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'",
            "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c \
             WHERE t.type = 'table' AND c.seqno = 0 AND i.partial = 0",
        ),
        _ => (
            "SELECT c.conrelid::regclass::text || '.' || a.attname::text FROM pg_constraint c \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'",
            "SELECT i.indrelid::regclass::text || '.' || a.attname::text FROM pg_index i \
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indpred IS NULL",
        ),
    };
    let set = |found: Vec<[String; 1]>| found.into_iter().map(|[key]| key.replace('"', "")).collect();
    (set(rows::<1>(db, foreign).await), set(rows::<1>(db, indexed).await))
}

db_test!(every_foreign_key_has_an_index, |t| async {
    let (foreign, indexed) = keys(t.db().write()).await;
    assert!(foreign.len() > 10, "found only {foreign:?}");
    let missing: Vec<_> = foreign.difference(&indexed).collect();
    assert!(missing.is_empty(), "no index begins with the foreign key {missing:?}");
});

db_test!(a_foreign_key_without_an_index_is_noticed, |t| async {
    let sql = "CREATE TABLE planted (id INTEGER PRIMARY KEY, owner UUID REFERENCES workspace (id))";
    t.db().write().execute_unprepared(sql).await.expect("a table can be planted");
    let (foreign, indexed) = keys(t.db().write()).await;
    assert!(foreign.difference(&indexed).any(|key| key == "planted.owner"), "{foreign:?}");
});

/// Reads a table through its entity and gives its name with its columns.
async fn read<E: EntityTrait>(db: &DatabaseConnection) -> (String, BTreeSet<String>) {
    let table = E::default().table_name().to_owned();
    E::find().all(db).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    (table, E::Column::iter().map(|column| column.unquoted().to_owned()).collect())
}

macro_rules! read_all {
    ($db:expr, $($entity:ident),* $(,)?) => { BTreeMap::from([$(read::<entity::$entity::Entity>($db).await),*]) };
}

db_test!(entities_match_tables, |t| async {
    let db = t.db().write();
    let entities = read_all!(
        db,
        abuse_report,
        announcement,
        announcement_seen,
        audit,
        backup_code,
        account_deletion,
        avatar,
        block,
        blocked_ip,
        cron,
        csp_report,
        day_salt,
        device,
        data_export,
        email_change,
        event,
        external_identity,
        feature_flag,
        handle,
        identity_link,
        impersonation,
        invitation,
        link,
        link_alias,
        machine,
        media,
        member,
        message,
        notice_choice,
        outbox,
        passkey,
        ownership_transfer,
        person,
        session,
        site,
        site_hold,
        tally,
        threat,
        task,
        task_column,
        task_comment,
        site_version,
        slug_redirect,
        suspension,
        touch,
        two_factor,
        user,
        user_token,
        visitor,
        workspace,
        workspace_suspension,
        workspace_brand,
        workspace_deletion,
        workspace_role,
    );
    assert_eq!(entities.keys().cloned().collect::<BTreeSet<_>>(), tables(db).await, "entities and tables");
    for (table, fields) in entities {
        assert_eq!(fields, columns(db, &table).await, "columns of {table}");
    }
});
