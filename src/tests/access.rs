//! Every way in has a lock: walks all server functions, pages and plain routes, and fails when one is not in the tables or lets
//! in whom it should not.

mod doors;
mod functions;
mod isolation;
mod pages;
mod routes;

use std::collections::BTreeSet;

pub use doors::Door;

/// Entries of the program that a table lacks, and entries of the table that the program lacks.
fn differences(program: &BTreeSet<String>, table: &BTreeSet<String>) -> Vec<String> {
    let unlisted = program.difference(table).map(|name| format!("{name}: has no entry in src/tests/access"));
    let stale = table.difference(program).map(|name| format!("{name}: is listed but does not exist any more"));
    unlisted.chain(stale).collect()
}

/// A public door needs a reason.
fn reasons<'a>(doors: impl Iterator<Item = (&'a str, Door)>) -> Vec<String> {
    let idle = doors.filter(|(_, door)| matches!(door, Door::Public(why) if why.len() < 10));
    idle.map(|(name, _)| format!("{name}: is public without a reason")).collect()
}

#[test]
fn public_ways_in_have_a_reason() {
    assert_eq!(reasons([("planted", Door::Public(""))].into_iter()).len(), 1);
    let all = functions::doors().chain(pages::doors()).chain(routes::doors());
    assert_eq!(reasons(all), Vec::<String>::new());
}

#[test]
fn a_way_in_without_an_entry_is_noticed() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert!(differences(&set(&["list_sites"]), &set(&["list_sites"])).is_empty());
    let found = differences(&set(&["list_sites", "planted"]), &set(&["list_sites", "gone"]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("planted: has no entry") && found[1].starts_with("gone: is listed"), "{found:?}");
}
