//! Exactly one owner, at every instant; logo and colours; the end of a workspace and the way back.

use axum::http::StatusCode;
use bytes::Bytes;
use mewayz::{
    entity::{handle, member, ownership_transfer, workspace, workspace_deletion},
    kernel::{
        AppError,
        id::{MemberId, WorkspaceId},
        permission::{Permission, Role},
        time,
    },
    media::images,
    server::{ctx::WorkspaceCtx, erasure},
    sites::{sites, types::Ground},
    workspaces::{
        brands, deletions,
        rpc::owners::AcceptOwnership,
        transfers,
        types::{owners::Brand, roles::RoleForm},
        workspaces,
    },
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Statement,
};

use crate::{
    accounts::{PASSWORD, account},
    media::{png, upload},
    sites::{link, online},
    support::{Member, TestApp, db_test},
};

/// Somebody with [`PASSWORD`] and the workspace that came with the account.
pub async fn founder(t: &TestApp, email: &str) -> Member {
    let user = account(t, email).await;
    let ctx = t.ctx(Some(user)).await;
    let mine = workspaces::mine(&ctx).await.expect("workspaces").remove(0);
    Member { client: t.sign_in(user).await, user, ws: ctx.workspace(mine.id).await.expect("it opens") }
}

async fn membership(t: &TestApp, of: &Member, ws: WorkspaceId) -> MemberId {
    let found = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(ws))
        .filter(member::Column::UserId.eq(of.user))
        .one(t.db().write());
    found.await.unwrap().expect("a member").id
}

async fn owners(t: &TestApp, ws: WorkspaceId) -> Vec<mewayz::kernel::id::UserId> {
    let found = member::Entity::find()
        .filter(member::Column::WorkspaceId.eq(ws))
        .filter(member::Column::Role.eq(Role::Owner))
        .all(t.db().write());
    found.await.unwrap().into_iter().map(|row| row.user_id).collect()
}

db_test!(the_workspace_goes_over_with_password_and_link, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let id = ada.ws.id();
    let grace = t.join(id, account(&t, "grace@example.com").await, Role::Viewer).await;
    let to = membership(&t, &grace, id).await;
    let wrong = transfers::offer(&ada.ws, to, "not it at all").await.expect_err("no proof");
    assert!(wrong.field("password").is_some(), "{wrong:?}");
    let own = transfers::offer(&ada.ws, membership(&t, &ada, id).await, PASSWORD).await.expect_err("to oneself");
    assert!(own.field("member").is_some(), "{own:?}");
    transfers::offer(&ada.ws, to, PASSWORD).await.expect("it is offered");
    assert_eq!(owners(&t, id).await, [ada.user], "nothing has changed yet");
    let token = t.token_in("grace@example.com", "Ada Lovelace wants").await;

    let stranger = t.sign_in(t.person("Mallory").await).await;
    let other = stranger.call(&AcceptOwnership { token: token.clone() }).await;
    assert!(matches!(other, Err(AppError::Forbidden(_))), "{other:?}");
    grace.client.call(&AcceptOwnership { token: token.clone() }).await.expect("it is accepted");
    assert_eq!(owners(&t, id).await, [grace.user]);
    let again = t.ctx(Some(ada.user)).await.workspace(id).await.unwrap();
    assert_eq!(again.role(), Role::Admin, "the owner before stays as an admin");
    let twice = grace.client.call(&AcceptOwnership { token }).await;
    assert!(matches!(twice, Err(AppError::Gone(_))), "{twice:?}");
    let refused = transfers::offer(&again, to, PASSWORD).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "an admin offers nothing: {refused:?}");
    assert!(t.mails("ada@example.com").await.iter().any(|mail| mail.subject.contains("is the owner")));
});

