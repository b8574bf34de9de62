//! Weaknesses of what this binary was built from: its Cargo.lock against the advisories of RustSec, in a folder of this machine.

use std::{fs, path::Path};

use semver::{Version, VersionReq};
use serde::Deserialize;

use super::{
    Finding,
    Level::{Note, Serious},
};

/// What this binary was built from.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// The head of an advisory, as RustSec writes it between ```` ```toml ```` and ```` ``` ````.
#[derive(Debug, Deserialize)]
struct Head {
    advisory: Advisory,
    #[serde(default)]
    versions: Versions,
}

#[derive(Debug, Deserialize)]
struct Advisory {
    id: String,
    package: String,
    withdrawn: Option<String>,
    informational: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

/// Compares what this binary was built from with the advisories in a folder: a copy of github.com/rustsec/advisory-db.
pub fn look(folder: Option<&Path>) -> Vec<Finding> {
    let Some(folder) = folder else {
        let what = "Known weaknesses of dependencies were not looked for.";
        let advice = "Fetch github.com/rustsec/advisory-db and name its folder with --advisories.";
        return vec![Finding::new(Note, "dependencies.unknown", what, advice)];
    };
    let crates = folder.join("crates");
    if !crates.is_dir() {
        let what = format!("{} is no copy of the advisories: it has no folder `crates`.", folder.display());
        return vec![Finding::new(Serious, "dependencies.folder", what, "Check --advisories.")];
    }
    packages(LOCK).iter().flat_map(|(name, version)| of_package(&crates.join(name), name, version)).collect()
}

/// Names and versions of a lock file, those of registries only.
pub fn packages(lock: &str) -> Vec<(String, Version)> {
    let value = |part: &str, key: &str| {
        let line = part.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        line.map(|rest| rest.trim_end_matches('"').to_owned())
    };
    let read = |part: &str| {
        let _registry = value(part, "source")?;
        Some((value(part, "name")?, Version::parse(&value(part, "version")?).ok()?))
    };
    lock.split("[[package]]").skip(1).filter_map(read).collect()
}

fn of_package(folder: &Path, name: &str, version: &Version) -> Vec<Finding> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let texts = entries.filter_map(Result::ok).filter_map(|entry| fs::read_to_string(entry.path()).ok());
    texts.filter_map(|text| advisory(&text, name, version)).collect()
}

/// What an advisory says about a version of a package; `None` when it is not concerned.
pub fn advisory(text: &str, name: &str, version: &Version) -> Option<Finding> {
    let head = text.split("```toml").nth(1)?.split("```").next()?;
    let source = config::Config::builder().add_source(config::File::from_str(head, config::FileFormat::Toml));
    let Head { advisory, versions } = source.build().ok()?.try_deserialize().ok()?;
    if advisory.package != name || advisory.withdrawn.is_some() {
        return None;
    }
    let safe = versions.patched.iter().chain(&versions.unaffected);
    if safe.filter_map(|range| VersionReq::parse(range).ok()).any(|range| range.matches(version)) {
        return None;
    }
    let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    let what = format!("{name} {version} is concerned by {}: {title}", advisory.id);
    let advice = match versions.patched.first() {
        Some(range) => format!("Update Mewayz to a version that is built with {name} {range}."),
        None => "There is no repaired version yet; read the advisory.".to_owned(),
    };
    let level = if advisory.informational.is_some() { Note } else { Serious };
    Some(Finding::new(level, "dependencies.advisory", what, advice))
}
