//! Every page of the application, and who may see it.

use std::collections::BTreeSet;

use mewayz::{kernel::permission::Permission::*, server::router};

use super::{Door, differences, doors::Cast};
use crate::support::{Client, db_test};

use Door::{Admin, Public, SignedIn, Staff, Workspace};

const DOOR: &str = "it is a door";
const INFORMS: &str = "it informs everybody";

/// Path as the router knows it, who may see it.
#[rustfmt::skip]
pub(super) const PAGES: &[(&str, Door)] = &[
    ("/", Public(INFORMS)),
    ("/sign-in", Public(DOOR)),
    ("/sign-in/code", Public("the first factor is the proof")),
    ("/sign-in/mail", Public(DOOR)),
    ("/sign-in/link", Public("the link from a mail is the proof")),
    ("/confirm", SignedIn),
    ("/keep-two-factor", Public("the link from a mail is the proof")),
    ("/account/security/two-factor", SignedIn),
    ("/register", Public(DOOR)),
    ("/register/finish", Public("another site vouches for whoever gets here")),
    ("/check-mail", Public(DOOR)),
    ("/verify-email", Public(DOOR)),
    ("/forgot-password", Public(DOOR)),
    ("/reset-password", Public(DOOR)),
    ("/terms", Public(INFORMS)),
    ("/privacy", Public(INFORMS)),
    ("/dev/ui", Public("developers look at components there; production answers 404")),
    ("/account", SignedIn),
    ("/account/data", SignedIn),
    ("/account/leaving", SignedIn),
    ("/account/security", SignedIn),
    ("/account/confirm-address", Public("the link from a mail is the proof")),
    ("/account/undo-address", Public("the link from a mail is the proof")),
    ("/invitations/{token}", Public("the link from a mail is the proof")),
    ("/account/visits", SignedIn),
    ("/admin", Staff),
    ("/ownership", Public("the link from a mail is the proof")),
    ("/admin/reports", Staff),
    ("/admin/users", Staff),
    ("/admin/users/{user}", Staff),
    ("/admin/workspaces", Admin),
    ("/admin/workspaces/{workspace}", Admin),
    ("/admin/audit", Admin),
    ("/admin/threats", Admin),
    ("/admin/browser-reports", Admin),
    ("/admin/flags", Admin),
    ("/admin/announcements", Admin),
    ("/w", SignedIn),
    ("/w/new", SignedIn),
    ("/w/{workspace}", Workspace(ViewWorkspace)),
    ("/w/{workspace}/{*any}", Workspace(ViewWorkspace)),
    ("/w/{workspace}/activity", Workspace(ViewActivity)),
    ("/w/{workspace}/tasks", Workspace(ViewWorkspace)),
    ("/w/{workspace}/tasks/new", Workspace(EditTasks)),
    ("/w/{workspace}/tasks/columns", Workspace(ManageWorkspace)),
    ("/w/{workspace}/tasks/{task}", Workspace(ViewWorkspace)),
    ("/w/{workspace}/members", Workspace(ViewWorkspace)),
    ("/w/{workspace}/members/invite", Workspace(ManageMembers)),
    ("/w/{workspace}/settings", Workspace(ManageWorkspace)),
    ("/w/{workspace}/settings/roles", Workspace(ManageMembers)),
    ("/w/{workspace}/settings/roles/new", Workspace(ManageMembers)),
    ("/w/{workspace}/settings/roles/{role}", Workspace(ManageMembers)),
    ("/w/{workspace}/sites", Workspace(ViewSites)),
    ("/w/{workspace}/sites/new", Workspace(EditSites)),
    ("/w/{workspace}/sites/{site}", Workspace(ViewSites)),
    ("/w/{workspace}/audience", Workspace(ViewContacts)),
    ("/w/{workspace}/messages", Workspace(ViewContacts)),
    ("/w/{workspace}/media", Workspace(ViewSites)),
    ("/w/{workspace}/analytics", Workspace(ViewAnalytics)),
    ("/w/{workspace}/sites/{site}/analytics", Workspace(ViewAnalytics)),
];

