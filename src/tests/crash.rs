//! `kill -9` under writes: whatever the server acknowledged is there afterwards, and the database is sound.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use leptos::server_fn::ServerFn;
use mewayz::{
    accounts::rpc::SignIn,
    entity::{event, person, tally, touch},
    kernel::id::{BlockId, SiteId, WorkspaceId},
    server::{config::DatabaseConfig, db::Db},
    sites::{
        rpc::{ListSites, OpenSite, SaveSite},
        types::{Saved, SiteDetails, SiteSummary},
    },
    workspaces::{rpc::ListWorkspaces, types::WorkspaceLink},
};
use reqwest::{Client, RequestBuilder, header, redirect::Policy};
use sea_orm::{ConnectionTrait, EntityTrait, Statement, TryGetable};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use crate::support::{self, Server};

/// How often it is killed.
const KILLS: usize = 20;
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

/// What was acknowledged.
#[derive(Default)]
struct Promises {
    /// Visitors whose click was answered with their cookie.
    clicks: BTreeSet<String>,
    /// Addresses whose form was answered with thanks.
    captures: BTreeSet<String>,
    /// Version and title of the newest save.
    saved: (i64, String),
    /// Saves in all.
    saves: usize,
}

/// The demo of a server: whom to ask for what.
#[derive(Clone)]
struct Place {
    cookie: String,
    workspace: WorkspaceId,
    site: SiteId,
    code: String,
    form: BlockId,
}

fn browser() -> Client {
    let client = Client::builder().no_proxy().redirect(Policy::none()).user_agent(BROWSER);
    client.timeout(Duration::from_secs(20)).build().expect("a client")
}

/// Calls a server function with form fields; panics on everything but an answer.
async fn call<F: ServerFn + serde::Serialize, T: DeserializeOwned>(base: &str, cookie: &str, args: &F) -> T {
    let request =
        browser().post(format!("{base}{}", F::PATH)).header("cookie", cookie).header("accept", "application/json");
    let reply = request.form(args).send().await.expect("an answer");
    let (status, text) = (reply.status(), reply.text().await.expect("text"));
    assert!(status.is_success(), "{}: {status}: {text}", F::PATH);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}: {text}", F::PATH))
}

async fn look_around(base: &str) -> Place {
    let args = SignIn {
        email: "demo@mewayz.localhost".to_owned(),
        password: "kiln-opens-saturday".to_owned(),
        remember: false,
        next: None,
    };
    let request = browser().post(format!("{base}{}", SignIn::PATH)).header("accept", "application/json").form(&args);
    let reply = request.send().await.expect("an answer");
    let cookie = reply.headers().get(header::SET_COOKIE).expect("the demo signs in").to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let mine: Vec<WorkspaceLink> = call(base, &cookie, &ListWorkspaces {}).await;
    let workspace = mine[0].id;
    let sites: Vec<SiteSummary> = call(base, &cookie, &ListSites { workspace }).await;
    let page = browser().get(&sites[0].public_url).send().await.expect("the page").text().await.unwrap();
    let between =
        |start: &str| page.split(start).nth(1).and_then(|rest| rest.split('"').next()).expect(start).to_owned();
    let form = between("name=\"block\" value=\"").parse().expect("a block");
    Place { cookie, workspace, site: sites[0].id, code: between("href=\"/l/"), form }
}

async fn open(base: &str, place: &Place) -> SiteDetails {
    call(base, &place.cookie, &OpenSite { workspace: place.workspace, site: place.site }).await
}

/// Sends a request; `None` when the server died over it.
async fn send(request: RequestBuilder) -> Option<reqwest::Response> {
    request.header("sec-fetch-site", "same-origin").send().await.ok()
}

async fn click_on(base: String, place: Place, promises: Arc<Mutex<Promises>>) {
    let client = browser();
    while let Some(reply) = send(client.get(format!("{base}/l/{}", place.code))).await {
        assert_eq!(reply.status().as_u16(), 302);
        let cookie = reply.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        // Without a cookie the visitor was led on although the click could not be kept: nothing was promised.
        if let Some(id) = cookie.split(';').next().and_then(|pair| pair.strip_prefix("mwv=")) {
            promises.lock().await.clicks.insert(id.to_owned());
        }
    }
}

async fn capture(base: String, place: Place, promises: Arc<Mutex<Promises>>, round: usize) {
    let client = browser();
    for at in 0.. {
        let email = format!("reader-{round}-{at}@example.com");
        let form = [("block", place.form.to_string()), ("email", email.clone()), ("website", String::new())];
        let Some(reply) = send(client.post(format!("{base}/capture")).form(&form)).await else { return };
        assert_eq!(reply.status().as_u16(), 303);
        promises.lock().await.captures.insert(email);
    }
}

