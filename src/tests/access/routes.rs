//! Every plain route: public pages, redirects, uploads, what operators ask.

use std::collections::BTreeSet;

use axum::http::Method;
use mewayz::{kernel::permission::Permission::*, server::router};

use super::{Door, differences, doors::Cast};
use crate::{
    media::png,
    support::{Client, db_test},
};

use Door::{Admin, Public, SignedIn, Workspace};

const PAGE: &str = "it is a public page";
const REPORT: &str = "every visitor can report a public page";
const OPERATORS: &str = "operators and their programs look whether the service is well";
const DEVELOPMENT: &str = "it exists on a developer's machine only; production answers 404";

/// Method and path as the router knows it, who may ask.
#[rustfmt::skip]
pub(super) const ROUTES: &[(&str, Door)] = &[
    ("GET /health", Public(OPERATORS)),
    ("GET /readiness", Public(OPERATORS)),
    ("GET /liveness", Public(OPERATORS)),
    ("GET /metrics", Public(OPERATORS)),
    ("GET /pkg/{*file}", Public("browsers load it")),
    ("GET /dev/mails", Public(DEVELOPMENT)),
    ("GET /dev/mails/{id}", Public(DEVELOPMENT)),
    ("POST /dev/clock", Public(DEVELOPMENT)),
    ("GET /@{handle}", Public(PAGE)),
    ("GET /@{handle}/", Public(PAGE)),
    ("GET /@{handle}/{slug}", Public(PAGE)),
    ("GET /@{handle}/{slug}/", Public(PAGE)),
    ("POST /@{handle}", Public("it takes the password of a public page")),
    ("POST /@{handle}/{slug}", Public("it takes the password of a public page")),
    ("GET /l/{code}", Public("short links are for visitors")),
    ("GET /share/{site}/{file}", Public("other sites show it where a page is shared")),
    ("POST /l/{code}", Public("visitors answer what stands before a link")),
    ("GET /sitemap.xml", Public("search engines read it")),
    ("GET /sitemaps/{part}", Public("search engines read it")),
    ("GET /robots.txt", Public("search engines read it")),
    ("GET /favicon.ico", Public("browsers load it")),
    ("POST /capture", Public("forms of public pages are sent here")),
    ("GET /embed/{block}", Public("frames of public pages show it")),
    ("GET /vcard/{block}", Public("public pages offer it")),
    ("POST /message", Public("contact forms of public pages are sent here")),
    ("GET /w/{workspace}/audience.csv", Workspace(ViewContacts)),
    ("GET /w/{workspace}/activity.csv", Workspace(ViewActivity)),
    ("GET /w/{workspace}/analytics.csv", Workspace(ViewAnalytics)),
    ("POST /w/{workspace}/import", Workspace(EditSites)),
    ("POST /w/{workspace}/import-site", Workspace(EditSites)),
    ("GET /w/{workspace}/sites/{site}/export.json", Workspace(EditSites)),
    ("GET /w/{workspace}/sites/{site}/qr.svg", Workspace(ViewSites)),
    ("GET /w/{workspace}/sites/{site}/qr.png", Workspace(ViewSites)),
    ("GET /w/{workspace}/links/{link}/qr.svg", Workspace(ViewSites)),
    ("GET /w/{workspace}/links/{link}/qr.png", Workspace(ViewSites)),
    ("GET /sign-in/leave", Public("it leads to where the browser is sent to sign in")),
    ("GET /sign-in/with/{provider}", Public("other sites send browsers back to it; the state is the proof")),
    ("GET /report/{handle}", Public(REPORT)),
    ("POST /report/{handle}", Public(REPORT)),
    ("GET /report/{handle}/{slug}", Public(REPORT)),
    ("POST /report/{handle}/{slug}", Public(REPORT)),
    ("GET /m/{picture}", Public("pictures of public pages")),
    ("GET /m/{picture}/{width}", Public("pictures of public pages")),
    ("POST /w/{workspace}/media", Workspace(EditSites)),
    ("POST /csp-report", Public("browsers send what they refused to load, without a session")),
    ("GET /.well-known/security.txt", Public("it says whom to tell of weaknesses")),
    ("GET /admin/audit.csv", Admin),
    ("POST /admin/users/{user}/visit", Admin),
    ("POST /visit/stop", Public("it ends what only a visit of staff has; everybody else is told that there is none")),
    ("POST /account/avatar", SignedIn),
    ("GET /avatars/{id}", SignedIn),
    ("GET /account/exports/{id}", SignedIn),
];

