//! The house is in order: who uses whom, sizes, names, words. Every rule is shown to notice a planted fault.

mod imports;
mod planted;
mod promises;
mod rules;
mod source;

use std::path::Path;

use source::File;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every Rust file below a folder of the repository, in order.
fn files(folder: &str) -> Vec<File> {
    fn collect(folder: &Path, out: &mut Vec<File>) {
        let entries = std::fs::read_dir(folder).expect("a folder can be read");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                collect(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a file can be read");
                let name = path.strip_prefix(ROOT).expect("it lies in the repository").to_string_lossy().into_owned();
                out.push(File::new(&name, &text));
            }
        }
    }
    let mut out = Vec::new();
    collect(&Path::new(ROOT).join(folder), &mut out);
    assert!(!out.is_empty(), "{folder} has files");
    out
}

/// Fails with every fault in one list.
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn each(folders: &[&str], rule: fn(&File) -> Vec<String>) -> Vec<String> {
    folders.iter().flat_map(|folder| files(folder)).flat_map(|file| rule(&file)).collect()
}

#[test]
fn files_say_what_they_own() {
    none(each(&["src", "migration/src"], rules::opening));
}

#[test]
fn files_functions_and_views_are_short() {
    none(each(&["src", "migration/src"], rules::sizes));
    none(rules::median(&files("src")));
}

#[test]
fn nothing_is_unfinished() {
    none(each(&["src", "migration/src"], rules::unfinished));
}

#[test]
fn names_say_something() {
    none(each(&["src", "migration/src"], rules::names));
}

#[test]
fn modules_use_only_what_they_may() {
    none(each(&["src"], imports::forbidden_imports));
}

#[test]
fn contexts_write_only_their_own_tables() {
    none(each(&["src"], imports::foreign_writes));
}

#[test]
fn gates_have_no_items() {
    none(each(&["src"], imports::items_in_gates));
}

#[test]
fn two_files_name_every_context() {
    let files = files("src");
    let contexts = imports::contexts(&files);
    assert!(contexts.len() >= 5, "contexts: {contexts:?}");
    none(files.iter().flat_map(|file| imports::name_every_context(file, &contexts)).collect());
}

#[test]
fn the_root_holds_what_belongs_there() {
    let entries = std::fs::read_dir(ROOT).expect("the repository can be read");
    let names: Vec<String> =
        entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned()).collect();
    let ignored = std::fs::read_to_string(format!("{ROOT}/.gitignore")).expect("there is a .gitignore");
    none(rules::strangers(&names, &ignored));
}

#[test]
fn migrations_go_up_and_down() {
    none(rules::migrations(&files("migration/src")));
}
