//! Pictures as visitors get them, and the work that follows an upload and a deletion.

use axum::http::Method;
use mewayz::{
    kernel::id::MediaId,
    media::{images, jobs},
    server::jobs::{Jobs, Patience},
};

use super::{png, upload};
use crate::support::{TestApp, db_test};

/// Runs what waits in the outbox until it is done.
async fn work(t: &TestApp) {
    use mewayz::entity::outbox;
    use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
    let jobs = jobs::jobs(Jobs::new()).patience(Patience::default());
    let running = jobs.start(t.app().clone()).expect("jobs start");
    let due = || {
        outbox::Entity::find()
            .filter(outbox::Column::DoneAt.is_null())
            .filter(outbox::Column::AvailableAt.lte(mewayz::kernel::time::now()))
            .count(t.db().write())
    };
    for _ in 0..600 {
        if due().await.expect("the outbox is counted") == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(due().await.unwrap(), 0, "every job is done");
    running.stop().await;
}

async fn ask(t: &TestApp, path: &str, accept: &str) -> crate::support::Reply {
    t.stranger().request(Method::GET, path).add_header("accept", accept).await
}

db_test!(a_picture_is_served_for_good_and_nothing_else_is, |t| async {
    let ws = t.owner("studio").await.ws;
    let picture = upload(&ws, "a.png", png(700, 500)).await;
    let reply = ask(&t, &format!("{}/320", picture.address), "image/webp,*/*").await;
    assert_eq!(reply.status_code().as_u16(), 200);
    assert_eq!(reply.header("content-type"), "image/webp");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(reply.header("cache-control").to_str().unwrap().contains("immutable"));
    assert!(reply.header("content-security-policy").to_str().unwrap().contains("sandbox"));
    assert!(reply.header("vary").to_str().unwrap().contains("accept"));
    assert_eq!(ask(&t, &picture.address, "*/*").await.status_code().as_u16(), 200, "the widest");
    let other = |from: &str, to: &str| picture.address.replacen(from, to, 1);
    for wrong in [
        format!("{}/321", picture.address),
        format!("{}/0320", picture.address),
        format!("{}/1280", picture.address),
        other("700x500", "701x500"),
        other("700x500", "0700x500"),
        other("-700", "-+700"),
        format!("/m/{}-700x500", MediaId::new()),
        "/m/..%2f..%2fsecret-1x1/320".to_owned(),
        picture.address.to_uppercase().replace("/M/", "/m/"),
    ] {
        assert_eq!(ask(&t, &wrong, "*/*").await.status_code().as_u16(), 404, "{wrong}");
    }
});

db_test!(avif_follows_and_goes_to_whoever_takes_it, |t| async {
    let ws = t.owner("studio").await.ws;
    let picture = upload(&ws, "a.png", png(330, 220)).await;
    let path = format!("{}/320", picture.address);
    let before = ask(&t, &path, "image/avif,image/webp").await;
    assert_eq!(before.header("content-type"), "image/webp");
    assert!(!before.header("cache-control").to_str().unwrap().contains("immutable"), "AVIF is still to come");
    work(&t).await;
    let kinds = [("image/avif,image/webp", "immutable"), ("image/webp,*/*", "immutable")];
    for (accept, word) in kinds {
        let reply = ask(&t, &path, accept).await;
        assert_eq!(reply.status_code().as_u16(), 200, "{accept}");
        assert!(reply.header("cache-control").to_str().unwrap().contains(word), "{accept}");
        let kind = reply.header("content-type").to_str().unwrap().to_owned();
        assert!(kind == "image/webp" || accept.contains("avif") && kind == "image/avif", "{accept}: {kind}");
    }
});

db_test!(files_go_with_their_picture, |t| async {
    let ws = t.owner("studio").await.ws;
    let picture = upload(&ws, "a.png", png(330, 220)).await;
    let folder = t.folder().join("files").join(images::folder(ws.id(), picture.id));
    let count = || std::fs::read_dir(&folder).map_or(0, |files| files.count());
    assert_eq!(count(), 2, "330 and 320 wide");
    images::delete(&ws, picture.id).await.expect("nothing uses it");
    let reply = ask(&t, &format!("{}/320", picture.address), "*/*").await;
    assert_eq!(reply.status_code().as_u16(), 404, "at once");
    work(&t).await;
    assert_eq!(count(), 0, "and then the files");
});
