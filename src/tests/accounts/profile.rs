//! A person's own profile: what is kept, what is refused, and who sees the picture.

use axum_test::multipart::{MultipartForm, Part};
use mewayz::{
    accounts::{
        notices,
        rpc::profile::{ChangeMyRegion, ChangeTheme, ReadProfile, RemoveAvatar, RenameMe, SaveNotices},
        types::profile::Notice,
    },
    entity::{audit, avatar, outbox},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    media::png,
    support::{Client, db_test},
};

async fn upload(who: &Client, bytes: Vec<u8>) -> (u16, String) {
    let form = MultipartForm::new().add_part("file", Part::bytes(bytes).file_name("me.png"));
    let request = who.request(axum::http::Method::POST, "/account/avatar").add_header("accept", "application/json");
    let reply = request.multipart(form).await;
    (reply.status_code().as_u16(), reply.text())
}

db_test!(name_region_and_theme_are_kept_with_the_account, |t| async {
    let me = t.person("Ada").await;
    let client = t.sign_in(me).await;
    client.call(&RenameMe { name: "  Ada   King ".to_owned() }).await.expect("a name");
    let region = ChangeMyRegion { locale: "de".to_owned(), time_zone: "Europe/Berlin".to_owned() };
    client.call(&region).await.expect("a region");
    client.call(&ChangeTheme { theme: "dark".to_owned() }).await.expect("a theme");
    let profile = client.call(&ReadProfile {}).await.expect("a profile");
    assert_eq!((profile.name.as_str(), profile.locale.as_str()), ("Ada King", "de"));
    assert_eq!((profile.time_zone.as_str(), profile.theme.as_str()), ("Europe/Berlin", "dark"));
    let renamed = audit::Entity::find().filter(audit::Column::Action.eq("user.rename")).one(t.db().write()).await;
    let renamed = renamed.unwrap().expect("it is written down");
    let (old, new) = (renamed.old.expect("what was"), renamed.new.expect("what is"));
    assert_eq!((&old["name"], &new["name"]), (&"Ada".into(), &"Ada King".into()));
    // Another device of the same person begins in the same colours; a stranger's does not.
    assert!(t.sign_in(me).await.page("/account").await.contains("data-theme=\"dark\""));
    let other = t.person("Grace").await;
    assert!(t.sign_in(other).await.page("/account").await.contains("data-theme=\"system\""));
});

db_test!(times_are_written_in_the_persons_zone, |t| async {
    let me = t.person("Ada").await;
    let client = t.sign_in(me).await;
    assert!(client.page("/account/security").await.contains(" UTC\""), "the zone that an account begins with");
    let region = ChangeMyRegion { locale: "en".to_owned(), time_zone: "Asia/Kolkata".to_owned() };
    client.call(&region).await.expect("a region");
    let page = client.page("/account/security").await;
    assert!(page.contains(" IST\"") && !page.contains(" UTC\""), "{page}");
});

db_test!(what_cannot_be_is_refused_by_field, |t| async {
    let client = t.sign_in(t.person("Ada").await).await;
    let error = client.call(&RenameMe { name: " ".to_owned() }).await.expect_err("no name");
    assert!(error.field("name").is_some(), "{error:?}");
    let region = ChangeMyRegion { locale: "xx".to_owned(), time_zone: "Mars/Base".to_owned() };
    let error = client.call(&region).await.expect_err("no such place");
    assert!(error.field("locale").is_some() && error.field("time_zone").is_some(), "{error:?}");
    let error = client.call(&ChangeTheme { theme: "pink".to_owned() }).await.expect_err("no such theme");
    assert!(error.field("theme").is_some(), "{error:?}");
});

db_test!(a_new_workspace_begins_with_the_persons_language_and_zone, |t| async {
    let client = t.sign_in(t.person("Ada").await).await;
    let region = ChangeMyRegion { locale: "fr".to_owned(), time_zone: "Europe/Paris".to_owned() };
    client.call(&region).await.expect("a region");
    let new = mewayz::workspaces::rpc::CreateWorkspace { name: "Atelier".to_owned(), handle: "atelier".to_owned() };
    client.call(&new).await.expect("a workspace");
    let open = mewayz::workspaces::rpc::ReadWorkspace { handle: "atelier".to_owned() };
    let open = client.call(&open).await.expect("it opens");
    assert_eq!((open.locale.as_str(), open.time_zone.as_str()), ("fr", "Europe/Paris"));
});

db_test!(mails_that_nobody_wants_are_not_wanted_any_more, |t| async {
    let me = t.person("Ada").await;
    let client = t.sign_in(me).await;
    let wants = |kind| notices::wants(t.db().write(), me, kind);
    assert!(wants(Notice::NewMessage).await.unwrap(), "by default");
    assert!(!wants(Notice::ProductNews).await.unwrap(), "news need a yes");
    let save = SaveNotices {
        new_message: false,
        task_assigned: true,
        abuse_notice: true,
        new_sign_in: false,
        product_news: true,
    };
    client.call(&save).await.expect("it is kept");
    client.call(&save).await.expect("twice");
    assert!(!wants(Notice::NewMessage).await.unwrap() && !wants(Notice::NewSignIn).await.unwrap());
    assert!(wants(Notice::TaskAssigned).await.unwrap() && wants(Notice::ProductNews).await.unwrap());
    let shown = client.call(&ReadProfile {}).await.unwrap().notices;
    assert!(shown.contains(&(Notice::NewMessage, false)) && shown.contains(&(Notice::ProductNews, true)), "{shown:?}");
});

db_test!(a_picture_is_cut_kept_shown_to_people_and_replaced, |t| async {
    let me = t.person("Ada").await;
    let client = t.sign_in(me).await;
    let (status, text) = upload(&client, png(400, 120)).await;
    assert_eq!(status, 200, "{text}");
    let address: serde_json::Value = serde_json::from_str(&text).unwrap();
    let address = address["address"].as_str().unwrap().to_owned();
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().avatar.as_deref(), Some(address.as_str()));
    let other = t.sign_in(t.person("Grace").await).await;
    let shown = other.get(&address).await;
    assert_eq!(shown.status_code().as_u16(), 200);
    let picture = image::load_from_memory(shown.as_bytes()).expect("it is a picture");
    assert_eq!((picture.width(), picture.height()), (120, 120), "the middle, as a square");
    assert_eq!(t.stranger().get(&address).await.status_code().as_u16(), 401, "a stranger has no use for it");

    assert_eq!(upload(&client, png(300, 300)).await.0, 200);
    assert_eq!(other.get(&address).await.status_code().as_u16(), 404, "the old one is gone");
    assert_eq!(avatar::Entity::find().count(t.db().write()).await.unwrap(), 1);
    client.call(&RemoveAvatar {}).await.expect("it can be taken away");
    assert_eq!(client.call(&ReadProfile {}).await.unwrap().avatar, None);
    let jobs = outbox::Entity::find().filter(outbox::Column::Topic.eq("accounts.avatar"));
    assert!(jobs.count(t.db().write()).await.unwrap() >= 2, "files of old pictures are deleted by a job");
});

db_test!(what_is_no_picture_is_refused, |t| async {
    let client = t.sign_in(t.person("Ada").await).await;
    for bytes in [b"hello".to_vec(), b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Vec::new()] {
        assert_eq!(upload(&client, bytes).await.0, 422);
    }
    assert_eq!(upload(&t.stranger(), png(10, 10)).await.0, 401);
});
