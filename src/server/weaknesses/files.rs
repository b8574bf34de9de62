//! Weaknesses of files: who else on this machine may read or change them.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{
    Finding,
    Level::{self, Serious, Warning},
};
use crate::server::{config::Config, db};

/// Everybody else may read it.
const OTHERS_READ: u32 = 0o004;
/// Everybody else may change it.
const OTHERS_WRITE: u32 = 0o002;
/// The group may read it.
const GROUP_READ: u32 = 0o040;
/// The group may change it.
const GROUP_WRITE: u32 = 0o020;

/// Looks at the database, the key, the configuration and the mails.
pub fn look(config: &Config, configuration: &Path) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(path) = db::sqlite_path(&config.database.url) {
        for ending in ["", "-wal"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            found.extend(private(Path::new(&name), "database"));
        }
    }
    let key = config.secrets.key_file.clone();
    let made = config.is_development().then(|| PathBuf::from("data/secret.key"));
    if let Some(path) = key.or(made) {
        found.extend(private(&path, "key"));
    }
    found.extend(settings(configuration));
    found.extend(private_folder(&config.mail.folder));
    found
}

/// A file that nobody else should read.
fn private(path: &Path, what: &str) -> Vec<Finding> {
    let Some(mode) = mode(path) else { return Vec::new() };
    let name = path.display();
    let advice = format!("chmod 600 {name}");
    let tell = |level: Level, code, who: &str| {
        vec![Finding::new(level, code, format!("The {what} {name} can be {who}."), advice.clone())]
    };
    match mode {
        _ if mode & OTHERS_WRITE != 0 => tell(Serious, "files.open", "changed by everybody on this machine"),
        _ if mode & OTHERS_READ != 0 => tell(Serious, "files.open", "read by everybody on this machine"),
        _ if mode & (GROUP_READ | GROUP_WRITE) != 0 => tell(Warning, "files.group", "read by its group"),
        _ => Vec::new(),
    }
}

/// The configuration: nobody else changes it, and no secret lies in it.
fn settings(path: &Path) -> Vec<Finding> {
    let Some(mode) = mode(path) else { return Vec::new() };
    let name = path.display();
    let mut found = Vec::new();
    if mode & (OTHERS_WRITE | GROUP_WRITE) != 0 {
        let what = format!("The configuration {name} can be changed by others on this machine.");
        found.push(Finding::new(Serious, "files.settings", what, format!("chmod 644 {name}")));
    }
    for key in secrets_in(&fs::read_to_string(path).unwrap_or_default()) {
        let what = format!("The configuration {name} holds a secret: {key}.");
        let advice = "Pass it through the environment instead; the README says how. Whoever has a copy of the file has the secret.";
        let level = if mode & OTHERS_READ != 0 { Serious } else { Warning };
        found.push(Finding::new(level, "secrets.in_file", what, advice));
    }
    found
}

/// Keys of the configuration that are secrets and have a value there.
pub fn secrets_in(text: &str) -> Vec<&'static str> {
    let known = [
        ("secrets", "key", "secrets.key"),
        ("mail", "smtp_url", "mail.smtp_url"),
        ("storage", "secret_key", "storage.secret_key"),
        ("redis", "url", "redis.url"),
    ];
    let mut section = "";
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = name.trim();
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let (key, value) = (key.trim(), value.trim());
        let here = known.iter().filter(|(of, name, _)| *of == section && *name == key);
        // An address without a password is no secret.
        let secret = |name: &str| !value.starts_with("\"\"") && (!name.ends_with("url") || value.contains('@'));
        found.extend(here.filter(|(_, _, name)| secret(name)).map(|(_, _, name)| *name));
    }
    found
}

/// The folder with mails: links for new passwords lie there.
fn private_folder(path: &Path) -> Option<Finding> {
    let mode = mode(path).filter(|mode| mode & (OTHERS_READ | OTHERS_WRITE) != 0)?;
    let filled = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
    let what = format!("The mails in {} can be read by everybody on this machine.", path.display());
    let advice = format!("chmod 700 {}", path.display());
    let level = if mode & OTHERS_WRITE != 0 { Serious } else { Warning };
    filled.then(|| Finding::new(level, "files.mails", what, advice))
}

fn mode(path: &Path) -> Option<u32> {
    fs::metadata(path).ok().map(|found| found.mode())
}
