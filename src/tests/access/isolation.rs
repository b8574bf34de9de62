//! Two workspaces side by side: whatever is asked of one, with its own ids or with those of the other, nothing that was
//! written in the other comes back. The questions come from the tables of ways in, so a new one is asked too.

use axum::http::Method;
use bytes::Bytes;
use leptos::server_fn::axum::server_fn_paths;
use mewayz::{
    accounts::exports,
    entity::{data_export, message, outbox, person},
    kernel::{
        id::{BlockId, MessageId, PersonId, SiteId},
        permission::Permission,
        time,
    },
    media::images,
    server::{ctx::WorkspaceCtx, erasure},
    sites::{drafts, publishing, sites, types::SiteDraft},
    workspaces::{boards, columns, invitations, roles, tasks, types::roles::RoleForm, types::tasks::TaskForm},
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Statement, TryGetable};

use super::{
    functions::{Body, FUNCTIONS, name},
    pages::PAGES,
    routes::ROUTES,
};
use crate::{
    media::png,
    sites::link,
    support::{Client, Member, TestApp, db_test},
};

/// In every text of the first workspace, and nowhere else.
const CANARY: &str = "canarium";

/// What is searched for: a part of the word, so that a page which repeats what was typed does not repeat the word.
const PART: &str = "anariu";

/// Ends the session that the questions need, or asks for nothing of a workspace.
const LEFT_OUT: [&str; 5] =
    ["sign_out", "sign_out_everywhere", "revoke_session", "delete_account", "require_two_factor"];

/// Writes the word wherever a member can write.
async fn fill(of: &Member) {
    let ws = &of.ws;
    let site = sites::create(ws, CANARY, "", "paper").await.unwrap();
    let details = sites::open(ws, site).await.unwrap();
    let url = format!("https://{CANARY}.example.com/");
    let draft = SiteDraft { bio: CANARY.to_owned(), blocks: vec![link(CANARY, &url)], ..details.draft };
    let saved = drafts::save(ws, site, details.version, draft).await.unwrap();
    publishing::publish(ws, site, saved.version).await.unwrap();
    images::upload(ws, &format!("{CANARY}.png"), Bytes::from(png(77, 77))).await.unwrap();
    let permissions = vec![Permission::ViewSites.as_str().to_owned()];
    roles::create(ws, &RoleForm { name: CANARY.to_owned(), about: CANARY.to_owned(), permissions }).await.unwrap();
    invitations::invite(ws, &format!("{CANARY}@example.com"), "viewer").await.unwrap();
    let form = TaskForm { title: CANARY.to_owned(), description: CANARY.to_owned(), ..TaskForm::default() };
    let task = tasks::create(ws, &form).await.unwrap();
    boards::comment(ws, task, CANARY).await.unwrap();
    columns::add(ws, CANARY).await.unwrap();
    heard_from(of, site, details_block(ws, site).await).await;
}

async fn details_block(ws: &WorkspaceCtx, site: SiteId) -> BlockId {
    sites::open(ws, site).await.unwrap().draft.blocks[0].id
}

/// Somebody who left an address and wrote, as visitors do.
async fn heard_from(of: &Member, site_id: SiteId, block_id: BlockId) {
    let (db, at, email) = (of.ws.db().write(), time::now(), format!("visitor@{CANARY}.example.com"));
    let person = person::Model {
        id: PersonId::new(),
        workspace_id: of.ws.id(),
        email: email.clone(),
        name: CANARY.to_owned(),
        source: "site".to_owned(),
        marketing_consent_at: Some(at),
        created_at: at,
        updated_at: at,
    };
    let person = person.into_active_model().insert(db).await.unwrap();
    let message = message::Model {
        id: MessageId::new(),
        workspace_id: of.ws.id(),
        site_id,
        block_id,
        person_id: Some(person.id),
        name: CANARY.to_owned(),
        email,
        body: CANARY.to_owned(),
        created_at: at,
        read_at: None,
        deleted_at: None,
    };
    message.into_active_model().insert(db).await.unwrap();
}

/// One id of each table of a workspace.
async fn ids(t: &TestApp, of: &Member) -> Vec<(String, String)> {
    let db = t.db().write();
    let backend = db.get_database_backend();
    let columns = erasure::columns(db).await.unwrap();
    let has = |table: &str, name: &str| columns.iter().any(|one| one.table == table && one.name == name);
    let mut tables: Vec<&String> = columns.iter().map(|column| &column.table).collect();
    tables.dedup();
    let mut out = Vec::new();
    for table in tables.into_iter().filter(|table| has(table, "id") && has(table, "workspace_id")) {
        let place = if backend == DbBackend::Postgres { "$1" } else { "?" };
        let sql = format!("SELECT id FROM \"{table}\" WHERE workspace_id = {place} LIMIT 1");
        let row = db.query_one_raw(Statement::from_sql_and_values(backend, sql, [of.ws.id().0.into()])).await.unwrap();
        if let Some(row) = row {
            out.push((table.clone(), uuid::Uuid::try_get_by_index(&row, 0).unwrap().to_string()));
        }
    }
    out
}

