//! Planted faults: every rule must notice its own, and only that.

use super::{imports, rules, source, source::File};

fn noticed(faults: Vec<String>, part: &str) {
    assert_eq!(faults.len(), 1, "one fault: {faults:?}");
    assert!(faults[0].contains(part), "{} does not say {part:?}", faults[0]);
}

fn imports_of(path: &str, code: &str) -> Vec<String> {
    imports::forbidden_imports(&File::new(path, code))
}

#[test]
fn comments_strings_and_lifetimes_are_told_apart() {
    let text = "let a = \"// no\"; // yes {\n/* fn /* x */ */ let b = r#\"fn \"# ; let c: &'a str = '{';";
    let code = source::strip(text);
    assert_eq!(code.chars().count(), text.chars().count());
    assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), "let a = ; let b = ; let c: &'a str = ;");
}

#[test]
fn functions_are_measured() {
    let code = "trait T { fn a(&self); }\nfn b(x: [u8; 2]) -> impl Fn(u8) where (): Sized {\n  if x { }\n}\n";
    assert_eq!(source::functions(code), [("b".to_owned(), 2, 4)]);
}

#[test]
fn paths_are_written_out() {
    let file = File::new(
        "src/sites/pages/list.rs",
        "use super::super::{rpc, types::{Block as B, self}}; use crate::entity; fn x() { entity::site::Entity::find(); self::y() }",
    );
    let found: Vec<String> = source::paths(&file).into_iter().map(|(_, path)| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "crate::sites::rpc",
            "crate::sites::types::Block",
            "crate::sites::types",
            "crate::entity",
            "crate::entity::site::Entity::find",
            "crate::sites::pages::list::y",
        ]
    );
}

#[test]
fn openings() {
    noticed(rules::opening(&File::new("src/a.rs", "use std::fmt;\n")), "first line");
    assert!(rules::opening(&File::new("src/a.rs", "//! Owns the letter a.\n")).is_empty());
}

#[test]
fn lengths() {
    let lines = |count: usize| "\n".repeat(count);
    noticed(rules::sizes(&File::new("src/a.rs", &lines(501))), "501 lines");
    assert!(rules::sizes(&File::new("src/a.rs", &lines(500))).is_empty());
    noticed(rules::sizes(&File::new("src/a.rs", &format!("fn long() {{{}}}", lines(70)))), "fn long has 71 lines");
    assert!(rules::sizes(&File::new("src/a.rs", &format!("fn long() {{{}}}", lines(69)))).is_empty());
    noticed(rules::sizes(&File::new("src/a.rs", &format!("const V: () = view! {{{}}};", lines(60)))), "view! of 61");
    assert!(rules::sizes(&File::new("src/a.rs", &format!("const V: () = view! {{{}}};", lines(59)))).is_empty());
    let files =
        [File::new("src/a.rs", &lines(10)), File::new("src/b.rs", &lines(150)), File::new("src/c.rs", &lines(160))];
    noticed(rules::median(&files), "150 lines");
    assert!(rules::median(&files[..1]).is_empty());
}

#[test]
fn unfinished_work() {
    noticed(rules::unfinished(&File::new("src/a.rs", concat!("// TO", "DO: later"))), concat!("TO", "DO"));
    noticed(
        rules::unfinished(&File::new("src/a.rs", concat!("<p>\"Coming ", "soon\"</p>"))),
        concat!("coming ", "soon"),
    );
    for name in ["todo", "unimplemented", "dbg"] {
        noticed(rules::unfinished(&File::new("src/a.rs", &format!("fn a() {{ {name}!() }}"))), name);
    }
    assert!(rules::unfinished(&File::new("src/a.rs", "// the method is done; mastodon")).is_empty());
}

#[test]
fn empty_names() {
    noticed(rules::names(&File::new("src/sites/utils.rs", "")), "utils");
    noticed(rules::names(&File::new("src/common/id.rs", "")), "common");
    noticed(rules::names(&File::new("src/a.rs", "struct SiteManager; struct Service;")), "SiteManager");
    noticed(rules::names(&File::new("src/a.rs", "mod date_helper {}")), "date_helper");
    assert!(
        rules::names(&File::new("src/a.rs", "use tower_sessions::SessionManagerLayer; fn utility_bill() {}"))
            .is_empty()
    );
}

