//! The schema, one file a change, up and down, on SQLite and PostgreSQL. A file that has landed is never edited.

use sea_orm_migration::prelude::*;

mod columns;
mod m0001_accounts;
mod m0002_workspaces;
mod m0003_sites;
mod m0004_identity;
mod m0005_outbox_and_audit;
mod m0006_site_design;
mod m0007_messages;
mod m0008_publication;
mod m0009_analytics;
mod m0010_media;
mod m0011_abuse_reports;
mod m0012_blocks_counted;
mod m0013_two_factor;
mod m0014_other_doors;
mod m0015_staff;
mod m0016_security;
mod m0017_personal;
mod m0018_teams;
mod m0019_tasks;

pub use sea_orm_migration::MigratorTrait;

/// Every change of the schema, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_workspaces::Migration),
            Box::new(m0003_sites::Migration),
            Box::new(m0004_identity::Migration),
            Box::new(m0005_outbox_and_audit::Migration),
            Box::new(m0006_site_design::Migration),
            Box::new(m0007_messages::Migration),
            Box::new(m0008_publication::Migration),
            Box::new(m0009_analytics::Migration),
            Box::new(m0010_media::Migration),
            Box::new(m0011_abuse_reports::Migration),
            Box::new(m0012_blocks_counted::Migration),
            Box::new(m0013_two_factor::Migration),
            Box::new(m0014_other_doors::Migration),
            Box::new(m0015_staff::Migration),
            Box::new(m0016_security::Migration),
            Box::new(m0017_personal::Migration),
            Box::new(m0018_teams::Migration),
            Box::new(m0019_tasks::Migration),
        ]
    }
}