/// Asks one question; gives what came back, the headers too.
async fn ask(who: &Client, method: Method, path: &str, body: Option<(&str, String)>) -> String {
    let accept = if path.starts_with("/rpc/") { "application/json" } else { "text/html" };
    let request = who.request(method, path).add_header("accept", accept);
    let reply = match body {
        Some((kind, text)) => request.text(text).content_type(kind).await,
        None => request.await,
    };
    let to = reply.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    format!("{to} {}", String::from_utf8_lossy(reply.as_bytes()))
}

struct Place<'a> {
    workspace: String,
    handle: &'a str,
}

impl Place<'_> {
    fn fill(&self, text: &str, id: &str) -> String {
        let text = text.replace("{workspace}", &self.workspace).replace("{handle}", self.handle).replace("{id}", id);
        // Whoever searches for the word finds nothing of it, either.
        if text.starts_with('{') { text } else { format!("{text}&search={PART}&q={PART}") }
    }
}

async fn leaks(asks: &Client, place: &Place<'_>, ids: &[(String, String)]) -> Vec<String> {
    let mut out = Vec::new();
    let mut hear = |question: String, answer: String| {
        if answer.contains(CANARY) {
            out.push(question);
        }
    };
    let other = [("nothing".to_owned(), "01900000-0000-7000-8000-000000000000".to_owned())];
    for (function, _, body) in FUNCTIONS.iter().filter(|(name, ..)| !LEFT_OUT.contains(name)) {
        let (path, _) = server_fn_paths().find(|(path, _)| name(path) == *function).expect("it is registered");
        let (kind, text) = match body {
            Body::Form(text) => ("application/x-www-form-urlencoded", text),
            Body::Json(text) => ("application/json", text),
        };
        let of = if text.contains("{id}") { ids } else { &other };
        for (table, id) in of {
            let answer = ask(asks, Method::POST, path, Some((kind, place.fill(text, id)))).await;
            hear(format!("{function} with the id of a {table}"), answer);
        }
    }
    let gets = ROUTES.iter().filter_map(|(route, _)| route.strip_prefix("GET "));
    for path in PAGES.iter().map(|(path, _)| *path).chain(gets).filter(|path| path.contains("{workspace}")) {
        let of = if path.matches('{').count() > 1 { ids } else { &other };
        for (table, id) in of {
            let mut address = path.replace("{workspace}", place.handle);
            while let (Some(start), Some(end)) = (address.find('{'), address.find('}')) {
                address.replace_range(start..=end, id);
            }
            let answer = ask(asks, Method::GET, &format!("{address}?q={PART}"), None).await;
            hear(format!("{path} with the id of a {table}"), answer);
        }
    }
    out
}

db_test!(nothing_of_one_workspace_is_heard_in_another, |t| async {
    let (ours, theirs) = (t.owner("studio").await, t.owner("rival").await);
    fill(&ours).await;
    let ids = ids(&t, &ours).await;
    assert!(ids.len() >= 9, "ids of many tables: {ids:?}");
    let (studio, rival) = (
        Place { workspace: ours.ws.id().to_string(), handle: "studio" },
        Place { workspace: theirs.ws.id().to_string(), handle: "rival" },
    );
    let heard = leaks(&ours.client, &studio, &ids[..1]).await;
    assert!(heard.len() > 8, "the word is there to be heard: {heard:?}");
    assert_eq!(leaks(&theirs.client, &rival, &ids).await, Vec::<String>::new(), "in their own workspace");
    assert_eq!(leaks(&theirs.client, &studio, &ids).await, Vec::<String>::new(), "at our door");
    assert_eq!(sent(&t, &theirs).await, Vec::<String>::new(), "in their mails and their copy");
});

/// What of the word was sent to somebody: mails, and the copy of all their data.
async fn sent(t: &TestApp, to: &Member) -> Vec<String> {
    let email = &to.ws.user().email;
    let mut out: Vec<String> = Vec::new();
    for row in outbox::Entity::find().all(t.db().write()).await.unwrap() {
        let text = row.payload.to_string();
        if text.contains(CANARY) && text.contains(email.as_str()) {
            out.push(format!("{}: {text}", row.topic));
        }
    }
    exports::ask(&t.ctx(Some(to.user)).await).await.expect("a copy is asked for");
    let waiting = data_export::Entity::find().all(t.db().write()).await.unwrap();
    for row in waiting.into_iter().filter(|row| row.user_id == to.user) {
        exports::make(&t.system(), row.id).await.expect("it is made");
        let reply = to.client.get(&format!("/account/exports/{}", row.id)).await;
        assert_eq!(reply.status_code().as_u16(), 200);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(reply.as_bytes().to_vec())).expect("an archive");
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            if String::from_utf8_lossy(&bytes).contains(CANARY) {
                out.push(file.name().to_owned());
            }
        }
    }
    out
}