/// The doors of the table.
pub fn doors() -> impl Iterator<Item = (&'static str, Door)> {
    ROUTES.iter().map(|(name, door)| (*name, *door))
}

#[test]
fn every_plain_route_is_listed() {
    let program: BTreeSet<String> =
        router::routes().list().iter().map(|(method, path)| format!("{method} {path}")).collect();
    let table = ROUTES.iter().map(|(route, _)| (*route).to_owned()).collect();
    let faults = differences(&program, &table);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Asks by GET, or uploads a page; gives the status.
async fn ask(who: &Client, method: &str, path: &str) -> u16 {
    if method == "GET" {
        return who.request(Method::GET, path).add_header("accept", "application/json").await.status_code().as_u16();
    }
    let picture = png(40, 30);
    let (bytes, name): (&[u8], _) = match path.rsplit('/').next() {
        Some("media" | "avatar") => (&picture, "cup.png"),
        Some("import-site") => (br#"{"mewayz_site":1,"title":"Mine","theme":"paper"}"#, "site.json"),
        _ => (b"<a href=\"https://example.com\">One</a>", "page.html"),
    };
    let part = axum_test::multipart::Part::bytes(bytes.to_vec()).file_name(name);
    let form = axum_test::multipart::MultipartForm::new().add_part("file", part);
    let request = who.request(Method::POST, path).add_header("accept", "application/json").multipart(form);
    request.await.status_code().as_u16()
}

db_test!(pages_for_developers_do_not_exist_in_production, |t| async {
    let t = t.variant(|config| config.environment = mewayz::server::config::Environment::Production);
    for path in ["/dev/mails", "/dev/mails/01900000-0000-7000-8000-000000000000", "/dev/ui"] {
        let reply = t.stranger().get(path).await;
        assert_eq!(reply.status_code().as_u16(), 404, "{path}");
    }
});

/// A published site of the first workspace, and the short link of its block.
async fn site_and_link(cast: &Cast) -> (String, String) {
    let ws = &cast.owner.ws;
    let block = crate::sites::link("Shop", "https://example.com/");
    let (id, site) = (block.id, crate::sites::online(ws, "", vec![block]).await);
    let links = mewayz::sites::codes::of_block(ws, site, id).await.expect("the block has links");
    (site.to_string(), links[0].id.to_string())
}

db_test!(plain_routes_refuse_whom_they_should, |t| async {
    let cast = Cast::new(&t).await;
    let (site, link) = site_and_link(&cast).await;
    for (route, door) in ROUTES {
        let (method, path) = route.split_once(' ').expect("method and path");
        if let SignedIn = door {
            let path = cast.fill(path);
            assert_eq!(ask(&cast.stranger, method, &path).await, 401, "{route}: nobody");
            assert!(matches!(ask(&cast.owner.client, method, &path).await, 200 | 404), "{route}: whoever is signed in");
        }
        let Workspace(_) = door else { continue };
        let path = path.replace("{workspace}", "studio").replace("{site}", &site).replace("{link}", &link);
        assert_eq!(ask(&cast.stranger, method, &path).await, 401, "{route}: nobody");
        assert_eq!(ask(&cast.outsider.client, method, &path).await, 404, "{route}: a member of another workspace");
        for one in cast.triers(*door) {
            let status = ask(&one.client, method, &path).await;
            let fine = if one.may(*door) { !matches!(status, 401 | 403 | 404 | 500..) } else { status == 403 };
            assert!(fine, "{route}: {} (may: {}) gets {status}", one.what, one.may(*door));
        }
        assert_eq!(ask(&cast.owner.client, method, &path).await, 200, "{route}: the owner");
    }
});

db_test!(plain_routes_of_staff_refuse_everybody_else, |t| async {
    let cast = Cast::new(&t).await;
    for (route, door) in ROUTES {
        let Admin = door else { continue };
        let (method, path) = route.split_once(' ').expect("method and path");
        let path = path.replace("{user}", &cast.outsider.user.to_string());
        let ask = async |who: &Client| match method {
            "GET" => ask(who, "GET", &path).await,
            _ => who.form(&path, &[("reason", "To see")]).await.status_code().as_u16(),
        };
        assert_eq!(ask(&cast.stranger).await, 401, "{route}: nobody");
        assert_eq!(ask(&cast.owner.client).await, 404, "{route}: an owner");
        assert_eq!(ask(&cast.staff).await, 403, "{route}: a moderator");
        assert!(matches!(ask(&cast.admin).await, 200 | 303), "{route}: an administrator");
    }
});
