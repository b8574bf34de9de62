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
        let token = mails.iter().rev().find_map(token_of);
        token.unwrap_or_else(|| panic!("no mail to {to} has a token: {mails:?}"))
    }

    /// The token in the newest mail to an address whose subject begins so.
    pub async fn token_in(&self, to: &str, subject: &str) -> String {
        let mails = self.mails(to).await;
        let token = mails.iter().rev().filter(|mail| mail.subject.starts_with(subject)).find_map(token_of);
        token.unwrap_or_else(|| panic!("no mail to {to} about {subject:?} has a token: {mails:?}"))
    }
}

/// The token in the first button of a mail that has one.
pub fn token_of(mail: &Mail) -> Option<String> {
    let urls = mail.parts.iter().filter_map(|part| match part {
        Part::Button { url, .. } => Some(url),
        Part::Line(_) => None,
    });
    let mut tokens = urls.filter_map(|url| {
        let url = url::Url::parse(url).expect("a button leads somewhere");
        let query = url.query_pairs().find(|(name, _)| name == "token").map(|(_, token)| token.into_owned());
        query.or_else(|| url.path().strip_prefix("/invitations/").map(str::to_owned))
    });
    tokens.next()
}
