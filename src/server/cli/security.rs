//! `security-audit`: weaknesses of this installation, each with what to do.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use super::say;
use crate::server::{
    config::Config,
    db::{self, Db},
    weaknesses::{Finding, Level, answers, dependencies, files, people, settings},
};

/// What is looked at.
#[derive(Args)]
pub struct SecurityAudit {
    /// A running instance whose answers are looked at, for example https://example.com.
    #[arg(long, value_name = "URL")]
    url: Option<Url>,
    /// A copy of github.com/rustsec/advisory-db, to look for known weaknesses of dependencies.
    #[arg(long, value_name = "FOLDER")]
    advisories: Option<PathBuf>,
    /// One JSON array instead of text.
    #[arg(long)]
    json: bool,
}

/// Looks at everything and prints what was found, the worst first.
///
/// # Errors
/// A sentence, when something serious was found.
pub async fn run(audit: &SecurityAudit, config: &Config, configuration: Option<PathBuf>) -> Result<(), String> {
    let configuration = configuration.unwrap_or_else(|| PathBuf::from("Leptos.toml"));
    let mut found = settings::look(config);
    found.extend(files::look(config, &configuration));
    found.extend(of_database(config).await);
    if let Some(url) = &audit.url {
        found.extend(answers::look(url).await);
    }
    found.extend(dependencies::look(audit.advisories.as_deref()));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    print(&found, audit.json)?;
    match found.iter().filter(|finding| finding.level == Level::Serious).count() {
        0 => Ok(()),
        1 => Err("One thing is serious.".to_owned()),
        count => Err(format!("{count} things are serious.")),
    }
}

/// Opens the database only when it is there: looking makes nothing.
async fn of_database(config: &Config) -> Vec<Finding> {
    if db::sqlite_path(&config.database.url).is_some_and(|path| !path.exists()) {
        let what = "There is no database yet.";
        return vec![Finding::new(Level::Note, "database.none", what, "Ask again when the server has run once.")];
    }
    match Db::connect(&config.database).await {
        Ok(db) => {
            let found = people::look(config, &db).await;
            db.close().await;
            found
        }
        Err(why) => vec![Finding::new(Level::Warning, "database.unknown", why, "Mend that first, then ask again.")],
    }
}

fn print(found: &[Finding], json: bool) -> Result<(), String> {
    if json {
        let text = serde_json::to_string_pretty(found).map_err(|error| error.to_string())?;
        say(text);
        return Ok(());
    }
    for finding in found {
        say(finding);
    }
    if found.is_empty() {
        say("Nothing was found.");
    }
    Ok(())
}
