//! Roles and what they may do: one table, asked of the domain itself.

use mewayz::{
    kernel::{
        AppError, Result,
        id::{InvitationId, MemberId, SiteId},
        permission::{Permission, Role},
    },
    server::ctx::WorkspaceCtx,
    sites::{clicks, drafts, imports, publishing, sites, types::SiteDraft},
    workspaces::{handles, invitations, members, types::Region, workspaces},
};

use crate::support::db_test;

/// Which roles have a permission, written down a second time so that a slip in the first is noticed.
#[test]
fn the_table_of_permissions() {
    use Permission::*;
    let table = [
        (ViewWorkspace, "owner admin editor marketer support viewer"),
        (ManageWorkspace, "owner admin"),
        (ManageMembers, "owner admin"),
        (ViewSites, "owner admin editor marketer support viewer"),
        (EditSites, "owner admin editor"),
        (PublishSites, "owner admin editor"),
        (ViewContacts, "owner admin marketer support"),
        (EditContacts, "owner admin marketer"),
        (ViewAnalytics, "owner admin editor marketer viewer"),
        (ViewActivity, "owner admin"),
        (EditTasks, "owner admin editor marketer support"),
    ];
    for (permission, roles) in table {
        let may: Vec<&str> = Role::ALL.into_iter().filter(|role| role.allows(permission)).map(Role::as_str).collect();
        assert_eq!(may.join(" "), roles, "{permission:?}");
        assert!(permission.refusal().contains("Owner"), "{}", permission.refusal());
    }
}

fn empty() -> SiteDraft {
    SiteDraft { theme: "paper".to_owned(), language: "en".to_owned(), ..SiteDraft::default() }
}

/// Every action of the domain on things that do not exist, with the permission that it needs.
async fn actions(ws: &WorkspaceCtx) -> Vec<(&'static str, Permission, Result<()>)> {
    use Permission::*;
    let (site, member, invitation) = (SiteId::new(), MemberId::new(), InvitationId::new());
    let region = || Region { currency: "XX".to_owned(), time_zone: "Nowhere".to_owned(), locale: "xx".to_owned() };
    vec![
        ("members::team", ViewWorkspace, members::team(ws).await.map(drop)),
        ("members::change_role", ManageMembers, members::change_role(ws, member, "viewer").await),
        ("members::remove", ManageMembers, members::remove(ws, member).await),
        ("invitations::invite", ManageMembers, invitations::invite(ws, "wrong", "viewer").await.map(drop)),
        ("invitations::resend", ManageMembers, invitations::resend(ws, invitation).await),
        ("invitations::revoke", ManageMembers, invitations::revoke(ws, invitation).await),
        ("workspaces::rename", ManageWorkspace, workspaces::rename(ws, -1, "Name").await.map(drop)),
        ("workspaces::change_region", ManageWorkspace, workspaces::change_region(ws, -1, region()).await.map(drop)),
        ("handles::check", ManageWorkspace, handles::check(ws, "free-one").await.map(drop)),
        ("handles::change", ManageWorkspace, handles::change(ws, "x").await.map(drop)),
        ("sites::list", ViewSites, sites::list(ws).await.map(drop)),
        ("sites::open", ViewSites, sites::open(ws, site).await.map(drop)),
        ("sites::create", EditSites, sites::create(ws, "", "", "paper").await.map(drop)),
        ("drafts::save", EditSites, drafts::save(ws, site, 1, empty()).await.map(drop)),
        ("imports::from_file", EditSites, imports::from_file(ws, b"").map(drop)),
        ("publishing::publish", PublishSites, publishing::publish(ws, site, 1).await.map(drop)),
        ("publishing::unpublish", PublishSites, publishing::unpublish(ws, site).await.map(drop)),
        ("sites::rename", PublishSites, sites::rename(ws, site, "x").await),
        ("sites::delete", PublishSites, sites::delete(ws, site).await),
        ("clicks::of_site", ViewAnalytics, clicks::of_site(ws, site, 7).await.map(drop)),
    ]
}

db_test!(every_role_may_what_its_permissions_say, |t| async {
    let owner = t.owner("studio").await;
    let mut people = vec![owner.ws.clone()];
    for role in Role::ALL.into_iter().skip(1) {
        people.push(t.member(&owner.ws, role).await.ws);
    }
    for ws in people {
        for (name, permission, answer) in actions(&ws).await {
            let refused = matches!(answer, Err(AppError::Forbidden(_)));
            assert_eq!(refused, !ws.role().allows(permission), "{} {name}: {answer:?}", ws.role().label());
            assert!(!matches!(answer, Err(AppError::Internal { .. })), "{name}: {answer:?}");
        }
    }
});
