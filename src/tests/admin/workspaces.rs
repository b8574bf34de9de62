//! Workspaces as staff see them: found, closed with a word to everybody, opened again.

use mewayz::{admin::workspaces, kernel::AppError};

use super::people::admin;
use crate::{
    sites::{link, online},
    support::db_test,
};

db_test!(workspaces_are_found_by_name_handle_and_owner, |t| async {
    let ws = t.owner("studio").await.ws;
    t.owner("rival").await;
    online(&ws, "", vec![]).await;
    let admin = admin(&t).await;
    for search in ["STUD", "@studio", "owner.of.studio@"] {
        let found = workspaces::list(&admin, search, 1).await.expect("they are listed");
        assert_eq!((found.total, found.items.len()), (1, 1), "{search}");
        let row = &found.items[0];
        assert_eq!((row.handle.as_str(), row.members, row.sites, row.suspended), ("studio", 1, 1, false));
        assert!(row.owner.is_some());
    }
    assert_eq!(workspaces::list(&admin, "", 1).await.expect("all").total, 2);
    let one = workspaces::open(&admin, ws.id()).await.expect("it is shown");
    assert_eq!((one.members.len(), one.sites.len(), one.sites[0].path.as_str()), (1, 1, "/@studio"));
});

db_test!(a_suspended_workspace_is_closed_to_visitors_and_tells_members_why, |t| async {
    let member = t.owner("studio").await;
    let block = link("Shop", "https://example.com/");
    let id = block.id;
    let site = online(&member.ws, "", vec![block]).await;
    let code = mewayz::sites::codes::of_block(&member.ws, site, id).await.expect("links")[0].code.clone();
    let admin = admin(&t).await;
    let status = async |path: &str| t.stranger().get(path).await.status_code().as_u16();
    assert_eq!(status("/@studio").await, 200);
    workspaces::suspend(&admin, member.ws.id(), "Stolen pictures.").await.expect("it is closed");
    assert!(matches!(workspaces::suspend(&admin, member.ws.id(), "x").await, Err(AppError::Conflict(_))));
    assert_eq!((status("/@studio").await, status(&format!("/l/{code}")).await), (403, 403));
    let told = t.stranger().get("/@studio").await.text();
    assert!(told.contains("closed the pages") && !told.contains("Stolen"), "visitors read no accusation: {told}");
    assert!(member.client.page("/w/studio").await.contains("Stolen pictures."), "members do");
    assert_eq!(t.mails("owner.of.studio@example.com").await.len(), 1);
    workspaces::lift(&admin, member.ws.id()).await.expect("it is open");
    assert_eq!(status("/@studio").await, 200);
    assert!(matches!(workspaces::lift(&admin, member.ws.id()).await, Err(AppError::Conflict(_))));
});