db_test!(of_two_offers_one_counts_and_there_is_one_owner, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let id = ada.ws.id();
    let grace = t.join(id, account(&t, "grace@example.com").await, Role::Editor).await;
    transfers::offer(&ada.ws, membership(&t, &grace, id).await, PASSWORD).await.unwrap();
    let token = t.token_in("grace@example.com", "Ada Lovelace wants").await;
    let press = AcceptOwnership { token };
    let other = t.sign_in(grace.user).await;
    let (one, two) = tokio::join!(grace.client.call(&press), other.call(&press));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|won| **won).count(), 1, "{one:?} {two:?}");
    assert_eq!(owners(&t, id).await, [grace.user]);
    // Accepting races with taking the offer back: whoever wins, there is one owner.
    let ws = t.ctx(Some(grace.user)).await.workspace(id).await.unwrap();
    transfers::offer(&ws, membership(&t, &ada, id).await, PASSWORD).await.unwrap();
    let press = AcceptOwnership { token: t.token_in("ada@example.com", "Ada Lovelace wants").await };
    let (accepted, _) = tokio::join!(ada.client.call(&press), transfers::cancel(&ws));
    let owner = if accepted.is_ok() { ada.user } else { grace.user };
    assert_eq!(owners(&t, id).await, [owner]);
});

db_test!(offers_end, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let id = ada.ws.id();
    let grace = t.join(id, account(&t, "grace@example.com").await, Role::Editor).await;
    let to = membership(&t, &grace, id).await;
    let offer = async || {
        transfers::offer(&ada.ws, to, PASSWORD).await.unwrap();
        AcceptOwnership { token: t.token_in("grace@example.com", "Ada Lovelace wants").await }
    };
    let replaced = offer().await;
    let cancelled = offer().await;
    transfers::cancel(&ada.ws).await.unwrap();
    let declined = offer().await;
    transfers::decline(&t.ctx(Some(grace.user)).await, &declined.token).await.unwrap();
    let late = offer().await;
    for row in ownership_transfer::Entity::find().all(t.db().write()).await.unwrap() {
        let mut row = row.into_active_model();
        row.expires_at = Set(time::now() - chrono::TimeDelta::seconds(1));
        row.update(t.db().write()).await.unwrap();
    }
    let answer = grace.client.call(&late).await;
    assert!(matches!(answer, Err(AppError::Gone(_))), "its week is over: {answer:?}");
    assert_eq!(transfers::waiting(&ada.ws).await.unwrap(), None);
    let left = offer().await;
    member::Entity::delete_by_id(to).exec(t.db().write()).await.unwrap();
    for (what, press) in
        [("replaced", replaced), ("cancelled", cancelled), ("declined", declined), ("late", late), ("left", left)]
    {
        let answer = grace.client.call(&press).await;
        assert!(matches!(answer, Err(AppError::Gone(_))), "{what}: {answer:?}");
    }
    assert_eq!(owners(&t, id).await, [ada.user]);
});

db_test!(an_offer_is_for_a_member_and_nobody_else_answers_it, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let id = ada.ws.id();
    let rival = t.owner("rival").await;
    let foreign = t.member(&rival.ws, Role::Admin).await;
    let foreign = membership(&t, &foreign, rival.ws.id()).await;
    let error = transfers::offer(&ada.ws, foreign, PASSWORD).await.expect_err("a member of another workspace");
    assert!(error.field("member").is_some(), "{error:?}");
    let grace = t.join(id, account(&t, "grace@example.com").await, Role::Editor).await;
    transfers::offer(&ada.ws, membership(&t, &grace, id).await, PASSWORD).await.unwrap();
    let token = t.token_in("grace@example.com", "Ada Lovelace wants").await;
    let declined = transfers::decline(&t.ctx(Some(rival.user)).await, &token).await;
    assert!(matches!(declined, Err(AppError::Forbidden(_))), "{declined:?}");
    let admin = t.member(&ada.ws, Role::Admin).await;
    for answer in [transfers::cancel(&admin.ws).await, transfers::waiting(&admin.ws).await.map(drop)] {
        assert!(matches!(answer, Err(AppError::Forbidden(_))), "an admin: {answer:?}");
    }
    grace.client.call(&AcceptOwnership { token }).await.expect("the offer stands");
});

