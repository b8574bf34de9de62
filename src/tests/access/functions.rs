//! Every server function, with a body that can be read, and who may call it.

use std::collections::BTreeSet;

use axum::http::Method;
use leptos::server_fn::axum::server_fn_paths;
use mewayz::kernel::permission::Permission::*;

use super::{
    Door, differences,
    doors::{Cast, REFUSAL},
};
use crate::support::{Client, db_test};

/// How arguments are sent.
pub(super) enum Body {
    Form(&'static str),
    Json(&'static str),
}
use Body::{Form, Json};
use Door::{Admin, Owner, Public, SignedIn, Staff, Workspace};

const PROOF: &str = "the link from a mail is the proof";
const DOOR: &str = "it is a door";

/// Name, who may call it, arguments.
#[rustfmt::skip]
pub(super) const FUNCTIONS: &[(&str, Door, Body)] = &[
    // accounts
    ("register", Public(DOOR), Form("name=Ada&email=ada%40example.com&password=correct+horse+battery&terms=true")),
    ("sign_in", Public(DOOR), Form("email=ada%40example.com&password=x")),
    ("sign_out_everywhere", SignedIn, Form("")),
    ("sign_out", Public("signing out twice is no fault"), Form("")),
    ("look_at_second_step", Public("the first factor is the proof"), Form("")),
    ("enter_code", Public("the first factor is the proof"), Form("code=123456")),
    ("ask_sign_in_link", Public(DOOR), Form("email=ada%40example.com")),
    ("use_sign_in_link", Public(PROOF), Form("token=x")),
    ("list_passkeys", SignedIn, Form("")),
    ("begin_passkey", SignedIn, Form("")),
    ("add_passkey", SignedIn, Form("name=Phone&answer=x")),
    ("rename_passkey", SignedIn, Form("passkey={id}&name=Phone")),
    ("remove_passkey", SignedIn, Form("passkey={id}")),
    ("begin_passkey_sign_in", Public(DOOR), Form("")),
    ("sign_in_by_passkey", Public(DOOR), Form("answer=x")),
    ("begin_passkey_proof", SignedIn, Form("")),
    ("prove_by_passkey", SignedIn, Form("answer=x")),
    ("read_sign_in_ways", Public("it tells what every door shows"), Form("")),
    ("sign_in_with", Public(DOOR), Form("provider=example")),
    ("link_with", SignedIn, Form("provider=example")),
    ("list_linked", SignedIn, Form("")),
    ("unlink_identity", SignedIn, Form("identity={id}")),
    ("look_at_newcomer", Public("another site vouches for whoever asks"), Form("")),
    ("finish_registration", Public(DOOR), Form("name=Ada&terms=true")),
    ("list_proofs", SignedIn, Form("")),
    ("prove_it", SignedIn, Form("password=x")),
    ("read_two_factor", SignedIn, Form("")),
    ("start_two_factor", SignedIn, Form("")),
    ("confirm_two_factor", SignedIn, Form("code=123456")),
    ("regenerate_backup_codes", SignedIn, Form("")),
    ("read_fresh_codes", SignedIn, Form("")),
    ("put_codes_away", SignedIn, Form("")),
    ("disable_two_factor", SignedIn, Form("")),
    ("keep_two_factor", Public(PROOF), Form("token=x")),
    ("verify_email", Public(PROOF), Form("token=x")),
    ("resend_verification", Public(DOOR), Form("email=ada%40example.com")),
    ("forgot_password", Public(DOOR), Form("email=ada%40example.com")),
    ("reset_password", Public(PROOF), Form("token=x&password=correct+horse+battery")),
    ("look_at_link", Public(PROOF), Form("kind=verify&token=x")),
    ("waiting_for", Public("it tells a browser what it typed itself"), Form("")),
    ("me", Public("it tells strangers that they are strangers"), Form("")),
    ("read_operator", Public("legal pages name the operator"), Form("")),
    ("list_sessions", SignedIn, Form("")),
    ("revoke_session", SignedIn, Form("session={id}")),
    ("revoke_other_sessions", SignedIn, Form("")),
    ("read_profile", SignedIn, Form("")),
    ("rename_me", SignedIn, Form("name=Ada")),
    ("change_my_region", SignedIn, Form("locale=en&time_zone=UTC")),
    ("change_theme", SignedIn, Form("theme=dark")),
    ("save_notices", SignedIn, Form("new_message=true")),
    ("remove_avatar", SignedIn, Form("")),
    ("change_password", SignedIn, Form("old=x&password=correct+horse+battery")),
    ("ask_address", SignedIn, Form("email=other%40example.com&password=x")),
    ("cancel_address", SignedIn, Form("")),
    ("look_at_address", Public(PROOF), Form("token=x")),
    ("confirm_address", Public(PROOF), Form("token=x")),
    ("look_at_undo", Public(PROOF), Form("token=x")),
    ("undo_address", Public(PROOF), Form("token=x")),
    ("read_my_data", SignedIn, Form("")),
    ("ask_export", SignedIn, Form("")),
    ("delete_account", SignedIn, Form("password=x")),
    ("keep_account", SignedIn, Form("")),
    // workspaces
    ("open_workspace", Workspace(ViewWorkspace), Form("handle={handle}")),
    ("list_workspaces", SignedIn, Form("")),
    ("create_workspace", SignedIn, Form("name=Second&handle=second")),
    ("rename_workspace", Workspace(ManageWorkspace), Form("workspace={workspace}&version=99&name=Other")),
    ("change_region", Workspace(ManageWorkspace), Form("workspace={workspace}&version=99&currency=EUR&time_zone=UTC&locale=en")),
    ("require_two_factor", Workspace(ManageWorkspace), Form("workspace={workspace}")),
    ("list_time_zones", SignedIn, Form("")),
    ("check_new_handle", SignedIn, Form("handle=another")),
    ("check_handle", Workspace(ManageWorkspace), Form("workspace={workspace}&handle=another")),
    ("change_handle", Workspace(ManageWorkspace), Form("workspace={workspace}&handle=x")),
    ("read_team", Workspace(ViewWorkspace), Form("workspace={workspace}")),
    ("change_role", Workspace(ManageMembers), Form("workspace={workspace}&member={id}&role=viewer")),
    ("remove_member", Workspace(ManageMembers), Form("workspace={workspace}&member={id}")),
    ("leave_workspace", Workspace(ViewWorkspace), Form("workspace={workspace}")),
    ("invite_member", Workspace(ManageMembers), Form("workspace={workspace}&email=new%40example.com&role=viewer")),
    ("resend_invitation", Workspace(ManageMembers), Form("workspace={workspace}&invitation={id}")),
    ("revoke_invitation", Workspace(ManageMembers), Form("workspace={workspace}&invitation={id}")),
    ("look_at_invitation", Public(PROOF), Form("token=x")),
    ("accept_invitation", SignedIn, Form("token=x")),
    ("offer_ownership", Owner, Form("workspace={workspace}&member={id}&password=x")),
    ("cancel_ownership", Owner, Form("workspace={workspace}")),
    ("waiting_ownership", Owner, Form("workspace={workspace}")),
    ("look_at_ownership", Public(PROOF), Form("token=x")),
    ("accept_ownership", SignedIn, Form("token=x")),
    ("decline_ownership", SignedIn, Form("token=x")),
    ("read_brand", Workspace(ManageWorkspace), Form("workspace={workspace}")),
    ("save_brand", Workspace(ManageWorkspace), Form("workspace={workspace}&accent=%232563eb")),
    ("delete_workspace", Owner, Form("workspace={workspace}&handle=x&password=x")),
    ("restore_workspace", Owner, Form("workspace={workspace}")),
    ("read_board", Workspace(ViewWorkspace), Form("workspace={workspace}")),
    ("open_task", Workspace(ViewWorkspace), Form("workspace={workspace}&task={id}")),
    ("list_records", Workspace(EditTasks), Form("workspace={workspace}")),
    ("create_task", Workspace(EditTasks), Form("workspace={workspace}&title=Glaze")),
    ("change_task", Workspace(EditTasks), Form("workspace={workspace}&task={id}&version=1&title=Glaze")),
    ("move_task", Workspace(EditTasks), Form("workspace={workspace}&task={id}&column={id}&place=0")),
    ("delete_task", Workspace(EditTasks), Form("workspace={workspace}&task={id}")),
    ("comment_on_task", Workspace(EditTasks), Form("workspace={workspace}&task={id}&body=Yes")),
    ("add_column", Workspace(ManageWorkspace), Form("workspace={workspace}&name=Later")),
    ("change_column", Workspace(ManageWorkspace), Form("workspace={workspace}&column={id}&name=Later")),
    ("move_column", Workspace(ManageWorkspace), Form("workspace={workspace}&column={id}&place=0")),
    ("delete_column", Workspace(ManageWorkspace), Form("workspace={workspace}&column={id}&into={id}")),
    ("list_activity", Workspace(ViewActivity), Form("workspace={workspace}")),
    ("list_roles", Workspace(ManageMembers), Form("workspace={workspace}")),
    ("create_role", Workspace(ManageMembers), Form("workspace={workspace}&name=Photographer&permissions[]=view_sites")),
    ("change_own_role", Workspace(ManageMembers), Form("workspace={workspace}&role={id}&version=1&name=Cook&permissions[]=view_sites")),
    ("delete_role", Workspace(ManageMembers), Form("workspace={workspace}&role={id}")),
    // analytics
    ("read_report", Workspace(ViewAnalytics), Form("workspace={workspace}")),
    // contacts
    ("list_people", Workspace(ViewContacts), Form("workspace={workspace}")),
    ("list_messages", Workspace(ViewContacts), Form("workspace={workspace}")),
    ("mark_message", Workspace(ViewContacts), Form("workspace={workspace}&message={id}&read=true")),
    ("delete_message", Workspace(EditContacts), Form("workspace={workspace}&message={id}")),
    ("restore_message", Workspace(EditContacts), Form("workspace={workspace}&message={id}")),
    // sites
    ("list_sites", Workspace(ViewSites), Form("workspace={workspace}")),
    ("create_site", Workspace(EditSites), Form("workspace={workspace}&title=Mine&slug=&theme=paper")),
    ("start_site", Workspace(EditSites), Form("workspace={workspace}&title=Mine&slug=&theme=paper&start=empty")),
    ("open_builder", Workspace(ViewSites), Form("workspace={workspace}&site={id}")),
    ("open_site", Workspace(ViewSites), Form("workspace={workspace}&site={id}")),
    ("save_site", Workspace(EditSites), Json(r#"{"workspace":"{workspace}","site":"{id}","base_version":1,"draft":{"title":"","bio":"",
        "avatar_url":"","theme":"","language":"en","seo_title":"","seo_description":"","share_image_url":"","blocks":[]}}"#)),
    ("publish_site", Workspace(PublishSites), Form("workspace={workspace}&site={id}&version=1")),
    ("unpublish_site", Workspace(PublishSites), Form("workspace={workspace}&site={id}")),
    ("rename_site", Workspace(PublishSites), Form("workspace={workspace}&site={id}&slug=x")),
    ("delete_site", Workspace(PublishSites), Form("workspace={workspace}&site={id}")),
    ("duplicate_site", Workspace(EditSites), Form("workspace={workspace}&site={id}")),
    ("list_versions", Workspace(ViewSites), Form("workspace={workspace}&site={id}")),
    ("open_version", Workspace(ViewSites), Form("workspace={workspace}&site={id}&version={id}")),
    ("restore_version", Workspace(EditSites), Form("workspace={workspace}&site={id}&base_version=1&version={id}")),
    ("list_siblings", Workspace(ViewSites), Form("workspace={workspace}&site={id}")),
    ("link_translations", Workspace(PublishSites), Json(r#"{"workspace":"{workspace}","site":"{id}","others":[]}"#)),
    ("site_clicks", Workspace(ViewAnalytics), Form("workspace={workspace}&site={id}&days=7")),
    ("workspace_clicks", Workspace(ViewAnalytics), Form("workspace={workspace}")),
    ("compile_css", Workspace(ViewSites), Json(r#"{"workspace":"{workspace}","css":"body{color:red}"}"#)),
    ("preview_import", Workspace(EditSites), Form("workspace={workspace}&url=http%3A%2F%2F127.0.0.1%2F")),
    // media
    ("list_pictures", Workspace(ViewSites), Form("workspace={workspace}")),
    ("picture_places", Workspace(ViewSites), Form("workspace={workspace}&picture={id}")),
    ("describe_picture", Workspace(EditSites), Form("workspace={workspace}&picture={id}&alt=A+cup")),
    ("delete_picture", Workspace(EditSites), Form("workspace={workspace}&picture={id}")),
    // short links
    ("block_links", Workspace(ViewSites), Form("workspace={workspace}&site={id}&block={id}")),
    ("check_link_code", Workspace(PublishSites), Form("workspace={workspace}&link={id}&code=spring")),
    ("change_link_code", Workspace(PublishSites), Form("workspace={workspace}&link={id}&code=spring")),
    // admin
    ("list_reports", Staff, Form("")),
    ("close_report", Staff, Form("report={id}&note=Looked+at+it")),
    ("take_site_offline", Staff, Form("report={id}&note=Looked+at+it")),
    ("assign_report", Staff, Form("report={id}&mine=true")),
    ("release_site", Staff, Form("report={id}")),
    ("staff_me", Staff, Form("")),
    ("count_platform", Staff, Form("")),
    ("list_users", Staff, Form("asked[search]=a")),
    ("open_user", Staff, Form("user={id}")),
    ("suspend_user", Admin, Form("user={id}&reason=Spam")),
    ("lift_suspension", Admin, Form("user={id}")),
    ("confirm_by_hand", Admin, Form("user={id}")),
    ("set_platform_role", Admin, Form("user={id}&role=moderator")),
    ("list_visits", SignedIn, Form("")),
    ("list_all_workspaces", Admin, Form("search=a&page=1")),
    ("inspect_workspace", Admin, Form("workspace={id}")),
    ("suspend_workspace", Admin, Form("workspace={id}&reason=Spam")),
    ("lift_workspace", Admin, Form("workspace={id}")),
    ("read_audit", Admin, Form("asked[risk]=high")),
    ("list_threats", Admin, Form("")),
    ("decide_network", Admin, Form("net=198.51.100.7&reason=Spam&hours=1")),
    ("lift_network", Admin, Form("net=192.0.2.1")),
    ("list_browser_reports", Admin, Form("page=1")),
    ("clear_browser_reports", Admin, Form("")),
    ("list_flags", Admin, Form("")),
    ("change_flag", Admin, Form("name=page_import&state=on")),
    ("list_notices", Admin, Form("")),
    ("publish_notice", Admin, Form("words=Hello&tone=info&audience=all")),
    ("withdraw_notice", Admin, Form("notice={id}")),
    ("put_notice_away", SignedIn, Form("notice={id}")),
];

/// The function's name: the last part of its path without the hash.
pub(super) fn name(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// What staff may call in somebody's name although it is the person's own; everything else of theirs is refused.
const IN_THE_NAME_OF: &[&str] = &[
    "sign_out",
    "list_sessions",
    "list_workspaces",
    "create_workspace",
    "list_time_zones",
    "check_new_handle",
    "accept_invitation",
    "list_visits",
];

/// The doors of the table.
pub fn doors() -> impl Iterator<Item = (&'static str, Door)> {
    FUNCTIONS.iter().map(|(name, door, _)| (*name, *door))
}

#[test]
fn every_server_function_is_listed() {
    let program: BTreeSet<String> = server_fn_paths().map(|(path, _)| name(path)).collect();
    assert!(program.len() > 20, "the functions are registered: {program:?}");
    assert_eq!(program.len(), server_fn_paths().count(), "no two server functions have one name");
    let table = FUNCTIONS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let faults = differences(&program, &table);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_server_function_is_called_by_get() {
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}: a GET passes the origin check");
    }
}

/// Calls a function; gives the status and the body.
async fn call(who: &Client, cast: &Cast, function: &str, body: &Body) -> (u16, String) {
    let (path, _) = server_fn_paths().find(|(path, _)| name(path) == function).expect("it is registered");
    let request = who.request(Method::POST, path).add_header("accept", "application/json");
    let request = match body {
        Form(text) => request.text(cast.fill(text)).content_type("application/x-www-form-urlencoded"),
        Json(text) => request.text(cast.fill(text)).content_type("application/json"),
    };
    let reply = request.await;
    (reply.status_code().as_u16(), reply.text())
}

/// Calls that take away what later ones need: they come last, and each member makes them once.
const LAST: [&str; 3] = ["leave_workspace", "sign_out_everywhere", "sign_out"];

/// Tries a door of a workspace as everybody who works there.
async fn faults_inside(cast: &Cast, (function, door, body): &(&str, Door, Body)) -> Vec<String> {
    let mut out = Vec::new();
    for one in cast.triers(*door) {
        let (status, text) = call(&one.client, cast, function, body).await;
        // Whom the lock lets in may still hear that a role is beyond them, or that the owner cannot leave.
        let locked = text.contains(REFUSAL) || text.contains("Only the owner of the workspace");
        let fine = if one.may(*door) { !locked && !matches!(status, 401 | 500) } else { locked && status == 403 };
        if !fine || text.contains("This workspace") || text.contains("could not be read") {
            out.push(format!("{function}: {} (may: {}) gets {status}: {text}", one.what, one.may(*door)));
        }
    }
    out
}

async fn faults(cast: &Cast, (function, door, body): &(&str, Door, Body)) -> Vec<String> {
    let mut out = Vec::new();
    let mut expect = |who: &str, wanted: u16, (status, text): (u16, String)| {
        if status != wanted {
            out.push(format!("{function}: {who} gets {status} instead of {wanted}: {text}"));
        }
    };
    if !matches!(door, Public(_)) {
        expect("nobody", 401, call(&cast.stranger, cast, function, body).await);
    }
    if let Workspace(_) | Owner = door {
        expect("a member of another workspace", 404, call(&cast.outsider.client, cast, function, body).await);
    }
    if let Staff | Admin = door {
        expect("an owner", 404, call(&cast.owner.client, cast, function, body).await);
        if let Admin = door {
            expect("a moderator", 403, call(&cast.staff, cast, function, body).await);
        }
        let who = if matches!(door, Admin) { &cast.admin } else { &cast.staff };
        let (status, text) = call(who, cast, function, body).await;
        // What is asked about does not exist, which only those may hear who may ask.
        let things = ["report", "person", "workspace", "site", "flag", "announcement", "network"];
        let heard = status == 200 || (status == 404 && things.iter().any(|thing| text.contains(thing)));
        if !heard || text.contains("page") && status == 404 {
            out.push(format!("{function}: one of the staff gets {status}: {text}"));
        }
    }
    // With every right the same call passes the lock, so it is the lock that refused the others.
    let (status, text) = call(&cast.owner.client, cast, function, body).await;
    // The owner may do everything but leave.
    let refused = matches!(status, 401 | 403 | 500) && *function != "leave_workspace";
    if refused || text.contains("could not be read") || text.contains("This workspace") {
        out.push(format!("{function}: the owner gets {status}: {text}"));
    }
    out
}

db_test!(every_server_function_refuses_whom_it_should, |t| async {
    let cast = Cast::new(&t).await;
    let mut all = Vec::new();
    let place = |name: &str| LAST.iter().position(|last| *last == name).map_or(0, |at| at + 1);
    let mut order: Vec<_> = FUNCTIONS.iter().collect();
    order.sort_by_key(|(name, ..)| place(name));
    for entry in order {
        all.extend(faults(&cast, entry).await);
        if let Workspace(_) | Owner = entry.1 {
            all.extend(faults_inside(&cast, entry).await);
        }
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
});

db_test!(what_is_a_persons_own_is_refused_to_staff_in_their_name, |t| async {
    let cast = Cast::new(&t).await;
    let path = format!("/admin/users/{}/visit", cast.owner.user);
    let reply = cast.admin.form(&path, &[("reason", "To help.")]).await;
    assert_eq!(reply.status_code().as_u16(), 303, "{}", reply.text());
    for (function, door, body) in FUNCTIONS {
        if !matches!(door, SignedIn) {
            continue;
        }
        let (status, text) = call(&cast.admin, &cast, function, body).await;
        let allowed = IN_THE_NAME_OF.contains(function);
        assert_eq!(status == 403, !allowed, "{function}: staff in the person's name gets {status}: {text}");
    }
});
