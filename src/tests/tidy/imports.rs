//! Who may use whom, as the architecture draws it.

use super::source::{File, paths};

/// Folders that are no product area.
const SPINE: &[&str] = &["kernel", "entity", "server", "ui", "app", "tests"];

/// Tables that join what contexts know; each of them may add rows.
const JOINTS: &[&str] = &["visitor"];

/// Which context writes a table; the others belong to the server.
const TABLES: &[(&str, &str)] = &[
    ("user", "accounts"),
    ("user_token", "accounts"),
    ("two_factor", "accounts"),
    ("backup_code", "accounts"),
    ("device", "accounts"),
    ("passkey", "accounts"),
    ("external_identity", "accounts"),
    ("avatar", "accounts"),
    ("notice_choice", "accounts"),
    ("email_change", "accounts"),
    ("data_export", "accounts"),
    ("account_deletion", "accounts"),
    ("workspace", "workspaces"),
    ("workspace_role", "workspaces"),
    ("workspace_brand", "workspaces"),
    ("workspace_deletion", "workspaces"),
    ("ownership_transfer", "workspaces"),
    ("task", "workspaces"),
    ("task_column", "workspaces"),
    ("task_comment", "workspaces"),
    ("handle", "workspaces"),
    ("member", "workspaces"),
    ("invitation", "workspaces"),
    ("site", "sites"),
    ("block", "sites"),
    ("link", "sites"),
    ("site_version", "sites"),
    ("slug_redirect", "sites"),
    ("link_alias", "sites"),
    ("media", "media"),
    ("abuse_report", "admin"),
    ("impersonation", "admin"),
    ("announcement", "admin"),
    ("announcement_seen", "admin"),
    ("feature_flag", "admin"),
    ("suspension", "accounts"),
    ("workspace_suspension", "workspaces"),
    ("site_hold", "sites"),
    ("person", "contacts"),
    ("message", "contacts"),
    ("identity_link", "contacts"),
    ("touch", "analytics"),
    ("event", "analytics"),
    ("tally", "analytics"),
    ("day_salt", "analytics"),
    ("machine", "analytics"),
];

/// What kind of file it is, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Kernel,
    Entity,
    Server,
    Ui,
    App,
    /// `<ctx>/types.rs`, `<ctx>/types/`
    Types,
    /// `<ctx>/rpc.rs`
    Rpc,
    /// `<ctx>/api.rs`, `<ctx>/uploads.rs`, `<ctx>/downloads.rs`
    Api,
    /// `<ctx>/pages`, `<ctx>/shop`
    Pages,
    /// `<ctx>/public`, `<ctx>/mail.rs`
    Public,
    /// `<ctx>/blocks`, `<ctx>/view.rs`: typed content with views that both targets show
    Blocks,
    /// Another module of a context that the browser has too
    Shared,
    /// `<ctx>/mod.rs`
    Gate,
    /// Everything else in a context
    Domain,
    /// `lib.rs`, `main.rs`, tests
    Outside,
}

/// The kind of a file.
pub fn kind(file: &File) -> Kind {
    let parts: Vec<&str> = file.path.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
    match parts.as_slice() {
        ["kernel", ..] => Kind::Kernel,
        ["entity", ..] => Kind::Entity,
        ["server", ..] => Kind::Server,
        ["ui", ..] => Kind::Ui,
        ["app", ..] => Kind::App,
        ["tests", ..] | [_] => Kind::Outside,
        [_, "types", ..] => Kind::Types,
        [_, "rpc", ..] => Kind::Rpc,
        [_, "api" | "uploads" | "downloads", ..] => Kind::Api,
        [_, "pages" | "shop", ..] => Kind::Pages,
        [_, "public" | "mail", ..] => Kind::Public,
        [_, "blocks" | "view", ..] => Kind::Blocks,
        [_, "mod"] => Kind::Gate,
        [context, name, ..] if !domain_module(context, name) => Kind::Shared,
        _ => Kind::Domain,
    }
}

