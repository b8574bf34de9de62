//! The library: its room, its search, other workspaces, and what is used.

use bytes::Bytes;
use mewayz::{
    entity::{media, outbox},
    kernel::{AppError, id::MediaId, permission::Role, time::now},
    media::images,
    server::jobs::Jobs,
    sites::{
        blocks::{BlockContent, Image},
        types::SiteDraft,
    },
};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{png, upload};
use crate::{
    sites::{block, make},
    support::db_test,
};

db_test!(a_picture_is_kept_once_listed_and_found, |t| async {
    let ws = t.owner("studio").await.ws;
    let cup = upload(&ws, "C:\\photos\\Cup 100%.png", png(700, 500)).await;
    assert_eq!((cup.name.as_str(), cup.width, cup.height), ("Cup 100%.png", 700, 500));
    assert_eq!(upload(&ws, "again.png", png(700, 500)).await.id, cup.id, "the same file is the same picture");
    let bowl = upload(&ws, "bowl.png", png(64, 64)).await;
    images::describe(&ws, bowl.id, " A bowl\nin the kiln ").await.expect("it is described");
    let names = async |search: &str| {
        let found = images::list(&ws, search, "").await.expect("the library is listed");
        found.page.items.into_iter().map(|picture| picture.name).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["bowl.png", "Cup 100%.png"]);
    assert_eq!(names("KILN").await, ["bowl.png"], "by what it shows");
    assert_eq!(names("100%").await, ["Cup 100%.png"], "signs of patterns are signs");
    assert_eq!(names("_").await, Vec::<String>::new());
    let library = images::list(&ws, "", "").await.unwrap();
    assert_eq!(library.page.items[0].alt, "A bowl in the kiln");
    assert_eq!(library.room.used, cup.bytes + bowl.bytes);
    assert!(images::describe(&ws, bowl.id, &"x".repeat(301)).await.is_err_and(|error| error.field("alt").is_some()));
});

db_test!(a_full_library_takes_nothing_more, |t| async {
    let t = t.variant(|config| config.limits.media_mib = 0);
    let ws = t.owner("studio").await.ws;
    let answer = images::upload(&ws, "a.png", Bytes::from(png(40, 40))).await;
    let error = answer.expect_err("there is no room");
    assert!(error.field("file").is_some_and(|words| words.contains("no room")), "{error:?}");
    assert_eq!(images::list(&ws, "", "").await.unwrap().page.total, 0);
});

db_test!(pictures_of_another_workspace_do_not_exist, |t| async {
    let (ours, theirs) = (t.owner("studio").await.ws, t.owner("rival").await.ws);
    let picture = upload(&ours, "a.png", png(40, 40)).await;
    let missing = AppError::not_found("picture");
    assert_eq!(images::places(&theirs, picture.id).await.expect_err("not theirs"), missing);
    assert_eq!(images::describe(&theirs, picture.id, "Mine").await.expect_err("not theirs"), missing);
    assert_eq!(images::delete(&theirs, picture.id).await.expect_err("not theirs"), missing);
    assert_eq!(images::list(&theirs, "", "").await.unwrap().page.total, 0);
    let other = upload(&theirs, "a.png", png(40, 40)).await;
    assert_ne!(other.id, picture.id, "the same file in two workspaces is two pictures");
    let viewer = t.member(&ours, Role::Viewer).await.ws;
    let refused = images::upload(&viewer, "b.png", Bytes::from(png(41, 41))).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
});

db_test!(a_picture_that_is_used_stays, |t| async {
    let ws = t.owner("studio").await.ws;
    let picture = upload(&ws, "a.png", png(40, 40)).await;
    let used = |draft: SiteDraft| SiteDraft { avatar_url: picture.address.clone(), ..draft };
    let id = make::site(&ws, "").await;
    let image = block(BlockContent::Image(Image { url: picture.address.clone(), ..Image::default() }));
    make::publish(&ws, id, used(make::draft("Ada", vec![image]))).await;
    let parts = async || {
        let places = images::places(&ws, picture.id).await.expect("places are found");
        places.into_iter().map(|place| place.part).collect::<Vec<_>>()
    };
    let found = parts().await;
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("on top") && found[1].contains("published") && found[2].contains("block"), "{found:?}");
    let error = images::delete(&ws, picture.id).await.expect_err("it is used");
    assert!(
        matches!(&error, AppError::Conflict(words) if words.contains("Ada") && words.contains("2 more")),
        "{error:?}"
    );
    make::save(&ws, id, make::draft("Ada", Vec::new())).await;
    assert_eq!(parts().await, ["the published page"], "what is online counts");
    make::publish(&ws, id, make::draft("Ada", Vec::new())).await;
    images::delete(&ws, picture.id).await.expect("nothing uses it");
    assert_eq!(images::delete(&ws, picture.id).await.expect_err("gone"), AppError::not_found("picture"));
    let again = upload(&ws, "a.png", png(40, 40)).await;
    assert_ne!(again.id, picture.id, "what was deleted can be uploaded again");
});

db_test!(bytes_that_cannot_be_stored_leave_no_row, |t| async {
    let folder = t.folder().join("not-a-folder");
    std::fs::write(&folder, b"a file where the folder should be").expect("it can be written");
    let t = t.variant(|config| config.storage.folder = Some(folder.clone()));
    let ws = t.owner("studio").await.ws;
    let answer = images::upload(&ws, "a.png", Bytes::from(png(40, 40))).await;
    assert!(matches!(answer, Err(AppError::Internal { .. })), "{answer:?}");
    assert_eq!(images::list(&ws, "", "").await.unwrap().page.total, 0, "no row names files that are not there");
    assert_eq!(images::places(&ws, MediaId::new()).await.expect_err("no row"), AppError::not_found("picture"));
});

/// The files that a folder holds, however deep.
fn files(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
}

db_test!(files_of_an_upload_that_died_are_deleted_an_hour_later, |t| async {
    let ws = t.owner("studio").await.ws;
    let kept = upload(&ws, "kept.png", png(40, 40)).await;
    let died = upload(&ws, "died.png", png(41, 41)).await;
    let folder = t.folder().join("files");
    assert_eq!(files(&folder.join(images::folder(ws.id(), died.id))), 1);
    // As if the process had ended after the files and before the row.
    media::Entity::delete_by_id(died.id).exec(t.db().write()).await.expect("the row is gone");
    let waiting = || outbox::Entity::find().filter(outbox::Column::Topic.eq("media.tidy"));
    let rows = waiting().all(t.db().write()).await.expect("the outbox is read");
    assert_eq!(rows.len(), 2, "every upload is looked after");
    for row in rows {
        assert!(row.available_at > now() + chrono::TimeDelta::minutes(50), "not while it may still be under way");
        let due = outbox::ActiveModel { id: Set(row.id), available_at: Set(now()), ..Default::default() };
        due.update(t.db().write()).await.expect("it is due");
    }
    let running = mewayz::media::jobs::jobs(Jobs::default()).start(t.app().clone()).expect("jobs start");
    for _ in 0..400 {
        let done = waiting().filter(outbox::Column::DoneAt.is_not_null()).count(t.db().write()).await;
        if done.expect("the outbox is read") == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    running.stop().await;
    assert_eq!(files(&folder.join(images::folder(ws.id(), died.id))), 0, "nothing of it is left");
    assert_eq!(files(&folder.join(images::folder(ws.id(), kept.id))), 1, "what has a row stays");
});