fn program() -> BTreeSet<String> {
    // The list also holds the server functions, marked as not to be routed.
    router::pages().iter().map(|page| page.path().to_owned()).filter(|path| !path.starts_with("/rpc/")).collect()
}

/// The doors of the table.
pub fn doors() -> impl Iterator<Item = (&'static str, Door)> {
    PAGES.iter().map(|(name, door)| (*name, *door))
}

#[test]
fn every_page_is_listed() {
    let table = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    let faults = differences(&program(), &table);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Opens a page: status, where it leads, its text.
async fn open(who: &Client, path: &str) -> (u16, String, String) {
    let reply = who.get(path).await;
    let to = reply.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    (reply.status_code().as_u16(), to, reply.text())
}

async fn faults(cast: &Cast, (path, door): &(&str, Door)) -> Vec<String> {
    let mut out = Vec::new();
    let address = cast.fill(
        &path
            .replace("/admin/workspaces/{workspace}", &format!("/admin/workspaces/{}", cast.owner.ws.id()))
            .replace("{workspace}", "{handle}")
            .replace("{user}", &cast.owner.user.to_string())
            .replace("{site}", "{id}")
            .replace("{role}", "{id}")
            .replace("{task}", "{id}")
            .replace("{token}", "none")
            .replace("{*any}", "nowhere"),
    );
    let (status, to, text) = open(&cast.stranger, &address).await;
    match door {
        // A link of a mail that was never sent leads nowhere.
        Public(_) if status == 404 && path.contains("{token}") => {}
        Public(_) if !matches!(status, 200 | 302 | 303 | 410) => {
            out.push(format!("{path}: a stranger gets {status}"));
        }
        SignedIn | Workspace(_) | Staff | Admin if !(matches!(status, 302 | 303) && to.starts_with("/sign-in")) => {
            out.push(format!(
                "{path}: a stranger gets {status} to {to:?} instead of a way to /sign-in: {}",
                start(&text)
            ));
        }
        _ => {}
    }
    if let Workspace(_) = door {
        let (status, _, text) = open(&cast.outsider.client, &address).await;
        if status != 404 {
            out.push(format!("{path}: a member of another workspace gets {status} instead of 404: {}", start(&text)));
        }
        for one in cast.triers(*door) {
            let (status, to, text) = open(&one.client, &address).await;
            let fine = if one.may(*door) {
                !matches!(status, 401 | 403 | 500..) && !to.starts_with("/sign-in")
            } else {
                status == 403
            };
            if !fine {
                let may = if one.may(*door) { "may" } else { "may not" };
                out.push(format!("{path}: {}, who {may}, gets {status} to {to:?}: {}", one.what, start(&text)));
            }
        }
    }
    if let Staff | Admin = door {
        let moderator = if matches!(door, Admin) { 403 } else { 200 };
        let people = [
            ("an owner", 404, &cast.owner.client),
            ("a moderator", moderator, &cast.staff),
            ("an administrator", 200, &cast.admin),
        ];
        for (who, wanted, client) in people {
            let (status, _, text) = open(client, &address).await;
            if status != wanted {
                out.push(format!("{path}: {who} gets {status} instead of {wanted}: {}", start(&text)));
            }
        }
    }
    let (status, to, text) = open(&cast.owner.client, &address).await;
    if matches!(status, 401 | 403 | 500..) || to.starts_with("/sign-in") {
        out.push(format!("{path}: the owner gets {status} to {to:?}: {}", start(&text)));
    }
    out
}

/// The beginning of what a page says.
fn start(html: &str) -> String {
    let body = html.split("<body").nth(1).unwrap_or(html);
    let text: String = body.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
    text.chars().take(200).collect()
}

db_test!(every_page_refuses_whom_it_should, |t| async {
    let cast = Cast::new(&t).await;
    let mut all = Vec::new();
    for entry in PAGES {
        all.extend(faults(&cast, entry).await);
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
});

db_test!(an_address_that_leads_nowhere_says_404, |t| async {
    for path in ["/no-such-page", "/w/no-such-workspace", "/@", "/l/"] {
        let reply = t.stranger().get(path).await;
        let status = reply.status_code().as_u16();
        assert!(status == 404 || (path.starts_with("/w/") && status == 302), "{path}: {status}");
    }
});