db_test!(logo_and_colours_are_checked_and_new_sites_begin_with_them, |t| async {
    let (owner, rival) = (t.owner("studio").await, t.owner("rival").await);
    let logo = images::upload(&owner.ws, "logo.png", Bytes::from(png(90, 90))).await.unwrap();
    let foreign = images::upload(&rival.ws, "logo.png", Bytes::from(png(91, 91))).await.unwrap();
    let brand = |logo: &str, accent: &str| Brand {
        logo: logo.to_owned(),
        accent: accent.to_owned(),
        background: "#102030".to_owned(),
    };
    for wrong in ["https://example.com/logo.png", &foreign.address] {
        assert!(brands::save(&owner.ws, &brand(wrong, "")).await.expect_err(wrong).field("logo").is_some());
    }
    assert!(brands::save(&owner.ws, &brand("", "red")).await.expect_err("red").field("accent").is_some());
    brands::save(&owner.ws, &brand(&logo.address, "#FFcc00")).await.expect("it is kept");
    let kept = brands::read(&owner.ws).await.unwrap();
    assert_eq!((kept.logo.as_str(), kept.accent.as_str()), (logo.address.as_str(), "#ffcc00"));
    let mine = workspaces::mine(&t.ctx(Some(owner.user)).await).await.unwrap();
    assert_eq!(mine[0].logo, logo.address);
    let used = images::delete(&owner.ws, logo.id).await;
    assert!(matches!(used, Err(AppError::Conflict(_))), "the logo is used: {used:?}");

    let site = sites::create(&owner.ws, "Mine", "", "paper").await.unwrap();
    let look = sites::open(&owner.ws, site).await.unwrap().draft.look;
    let colour = |text: &str| text.parse().ok();
    assert_eq!((look.colours.accent, look.colours.accent_text), (colour("#ffcc00"), colour("#000000")));
    assert_eq!((look.ground, look.colours.text), (colour("#102030").map(Ground::Colour), colour("#ffffff")));
});

async fn leaving(t: &TestApp) -> (Member, String) {
    let ada = founder(t, "ada@example.com").await;
    let handle = workspaces::open(&ada.ws).await.unwrap().handle;
    (ada, handle)
}

db_test!(a_deleted_workspace_is_offline_at_once_and_comes_back, |t| async {
    let (ada, handle) = leaving(&t).await;
    let admin = t.join(ada.ws.id(), account(&t, "grace@example.com").await, Role::Admin).await;
    online(&ada.ws, "", vec![link("Shop", "https://example.com/shop")]).await;
    let visitor = t.stranger();
    let picture = upload(&ada.ws, "picture.png", png(32, 16)).await.address;
    assert_eq!(visitor.get(&picture).await.status_code(), StatusCode::OK);
    let page = format!("/@{handle}");
    let html = visitor.page(&page).await;
    let code =
        html.split("href=\"/l/").nth(1).and_then(|rest| rest.split('"').next()).expect("a short link").to_owned();

    let refused = deletions::ask(&admin.ws, &handle, PASSWORD).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "an admin may not: {refused:?}");
    assert!(deletions::ask(&ada.ws, "other", PASSWORD).await.expect_err("wrong name").field("handle").is_some());
    assert!(deletions::ask(&ada.ws, &handle, "no").await.expect_err("no proof").field("password").is_some());
    visitor.page(&page).await;

    deletions::ask(&ada.ws, &format!("@{handle}"), PASSWORD).await.expect("it is deleted");
    let end = deletions::erase_at(t.db().write(), ada.ws.id()).await.unwrap().expect("it has an end");
    assert!((13..=14).contains(&(end - time::now()).num_days()), "two weeks: {end}");
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 0, "not before its time");
    assert_eq!(visitor.get(&page).await.status_code(), StatusCode::GONE);
    assert_eq!(visitor.get(&format!("/l/{code}")).await.status_code(), StatusCode::GONE);
    let gone = visitor.get(&picture).await;
    assert_eq!(gone.status_code(), StatusCode::GONE, "its pictures go with its pages");
    assert!(!gone.header("cache-control").to_str().unwrap_or_default().contains("immutable"), "nobody keeps that");
    assert!(!visitor.get("/sitemap.xml").await.text().contains(&page));
    for to in ["ada@example.com", "grace@example.com"] {
        assert!(t.mails(to).await.iter().any(|mail| mail.subject.contains("will be deleted")), "{to}");
    }
    assert!(ada.client.page(&format!("/w/{handle}")).await.contains("Bring the workspace back"));
    assert!(!admin.client.page(&format!("/w/{handle}")).await.contains("Bring the workspace back"));
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 0, "not before its time");

    deletions::restore(&ada.ws).await.expect("it comes back");
    visitor.page(&page).await;
    assert_eq!(visitor.get(&picture).await.status_code(), StatusCode::OK);
    assert_eq!(visitor.get(&format!("/l/{code}")).await.status_code(), StatusCode::SEE_OTHER.min(StatusCode::FOUND));
});

