//! What a copy leaves out, how long a deletion waits, whom it spares, and that rows and files go too.

use bytes::Bytes;
use mewayz::{
    accounts::{
        avatars, deletions, exports,
        rpc::{
            WhoAmI,
            data::{AskExport, DeleteAccount},
        },
        types::data::GRACE_DAYS,
    },
    entity::{account_deletion, data_export, user},
    kernel::{id::UserId, permission::Role, time},
    workspaces::workspaces,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{PASSWORD, account, entry};
use crate::{
    media::png,
    sites::{link, online},
    support::{Member, TestApp, db_test},
    workspaces::owners::{founder, traces},
};

async fn copy(t: &TestApp, of: &Member) -> String {
    of.client.call(&AskExport {}).await.expect("it is asked for");
    let row = data_export::Entity::find().one(t.db().write()).await.unwrap().expect("it waits");
    exports::make(&t.system(), row.id).await.expect("it is made");
    let reply = of.client.get(&format!("/account/exports/{}", row.id)).await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(reply.as_bytes().to_vec())).expect("an archive");
    let mut whole = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        whole += &format!("{}\n", file.name());
        if file.name().ends_with(".json") {
            std::io::Read::read_to_string(&mut file, &mut whole).expect("it is text");
        }
    }
    whole
}

db_test!(a_copy_holds_no_workspace_that_is_somebody_elses, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    let host = t.owner("host").await;
    online(&host.ws, "", vec![link("Hosted shop", "https://example.com/hosted")]).await;
    t.join(host.ws.id(), ada.user, Role::Admin).await;
    let whole = copy(&t, &ada).await;
    assert!(whole.contains("workspaces/ada-lovelace/site.json"), "her own is there: {whole}");
    for foreign in ["workspaces/host/", "Hosted shop", "owner.of.host@"] {
        assert!(!whole.contains(foreign), "{foreign} is in the copy");
    }
});

async fn leave(t: &TestApp, email: &str, with_workspaces: bool) {
    let client = t.stranger();
    client.call(&entry(email, PASSWORD)).await.expect("the password works");
    let form = DeleteAccount { password: PASSWORD.to_owned(), with_workspaces };
    client.call(&form).await.expect("it is asked for");
}

async fn due(t: &TestApp, user_id: UserId) {
    let erase_at = Set(time::now() - chrono::TimeDelta::seconds(1));
    let row = account_deletion::ActiveModel { user_id: Set(user_id), erase_at, ..Default::default() };
    row.update(t.db().write()).await.expect("a deletion");
}

db_test!(an_account_waits_two_weeks_for_its_end, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    leave(&t, "ada@example.com", true).await;
    assert_eq!(ada.client.call(&WhoAmI {}).await.unwrap(), None, "every other device is signed out");
    let row = account_deletion::Entity::find_by_id(ada.user).one(t.db().write()).await.unwrap().expect("it waits");
    assert_eq!(GRACE_DAYS, 14);
    assert!((13..=14).contains(&(row.erase_at - time::now()).num_days()), "{}", row.erase_at);
    let ends = mewayz::workspaces::deletions::erase_at(t.db().write(), ada.ws.id()).await.unwrap();
    assert_eq!(ends, Some(row.erase_at), "its workspace with it, not before");
});

db_test!(no_row_and_no_file_of_the_person_is_left, |t| async {
    let ada = founder(&t, "ada@example.com").await;
    avatars::upload(&t.ctx(Some(ada.user)).await, Bytes::from(png(64, 64))).await.expect("a picture");
    copy(&t, &ada).await;
    leave(&t, "ada@example.com", true).await;
    let folders = ["avatars", "exports"].map(|kind| t.folder().join(format!("files/{kind}/{}", ada.user)));
    assert!(folders.iter().all(|folder| folder.exists()), "there are files: {folders:?}");
    assert!(traces(&t, ada.user.0).await.len() > 4, "there are rows: {:?}", traces(&t, ada.user.0).await);
    due(&t, ada.user).await;
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 1);
    // The log keeps that something was done with an account, which nobody can name any more.
    let kept = |place: &String| place.starts_with("outbox.") || place == "audit.object_id";
    let left: Vec<_> = traces(&t, ada.user.0).await.into_iter().filter(|place| !kept(place)).collect();
    assert_eq!(left, Vec::<String>::new(), "rows that bear the id");
    for folder in folders {
        let files = std::fs::read_dir(&folder).map(|files| files.count()).unwrap_or(0);
        assert_eq!(files, 0, "{}", folder.display());
    }
});

db_test!(whoever_owns_a_workspace_that_was_not_spoken_of_stays, |t| async {
    let ada = account(&t, "ada@example.com").await;
    let first = workspaces::mine(&t.ctx(Some(ada)).await).await.unwrap().remove(0).id;
    // She has handed hers over, asks to leave, and then somebody hands her another.
    let heir = t.owner("heir").await;
    mewayz::entity::member::Entity::delete_many().exec(t.db().write()).await.unwrap();
    leave(&t, "ada@example.com", false).await;
    t.join(heir.ws.id(), ada, Role::Owner).await;
    due(&t, ada).await;
    assert_eq!(deletions::erase_due(&t.system()).await.unwrap(), 0);
    assert!(user::Entity::find_by_id(ada).one(t.db().write()).await.unwrap().is_some(), "the account is kept");
    for id in [first, heir.ws.id()] {
        let found = mewayz::entity::workspace::Entity::find_by_id(id).one(t.db().write()).await.unwrap();
        assert!(found.is_some(), "and no workspace is lost");
    }
    assert!(account_deletion::Entity::find().one(t.db().write()).await.unwrap().is_none());
});
