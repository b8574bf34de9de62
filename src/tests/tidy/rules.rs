//! Rules for single files and for the tree: sizes, names, words.

use super::source::{File, definitions, functions, macro_calls};

/// The longest file, in lines.
pub const FILE: usize = 500;
/// Half of the files are shorter, in lines.
pub const MEDIAN: usize = 150;
/// The longest function, in lines.
pub const FUNCTION: usize = 70;
/// The longest `view!`, in lines.
pub const VIEW: usize = 60;

/// A file opens by saying what it owns.
pub fn opening(file: &File) -> Vec<String> {
    let opens = file.text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > 12);
    if opens { Vec::new() } else { vec![format!("{}: the first line is no `//!` that says what it owns", file.path)] }
}

/// Files, functions and views that are too long.
pub fn sizes(file: &File) -> Vec<String> {
    let mut out = Vec::new();
    if file.lines() > FILE {
        out.push(format!("{}: {} lines; {FILE} is the limit", file.path, file.lines()));
    }
    for (name, first, last) in functions(&file.code) {
        let lines = last - first + 1;
        if lines > FUNCTION {
            out.push(format!("{}:{first}: fn {name} has {lines} lines; {FUNCTION} is the limit", file.path));
        }
    }
    for (first, last) in macro_calls(&file.code, "view") {
        let lines = last - first + 1;
        if lines > VIEW {
            out.push(format!("{}:{first}: a view! of {lines} lines; {VIEW} is the limit", file.path));
        }
    }
    out
}

/// The file in the middle is too long.
pub fn median(files: &[File]) -> Vec<String> {
    let mut lines: Vec<usize> = files.iter().map(File::lines).collect();
    lines.sort_unstable();
    match lines.get(lines.len() / 2) {
        Some(middle) if *middle >= MEDIAN => {
            vec![format!("half of the files have {middle} lines or more; under {MEDIAN} is wanted")]
        }
        _ => Vec::new(),
    }
}

/// Words that admit unfinished work, wherever they stand.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("HA", "CK"),
    concat!("coming ", "soon"),
    concat!("lorem ", "ipsum"),
    concat!("not ", "implemented"),
];
/// Macros that admit it.
const UNFINISHED_MACROS: &[&str] = &["todo", "unimplemented", "dbg"];

/// Work that is not finished.
pub fn unfinished(file: &File) -> Vec<String> {
    let mut out = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        for word in UNFINISHED {
            let whole = |place: usize| {
                let before = line[..place].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let after = line[place + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                before && after
            };
            let text = if word.contains(' ') { line.to_ascii_lowercase() } else { line.to_owned() };
            if text.match_indices(word).any(|(place, _)| whole(place)) {
                out.push(format!("{}:{}: {word}", file.path, at + 1));
            }
        }
    }
    for name in UNFINISHED_MACROS {
        for (first, _) in macro_calls(&file.code, name) {
            out.push(format!("{}:{first}: {name}!", file.path));
        }
    }
    out
}

/// Names that say nothing, as files and as parts of defined names.
pub fn names(file: &File) -> Vec<String> {
    let empty = ["service", "manager", "helper", "util", "common", "misc"];
    let mut out = Vec::new();
    for part in file.path.trim_end_matches(".rs").split('/') {
        if empty.contains(&part.trim_end_matches('s')) {
            out.push(format!("{}: the name {part} says nothing", file.path));
        }
    }
    for name in definitions(&file.code) {
        // A service may be the thing itself, as on the health page; `OrderService` says nothing about orders.
        let suffix = ["Service", "Manager", "Helper", "Util", "Utils"].iter().any(|word| name.ends_with(word));
        let thing = name == "Service";
        if empty.contains(&name.trim_end_matches('s')) || name.ends_with("_helper") || (suffix && !thing) {
            out.push(format!("{}: the name {name} says nothing", file.path));
        }
    }
    out
}

/// Entries of the repository's root that are not on the list.
pub fn strangers(entries: &[String], ignored: &str) -> Vec<String> {
    const ALLOWED: &[&str] = &[
        "Cargo.toml",
        "Leptos.toml",
        "README.md",
        "src",
        "style",
        "public",
        "migration",
        "end2end",
        // What tools look for there.
        "Cargo.lock",
        "rust-toolchain.toml",
        "rustfmt.toml",
        "deny.toml",
        ".cargo",
        ".ci",
        ".github",
        ".git",
        ".gitignore",
        ".dockerignore",
        "package.json",
        "package-lock.json",
        "Makefile",
        "Dockerfile",
        "compose.yaml",
    ];
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim().trim_matches('/')).collect();
    let strange = entries.iter().filter(|name| !ALLOWED.contains(&name.as_str()) && !ignored.contains(&name.as_str()));
    strange.map(|name| format!("{name}: does not belong into the root of the repository")).collect()
}

/// Migrations: numbered without gaps, listed in order, up and down.
pub fn migrations(files: &[File]) -> Vec<String> {
    let mut out = Vec::new();
    let stem = |file: &File| file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    let mut changes: Vec<&File> = files.iter().filter(|file| stem(file).starts_with("m0")).collect();
    changes.sort_by_key(|file| stem(file));
    for (at, file) in changes.iter().enumerate() {
        if !stem(file).starts_with(&format!("m{:04}_", at + 1)) {
            out.push(format!("{}: the numbers have a gap or a pair here", file.path));
        }
        let found = functions(&file.code);
        for name in ["up", "down"] {
            if !found.iter().any(|(function, ..)| function == name) {
                out.push(format!("{}: no fn {name}", file.path));
            }
        }
    }
    let list = files.iter().find(|file| stem(file) == "lib").map(|file| file.code.replace(char::is_whitespace, ""));
    let wanted: String = changes.iter().map(|file| format!("Box::new({}::Migration),", stem(file))).collect();
    if !list.is_some_and(|list| list.contains(&wanted)) {
        out.push("migration/src/lib.rs: does not list every migration in order".to_owned());
    }
    out
}