/// How many rows of every table bear an id in any column that can hold one, or in a text.
pub async fn traces(t: &TestApp, id: uuid::Uuid) -> Vec<String> {
    let db = t.db().write();
    let backend = db.get_database_backend();
    let mut out = Vec::new();
    for erasure::Column { table, name, kind } in erasure::columns(db).await.expect("the schema") {
        let condition = match (kind.as_str(), backend) {
            ("uuid" | "uuid_text", sea_orm::DbBackend::Postgres) => format!("\"{name}\" = '{id}'"),
            ("uuid" | "uuid_text", _) => format!("hex(\"{name}\") = '{}'", id.simple().to_string().to_uppercase()),
            (_, sea_orm::DbBackend::Postgres) => format!("\"{name}\"::text LIKE '%{id}%'"),
            _ => format!("CAST(\"{name}\" AS TEXT) LIKE '%{id}%'"),
        };
        let sql = format!("SELECT 1 FROM \"{table}\" WHERE {condition} LIMIT 1");
        let found = db.query_one_raw(Statement::from_string(backend, sql.clone())).await;
        if found.unwrap_or_else(|error| panic!("{sql}: {error}")).is_some() {
            out.push(format!("{table}.{name}"));
        }
    }
    out
}

/// Fills a workspace with something of everything.
async fn fill(t: &TestApp, ws: &WorkspaceCtx) {
    online(ws, "", vec![link("Shop", "https://example.com/shop")]).await;
    images::upload(ws, "a.png", Bytes::from(png(60, 60))).await.unwrap();
    let role = RoleForm { name: "Cook".to_owned(), about: String::new(), permissions: Vec::new() };
    mewayz::workspaces::roles::create(ws, &role).await.unwrap();
    mewayz::workspaces::invitations::invite(ws, "guest@example.com", "viewer").await.unwrap();
    let brand = Brand { accent: "#123456".to_owned(), ..Brand::default() };
    brands::save(ws, &brand).await.unwrap();
    t.member(ws, Role::Editor).await;
}

db_test!(erasing_leaves_nothing_of_the_workspace, |t| async {
    let (ada, handle) = leaving(&t).await;
    let rival = t.owner("rival").await;
    fill(&t, &ada.ws).await;
    fill(&t, &rival.ws).await;
    let id = ada.ws.id();
    assert!(traces(&t, id.0).await.len() > 8, "there is something to erase: {:?}", traces(&t, id.0).await);
    deletions::ask(&ada.ws, &handle, PASSWORD).await.unwrap();
    workspace_deletion::ActiveModel {
        workspace_id: Set(id),
        erase_at: Set(time::now() - chrono::TimeDelta::seconds(1)),
        ..Default::default()
    }
    .update(t.db().write())
    .await
    .unwrap();
    let folder = t.folder().join(format!("files/media/{id}"));
    assert!(folder.exists(), "its pictures are there");
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 1);
    let left: Vec<_> = traces(&t, id.0).await.into_iter().filter(|place| !place.starts_with("outbox.")).collect();
    assert_eq!(left, Vec::<String>::new(), "rows that bear its id");
    let files = std::fs::read_dir(&folder).map(|files| files.count()).unwrap_or(0);
    assert_eq!(files, 0, "its pictures are gone");
    assert!(workspace::Entity::find_by_id(id).one(t.db().write()).await.unwrap().is_none());
    assert_eq!(handle::Entity::find_by_id(handle).count(t.db().write()).await.unwrap(), 0, "the handle is free");
    assert!(traces(&t, rival.ws.id().0).await.len() > 8, "the other workspace is whole");
    assert!(rival.ws.can(Permission::ViewSites) && sites::list(&rival.ws).await.unwrap().len() == 1);
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 0, "once");
});