async fn save(base: String, place: Place, details: SiteDetails, promises: Arc<Mutex<Promises>>, round: usize) {
    let client = browser();
    let SiteDetails { mut version, mut draft, .. } = details;
    for at in 0.. {
        draft.title = format!("Round {round}, save {at}");
        let args =
            SaveSite { workspace: place.workspace, site: place.site, base_version: version, draft: draft.clone() };
        let request = client.post(format!("{base}{}", SaveSite::PATH)).header("cookie", &place.cookie).json(&args);
        let Some(reply) = send(request.header("accept", "application/json")).await else { return };
        let (status, Ok(text)) = (reply.status(), reply.text().await) else { return };
        assert!(status.is_success(), "{status}: {text}");
        version = serde_json::from_str::<Saved>(&text).expect("saved").version;
        let mut promises = promises.lock().await;
        promises.saved = (version, draft.title.clone());
        promises.saves += 1;
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let promises = Arc::new(Mutex::new(Promises::default()));
    support::block_on(async {
        let mut place = None;
        for round in 0..KILLS {
            let server = Server::start(folder.path(), &[]).await;
            let base = server.base.clone();
            let place = match &place {
                Some(place) => Place::clone(place),
                None => place.insert(look_around(&base).await).clone(),
            };
            saved_is_there(&base, &place, &mut *promises.lock().await).await;
            // On a busy machine the server may die before it has answered this.
            let details = open(&base, &place).await;
            let mut writers = vec![tokio::spawn(save(base.clone(), place.clone(), details, promises.clone(), round))];
            writers.push(tokio::spawn(capture(base.clone(), place.clone(), promises.clone(), round)));
            for _ in 0..4 {
                writers.push(tokio::spawn(click_on(base.clone(), place.clone(), promises.clone())));
            }
            // Each round dies at another moment.
            tokio::time::sleep(Duration::from_millis(150 + 37 * (round as u64 * 7 % 13))).await;
            server.kill();
            for writer in writers {
                writer.await.expect("no writer saw anything strange");
            }
        }
        let server = Server::start(folder.path(), &[]).await;
        let mut promises = promises.lock().await;
        saved_is_there(&server.base, place.as_ref().expect("a place"), &mut promises).await;
        assert_eq!(server.stop(), Some(0), "{}", support::said(folder.path()));
        everything_is_there(folder.path(), &promises).await;
    });
}

/// The newest acknowledged save, or one after it that was not answered any more. Whichever it is: it was seen, so it stays.
async fn saved_is_there(base: &str, place: &Place, promises: &mut Promises) {
    let (version, title) = &promises.saved;
    let stored = open(base, place).await;
    match stored.version - version {
        0 => assert_eq!(&stored.draft.title, title),
        1 => assert_ne!(&stored.draft.title, title),
        _ if *version == 0 => {}
        _ => panic!("version {} after {version} was acknowledged", stored.version),
    }
    promises.saved = (stored.version, stored.draft.title);
}

async fn everything_is_there(folder: &Path, promises: &Promises) {
    let url = format!("sqlite://{}", folder.join("mewayz.db").display());
    let db = Db::connect(&DatabaseConfig { url, read_url: None, connections: 1 }).await.expect("it opens");
    for check in ["PRAGMA integrity_check", "SELECT COALESCE(MAX(\"table\"), 'ok') FROM pragma_foreign_key_check"] {
        let row = db.write().query_one_raw(Statement::from_string(db.backend(), check)).await.unwrap().unwrap();
        assert_eq!(String::try_get_by_index(&row, 0).unwrap(), "ok", "{check}");
    }
    let touches = touch::Entity::find().all(db.write()).await.unwrap();
    let visitors: BTreeSet<String> = touches.iter().filter_map(|row| row.visitor_id.map(|id| id.to_string())).collect();
    let lost: Vec<_> = promises.clicks.difference(&visitors).collect();
    assert!(lost.is_empty(), "{} of {} clicks are lost", lost.len(), promises.clicks.len());
    let people = person::Entity::find().all(db.write()).await.unwrap();
    let people: BTreeSet<String> = people.into_iter().map(|row| row.email).collect();
    let lost: Vec<_> = promises.captures.difference(&people).collect();
    assert!(lost.is_empty(), "{} of {} addresses are lost", lost.len(), promises.captures.len());
    // What is written in one transaction is there together.
    let counted = touches.iter().filter(|row| matches!(row.kind.as_str(), "view" | "click")).count();
    let hours = tally::Entity::find().all(db.write()).await.unwrap();
    let hours = hours.iter().filter(|row| row.dimension == "all" && row.object_id == row.workspace_id.0);
    let sum = hours.map(|row| row.views + row.clicks + row.bots).sum::<i64>();
    assert_eq!(sum as usize, counted, "counts and touches");
    let events = event::Entity::find().all(db.write()).await.unwrap();
    assert_eq!(events.len(), touches.len(), "events and touches");
    println!("{} clicks, {} addresses, {} saves", promises.clicks.len(), promises.captures.len(), promises.saves);
    let enough = (promises.clicks.len() >= KILLS * 5, promises.captures.len() >= KILLS, promises.saves >= KILLS);
    assert_eq!(enough, (true, true, true), "the server was under load");
    db.close().await;
}
