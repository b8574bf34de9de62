//! Sessions in tests, wherever they are kept: counted, read, made older.

use mewayz::{entity::session, kernel::id::UserId, server::config::SessionStoreKind};
use redis::aio::MultiplexedConnection;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use secrecy::SecretString;

use super::app::TestApp;

impl TestApp {
    /// The same with its sessions in Redis, under names that no other test uses.
    pub fn with_redis(&self, url: &str) -> Self {
        self.variant(|config| {
            config.redis.url = Some(SecretString::from(url.to_owned()));
            config.redis.prefix = format!("test-{}", UserId::new());
            config.sign_in.session_store = SessionStoreKind::Redis;
        })
    }

    /// Changes every session in the place where it is kept.
    pub async fn change_sessions(&self, change: impl Fn(&mut session::Model)) {
        match self.app().config().sign_in.session_store {
            SessionStoreKind::Database => {
                for mut row in session::Entity::find().all(self.db().write()).await.expect("they are read") {
                    change(&mut row);
                    let (id, row) = (row.id, row.into_active_model().reset_all());
                    let of = session::Column::Id.eq(id);
                    session::Entity::update_many().set(row).filter(of).exec(self.db().write()).await.expect("kept");
                }
            }
            SessionStoreKind::Redis => self.change_in_redis(change).await,
        }
    }

    /// Every session, as it is kept.
    pub async fn kept_sessions(&self) -> Vec<session::Model> {
        let list = std::sync::Mutex::new(Vec::new());
        self.change_sessions(|row| list.lock().expect("no test failed here").push(row.clone())).await;
        list.into_inner().expect("no test failed here")
    }

    /// Everything that Redis holds of sessions, as text.
    pub async fn redis_text(&self) -> String {
        let mut redis = self.redis().await;
        let mut text = String::new();
        for key in self.redis_keys(&mut redis, "*").await {
            text += &key;
            let kind: String = redis::cmd("TYPE").arg(&key).query_async(&mut redis).await.expect("Redis answers");
            if kind == "hash" {
                let fields: Vec<String> =
                    redis::cmd("HGETALL").arg(&key).query_async(&mut redis).await.expect("Redis answers");
                text += &fields.join(" ");
            }
        }
        text
    }

    /// A connection to Redis.
    pub async fn redis(&self) -> MultiplexedConnection {
        let url = self.app().config().redis_url().expect("the test has Redis").to_owned();
        let client = redis::Client::open(url).expect("an address");
        client.get_multiplexed_async_connection().await.expect("Redis answers")
    }

    /// The names of this test's keys.
    pub async fn redis_keys(&self, redis: &mut MultiplexedConnection, which: &str) -> Vec<String> {
        let pattern = format!("{}:{which}", self.app().config().redis.prefix);
        redis::cmd("KEYS").arg(pattern).query_async(redis).await.expect("Redis answers")
    }

    async fn change_in_redis(&self, change: impl Fn(&mut session::Model)) {
        let mut redis = self.redis().await;
        for key in self.redis_keys(&mut redis, "session:*").await {
            let names = ["id", "user", "data", "ip", "agent", "created", "seen", "ends", "kept"];
            let fields: Vec<Option<String>> =
                redis::cmd("HMGET").arg(&key).arg(&names).query_async(&mut redis).await.expect("Redis answers");
            let Some(fields) = fields.into_iter().collect::<Option<Vec<String>>>() else { continue };
            let at = |n: usize| {
                chrono::DateTime::from_timestamp_millis(fields[n].parse().expect("a number")).expect("a time")
            };
            let mut row = session::Model {
                id: fields[0].parse().expect("an id"),
                key_hash: key.rsplit(':').next().unwrap_or_default().to_owned(),
                user_id: fields[1].parse().ok(),
                data: serde_json::from_str(&fields[2]).expect("JSON"),
                ip_prefix: fields[3].clone(),
                user_agent: fields[4].clone(),
                created_at: at(5),
                last_seen_at: at(6),
                expires_at: at(7),
                remembered: fields[8] == "1",
            };
            let before = row.clone();
            change(&mut row);
            if row == before {
                continue;
            }
            let (seen, ends) = (row.last_seen_at.timestamp_millis(), row.expires_at.timestamp_millis());
            redis::cmd("HSET")
                .arg(&key)
                .arg("data")
                .arg(row.data.to_string())
                .arg("seen")
                .arg(seen)
                .arg("ends")
                .arg(ends)
                .query_async::<i64>(&mut redis)
                .await
                .expect("Redis answers");
            redis::cmd("PEXPIREAT").arg(&key).arg(ends).query_async::<i64>(&mut redis).await.expect("Redis answers");
        }
    }
}
