//! What staff took offline does not come back as another site, and other sites are not punished for it.

use bytes::Bytes;
use mewayz::{
    admin::reports,
    kernel::{AppError, id::SiteId},
    server::ctx::WorkspaceCtx,
    sites::{copies, exports, publishing, sites},
};

use super::{found, reported, staff};
use crate::{
    sites::{link, make, online},
    support::{TestApp, db_test},
};

async fn publish(ws: &WorkspaceCtx, id: SiteId) -> Result<(), AppError> {
    let version = sites::open(ws, id).await.expect("its owner sees it").version;
    publishing::publish(ws, id, version).await.map(drop)
}

async fn status(t: &TestApp, path: &str) -> u16 {
    t.stranger().get(path).await.status_code().as_u16()
}

db_test!(what_is_held_does_not_come_back_as_a_new_site, |t| async {
    let ws = t.owner("studio").await.ws;
    let bad = online(&ws, "", vec![link("Your bank", "https://example.com/")]).await;
    let shop = online(&ws, "shop", vec![]).await;
    let export = exports::file(&ws, bad).await.expect("it is exported").text;
    reported(&t).await;
    let staff = staff(&t).await;
    let report = found(&staff, false).await[0].id;
    reports::take_offline(&staff, report, "It imitates a bank.").await.expect("it is done");

    let copy = copies::duplicate(&ws, bad).await.expect("it is copied");
    let (import, _) = copies::import(&ws, Bytes::from(export).as_ref()).await.expect("it is imported");
    let new = make::site(&ws, "by-hand").await;
    let title = sites::open(&ws, bad).await.expect("its owner sees it").draft.title;
    for id in [copy, import, new] {
        let refused = publish(&ws, id).await;
        let Err(AppError::Forbidden(words)) = refused else { panic!("it is online: {refused:?}") };
        assert!(words.contains(&title) && words.contains("answer the mail"), "{words}");
    }
    sites::delete(&ws, bad).await.expect("its owner deletes it");
    assert!(publish(&ws, copy).await.is_err(), "the decision of staff outlives the site");

    assert_eq!(status(&t, "/@studio/shop").await, 200, "another site stays online");
    publish(&ws, shop).await.expect("and can be changed");
    publishing::unpublish(&ws, shop).await.expect("it goes offline");
    publish(&ws, shop).await.expect("and comes back");
    let rival = t.owner("rival").await.ws;
    let other = make::site(&rival, "").await;
    publish(&rival, other).await.expect("another workspace has nothing to do with it");

    reports::release(&staff, report).await.expect("it is settled");
    publish(&ws, copy).await.expect("now it is published");
});
