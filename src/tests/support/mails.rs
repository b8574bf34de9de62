//! Mails as the outbox holds them.

use mewayz::{
    entity::outbox,
    server::mailer::{Mail, Part, TOPIC},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::app::TestApp;

impl TestApp {
    /// The mails to an address, the oldest first, whether they left already or not.
    pub async fn mails(&self, to: &str) -> Vec<Mail> {
        let rows = outbox::Entity::find()
            .filter(outbox::Column::Topic.eq(TOPIC))
            .order_by_asc(outbox::Column::Id)
            .all(self.db().write())
            .await
            .expect("the outbox can be read");
        let mails = rows.into_iter().map(|row| serde_json::from_value::<Mail>(row.payload).expect("it is a mail"));
        mails.filter(|mail| mail.to == to).collect()
    }

    /// The token in the newest mail to an address that has one.
    pub async fn token(&self, to: &str) -> String {
        let mails = self.mails(to).await;
        let urls = mails.iter().rev().flat_map(|mail| &mail.parts).filter_map(|part| match part {
            Part::Button { url, .. } => Some(url),
            Part::Line(_) => None,
        });
        let mut tokens = urls.filter_map(|url| {
            let url = url::Url::parse(url).expect("a button leads somewhere");
            let query = url.query_pairs().find(|(name, _)| name == "token").map(|(_, token)| token.into_owned());
            query.or_else(|| url.path().strip_prefix("/invitations/").map(str::to_owned))
        });
        tokens.next().unwrap_or_else(|| panic!("no mail to {to} has a token: {mails:?}"))
    }
}