/// Whether a module of a context is one of its doors.
fn is_door(name: &str) -> bool {
    matches!(name, "rpc" | "api" | "pages" | "shop")
}

/// Whether the first word of a path is Leptos or one of its parts.
fn is_leptos(root: &str) -> bool {
    root == "leptos" || root.starts_with("leptos_")
}

/// Paths that a file may not name.
pub fn forbidden_imports(file: &File) -> Vec<String> {
    let kind = kind(file);
    if matches!(kind, Kind::Outside) {
        return Vec::new();
    }
    let module = file.module();
    let own = module.first().copied().unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    for (line, path) in paths(file) {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(why) = refusal(kind, own, &file.path, &words) {
            out.push(format!("{}:{line}: {} — {why}", file.path, words.join("::")));
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Why a kind of file may not name a path.
fn refusal(kind: Kind, own: &str, file: &str, path: &[&str]) -> Option<&'static str> {
    let context = match path {
        ["crate", first, ..] if !SPINE.contains(first) && first.starts_with(char::is_lowercase) => Some(*first),
        _ => None,
    };
    let inner = path.get(2).copied().unwrap_or_default();
    let of_types = context.is_some() && matches!(inner, "types" | "blocks");
    let spine = |name: &str| path.len() > 1 && path[0] == "crate" && path[1] == name;
    let database = path[0] == "sea_orm" || path[0] == "migration" || spine("entity");
    let web = path[0] == "axum" || path[0] == "axum_extra" || path[0] == "leptos_axum" || path[0] == "tower_http";
    let page_of_other = context.is_some_and(|name| name != own) && matches!(inner, "pages" | "shop" | "public");
    match kind {
        Kind::Kernel => {
            let known = ["crate", "std", "core", "serde", "uuid", "chrono", "Self"];
            let derive =
                path[0] == "sea_orm" && ["/id.rs", "/permission.rs", "/words.rs"].iter().any(|own| file.ends_with(own));
            let server_fn = path[..].starts_with(&["leptos", "server_fn"]) && file.ends_with("/error.rs");
            if path[0] == "crate" && !spine("kernel") {
                return Some("the kernel uses nothing of the product");
            }
            let external = ["leptos", "sea_orm", "axum", "tokio", "tower", "reqwest", "serde_json", "tracing"];
            (!known.contains(&path[0]) && external.contains(&path[0]) && !derive && !server_fn)
                .then_some("the kernel uses std and serde")
        }
        Kind::Types if is_leptos(path[0]) || database || web || spine("server") || spine("app") || spine("ui") => {
            Some("types know nothing of server, database and views")
        }
        Kind::Types if context == Some(own) && !domain_module(own, inner) && !is_door(inner) => None,
        Kind::Types if context.is_some() && !of_types => Some("types use types only"),
        Kind::Entity if is_leptos(path[0]) || web || spine("server") || spine("app") || spine("ui") => {
            Some("entities have no behaviour")
        }
        Kind::Entity if context.is_some() && !of_types => Some("entities use enums of types only"),
        Kind::Domain if is_leptos(path[0]) || web => Some("the domain does not know how it is asked"),
        Kind::Domain if spine("app") || spine("ui") => Some("the domain has no views"),
        Kind::Domain if context.is_some() && is_door(inner) => Some("the domain does not use its doors"),
        Kind::Rpc if database => Some("server functions have no logic: call the domain"),
        Kind::Rpc if context.is_some_and(|name| name != own) && !of_types => {
            Some("server functions call their own domain")
        }
        Kind::Api if is_leptos(path[0]) || database => Some("REST calls the domain"),
        Kind::Pages if database || web || spine("server") => Some("pages go through server functions"),
        Kind::Pages if page_of_other => Some("a page of another context"),
        Kind::Pages if context == Some(own) && domain_module(own, inner) => {
            Some("pages use types and server functions only")
        }
        Kind::Public if context.is_some() && inner == "rpc" => Some("public pages call the domain"),
        Kind::Public
            if matches!(path.last(), Some(&"Resource" | &"ServerAction" | &"RwSignal" | &"HydrationScripts")) =>
        {
            Some("public pages never hydrate")
        }
        Kind::Shared if database || spine("server") => Some("it is compiled for the browser too"),
        Kind::Blocks if database || web || spine("server") => Some("blocks are compiled for the browser too"),
        Kind::Ui if context.is_some() || database || web || spine("server") || spine("app") => {
            Some("the design system knows no product area")
        }
        _ => None,
    }
}

/// Whether `src/<context>/<name>` is a module that only the server has.
fn domain_module(context: &str, name: &str) -> bool {
    let gate = std::fs::read_to_string(format!("{}/src/{context}/mod.rs", env!("CARGO_MANIFEST_DIR")));
    let Ok(gate) = gate else { return true };
    let lines: Vec<&str> = gate.lines().map(str::trim).collect();
    let declared = lines.iter().position(|line| line.ends_with(&format!("mod {name};")));
    declared.is_none_or(|at| {
        let attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        attributes.into_iter().any(|line| line.contains("feature = \"ssr\""))
    })
}

/// Writes to a table of another context.
pub fn foreign_writes(file: &File) -> Vec<String> {
    let own = file.module().first().copied().unwrap_or_default().to_owned();
    if SPINE.contains(&own.as_str()) || file.module().is_empty() {
        return Vec::new();
    }
    let writes =
        ["ActiveModel", "insert", "insert_many", "update", "update_many", "delete", "delete_many", "delete_by_id"];
    let mut out = Vec::new();
    for (line, path) in paths(file) {
        let Some(table) = path.iter().position(|word| word == "entity").and_then(|at| path.get(at + 1)) else {
            continue;
        };
        let owner = TABLES.iter().find(|(name, _)| name == table).map_or("server", |(_, owner)| owner);
        let writing = path.last().is_some_and(|word| writes.contains(&word.as_str()));
        if writing && owner != own && !JOINTS.contains(&table.as_str()) {
            out.push(format!("{}:{line}: {} writes a table of {owner}", file.path, path.join("::")));
        }
    }
    out
}

/// Files that name every context and are not one of the two lists.
pub fn name_every_context(file: &File, contexts: &[String]) -> Vec<String> {
    let listed = ["src/app/routes.rs", "src/server/router.rs", "src/lib.rs"];
    if listed.contains(&file.path.as_str()) || file.path.starts_with("src/tests/") {
        return Vec::new();
    }
    let found = paths(file);
    let names =
        |context: &String| found.iter().any(|(_, path)| path.len() > 1 && path[0] == "crate" && &path[1] == context);
    if contexts.iter().all(names) {
        vec![format!("{}: only app/routes.rs and server/router.rs name every context", file.path)]
    } else {
        Vec::new()
    }
}

/// `<ctx>/mod.rs` holds the module doc and the gates, no items.
pub fn items_in_gates(file: &File) -> Vec<String> {
    if kind(file) != Kind::Gate {
        return Vec::new();
    }
    let allowed = |line: &str| {
        let line = line.trim();
        line.is_empty()
            || line.starts_with("#[")
            || ((line.starts_with("pub mod ") || line.starts_with("mod ")) && line.ends_with(';'))
    };
    let strange = file.code.lines().enumerate().filter(|(_, line)| !allowed(line));
    strange.map(|(at, line)| format!("{}:{}: {} — a gate has no items", file.path, at + 1, line.trim())).collect()
}

/// The folders of `src` that are product areas.
pub fn contexts(files: &[File]) -> Vec<String> {
    let mut out: Vec<String> = files
        .iter()
        .filter(|file| kind(file) == Kind::Gate)
        .filter_map(|file| file.module().first().map(|name| (*name).to_owned()))
        .collect();
    out.sort();
    out
}