#[test]
fn imports_of_every_kind() {
    noticed(imports_of("src/kernel/id.rs", "use crate::server::db::Db;"), "kernel");
    noticed(imports_of("src/kernel/money.rs", "fn a() { sea_orm::Value::from(1); }"), "kernel");
    noticed(imports_of("src/sites/types.rs", "use leptos::prelude::*;"), "types");
    noticed(imports_of("src/sites/types.rs", "use crate::entity::site;"), "types");
    noticed(imports_of("src/sites/types.rs", "use crate::contacts::persons;"), "types");
    noticed(imports_of("src/entity/site.rs", "use crate::sites::publishing;"), "entities");
    noticed(imports_of("src/sites/publishing.rs", "use leptos::prelude::*;"), "domain");
    noticed(imports_of("src/sites/publishing.rs", "fn a() { axum::http::StatusCode::OK; }"), "domain");
    noticed(imports_of("src/sites/publishing.rs", "use super::rpc::save_site;"), "doors");
    noticed(imports_of("src/sites/rpc.rs", "use crate::entity::site;"), "logic");
    noticed(imports_of("src/sites/rpc.rs", "use crate::contacts::persons;"), "own domain");
    noticed(imports_of("src/sites/themes.rs", "use crate::server::authn;"), "browser");
    noticed(imports_of("src/accounts/types.rs", "use super::rpc::sign_in;"), "types");
    noticed(imports_of("src/sites/api.rs", "use leptos::prelude::*;"), "REST");
    noticed(imports_of("src/sites/pages/list.rs", "use crate::server::ctx;"), "server functions");
    noticed(imports_of("src/sites/pages/list.rs", "use crate::accounts::pages::profile;"), "another context");
    noticed(imports_of("src/sites/pages/list.rs", "use super::super::no_such_module;"), "types and server functions");
    noticed(imports_of("src/sites/public/page.rs", "use crate::sites::rpc;"), "domain");
    noticed(imports_of("src/sites/public/page.rs", "fn a() { leptos::prelude::Resource; }"), "hydrate");
    noticed(imports_of("src/sites/blocks/link.rs", "use crate::server::html;"), "browser");
    noticed(imports_of("src/ui/button.rs", "use crate::sites::types::Block;"), "design system");
}

#[test]
fn imports_that_are_fine() {
    for (path, code) in [
        ("src/kernel/error.rs", "use leptos::server_fn::codec::JsonEncoding;"),
        ("src/sites/types.rs", "use crate::{kernel::id::SiteId, contacts::types::Person}; // leptos::view"),
        ("src/sites/publishing.rs", "use crate::{entity::site, server::ctx::WorkspaceCtx, contacts::persons};"),
        ("src/sites/rpc.rs", "use leptos::prelude::*; use crate::server::ctx; use super::publishing;"),
        (
            "src/sites/pages/list.rs",
            "use leptos::prelude::*; use crate::{ui::button::Button, sites::{rpc, types::Block}};",
        ),
        ("src/sites/public/page.rs", "use crate::{server::html, sites::publishing}; use axum::response::Response;"),
    ] {
        assert_eq!(imports_of(path, code), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn writes_to_tables_of_others() {
    let write = "use crate::entity::member; fn a() { member::ActiveModel { id: 1 } }";
    noticed(imports::foreign_writes(&File::new("src/sites/publishing.rs", write)), "workspaces");
    assert!(imports::foreign_writes(&File::new("src/workspaces/members.rs", write)).is_empty());
    let read = "use crate::entity::member; fn a() { member::Entity::find() }";
    assert!(imports::foreign_writes(&File::new("src/sites/publishing.rs", read)).is_empty());
    let delete = "fn a() { crate::entity::member::Entity::delete_many() }";
    noticed(imports::foreign_writes(&File::new("src/sites/publishing.rs", delete)), "workspaces");
}

#[test]
fn gates() {
    noticed(
        imports::items_in_gates(&File::new("src/sites/mod.rs", "//! Sites.\n#[cfg(x)]\npub mod a;\nfn b() {}\n")),
        "fn b",
    );
}

#[test]
fn files_that_name_every_context() {
    let contexts = ["sites".to_owned(), "contacts".to_owned()];
    let code = "use crate::{sites::types::Block, contacts};";
    noticed(imports::name_every_context(&File::new("src/server/seed.rs", code), &contexts), "every context");
    assert!(imports::name_every_context(&File::new("src/app/routes.rs", code), &contexts).is_empty());
    assert!(imports::name_every_context(&File::new("src/server/seed.rs", "use crate::sites;"), &contexts).is_empty());
}

#[test]
fn entries_of_the_root() {
    let entries = ["src", "target", "notes.md"].map(str::to_owned);
    noticed(rules::strangers(&entries, "/target\n"), "notes.md");
}

#[test]
fn migrations() {
    let list = |names: &str| File::new("migration/src/lib.rs", &format!("vec![{names}]"));
    let up = |number: u8| File::new(&format!("migration/src/m000{number}_a.rs"), "fn up() {} fn down() {}");
    let one = "Box::new(m0001_a::Migration),";
    assert!(rules::migrations(&[list(one), up(1)]).is_empty());
    noticed(rules::migrations(&[list(one), File::new("migration/src/m0001_a.rs", "fn up() {}")]), "down");
    noticed(rules::migrations(&[list("Box::new(m0002_a::Migration),"), up(2)]), "gap");
    noticed(rules::migrations(&[list(one), up(1), up(2)]), "in order");
}
