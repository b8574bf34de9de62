//! Sessions in Redis: a hash for each under the hash of its id, which Redis forgets when it ends, and for each person a sorted set of
//! those keys, by when they end. Every change is one script, so that a session and its place in the set come and go together.

use std::{collections::HashMap, sync::LazyLock, time::Duration};

use redis::{Script, ScriptInvocation};
use sea_orm::ConnectionTrait;
use tower_sessions::session_store::{Error, Result as StoreResult};

use super::{AWAY, database::Table, is_open, unavailable};
use crate::{
    entity::session,
    kernel::{
        Result,
        id::{SessionId, UserId},
        page::MAX_PAGE,
        time::{Time, now},
    },
    server::{config::Config, shared::Shared},
};

/// Redis must answer within this time.
const PATIENCE: Duration = Duration::from_secs(1);
/// Sessions of one person that are looked at; those that end last.
const MOST: usize = 1000;

/// Keys: the session, the set of its person or nothing. Arguments: create or save, the key's hash, the fields.
/// Returns 0 when a new one is taken or an old one is gone.
static STORE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local exists = redis.call('EXISTS', KEYS[1]) == 1
if exists == (ARGV[1] == 'create') then return 0 end
local sets, hash, id, user, data, ip, agent, now, ends, kept =
  ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11]
local before = exists and redis.call('HGET', KEYS[1], 'user') or ''
if not exists then redis.call('HSET', KEYS[1], 'id', id, 'created', now) end
redis.call('HSET', KEYS[1], 'user', user, 'data', data, 'ip', ip, 'agent', agent, 'seen', now, 'ends', ends, 'kept', kept)
redis.call('PEXPIREAT', KEYS[1], ends)
if before ~= '' and before ~= user then redis.call('ZREM', sets .. before, hash) end
if user ~= '' then
  redis.call('ZADD', sets .. user, ends, hash)
  redis.call('ZREMRANGEBYSCORE', sets .. user, '-inf', now)
  local last = redis.call('ZRANGE', sets .. user, -1, -1, 'WITHSCORES')[2]
  if last then redis.call('PEXPIREAT', sets .. user, string.format('%.0f', last)) end
end
return 1",
    )
});

/// Key: the session. Returns its fields, or nothing.
static LOAD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "return redis.call('HMGET', KEYS[1], 'id', 'user', 'data', 'ip', 'agent', 'created', 'seen', 'ends', 'kept')",
    )
});

/// Notes that a session was used, unless it is gone.
static TOUCH: LazyLock<Script> = LazyLock::new(|| {
    Script::new("if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'seen', ARGV[1]) end return 1")
});

/// Deletes a session and its place in the set of its person. Returns how many there were.
static DELETE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local user = redis.call('HGET', KEYS[1], 'user')
if user and user ~= '' then redis.call('ZREM', ARGV[1] .. user, ARGV[2]) end
return redis.call('DEL', KEYS[1])",
    )
});

/// Key: the set of a person. Returns hash and fields of each session in it.
static OF: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local found = {}
for _, hash in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[2] - 1)) do
  local row = redis.call('HMGET', ARGV[1] .. hash, 'id', 'user', 'data', 'ip', 'agent', 'created', 'seen', 'ends', 'kept')
  if row[1] then
    row[10] = hash
    found[#found + 1] = row
  end
end
return found",
    )
});

/// Keys: sets of persons. Returns for each when it was last seen, or an empty text.
static SEEN: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local found = {}
for n, set in ipairs(KEYS) do
  local last = 0
  for _, hash in ipairs(redis.call('ZREVRANGE', set, 0, ARGV[2] - 1)) do
    last = math.max(last, tonumber(redis.call('HGET', ARGV[1] .. hash, 'seen') or 0))
  end
  found[n] = string.format('%.0f', last)
end
return found",
    )
});

/// Key: the set of a person. Deletes all its sessions but one; returns how many there were.
static END_ALL: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local count = 0
for _, hash in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if hash ~= ARGV[2] then
    count = count + redis.call('DEL', ARGV[1] .. hash)
    redis.call('ZREM', KEYS[1], hash)
  end
end
return count",
    )
});

/// Argument: how sets of persons begin. Returns the rest of their names.
static PEOPLE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
local found, cursor = {}, '0'
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. '*', 'COUNT', 1000)
  cursor = page[1]
  for _, set in ipairs(page[2]) do found[#found + 1] = string.sub(set, #ARGV[1] + 1) end
until cursor == '0'
return found",
    )
});

/// What Redis gives of a session, in the order of the scripts.
type Fields = Vec<Option<String>>;

/// The keys. What the database still holds of sessions from before ends along.
#[derive(Clone)]
pub struct Keys {
    redis: Option<Shared>,
    table: Table,
}

impl Keys {
    /// The Redis of the configuration. Without a usable address every session is refused.
    pub fn new(config: &Config, table: Table) -> Self {
        Self { redis: Shared::new(config, PATIENCE), table }
    }

    pub async fn create(&self, row: &session::Model) -> StoreResult<bool> {
        self.store("create", row).await
    }

    pub async fn save(&self, row: &session::Model) -> StoreResult<()> {
        self.store("save", row).await.map(drop)
    }

    async fn store(&self, how: &str, row: &session::Model) -> StoreResult<bool> {
        let redis = self.redis()?;
        let user = row.user_id.map(|id| id.to_string()).unwrap_or_default();
        let mut call = STORE.prepare_invoke();
        call.key(redis.key(format!("session:{}", row.key_hash)));
        call.arg(how).arg(redis.key("sessions:")).arg(&row.key_hash).arg(row.id.to_string()).arg(user);
        call.arg(row.data.to_string()).arg(&row.ip_prefix).arg(&row.user_agent);
        call.arg(row.last_seen_at.timestamp_millis()).arg(row.expires_at.timestamp_millis());
        call.arg(if row.remembered { "1" } else { "" });
        Ok(run::<u8>(redis, &call).await? == 1)
    }

    pub async fn load(&self, key: &str) -> StoreResult<Option<session::Model>> {
        let redis = self.redis()?;
        let mut call = LOAD.prepare_invoke();
        call.key(redis.key(format!("session:{key}")));
        let found: Fields = run(redis, &call).await?;
        if found.first().is_none_or(Option::is_none) {
            return Ok(None);
        }
        let broken = || Error::Decode("a session in Redis cannot be read".to_owned());
        model(found, key).map(Some).ok_or_else(broken)
    }

    /// Notes that it was used now.
    pub async fn touch(&self, row: &session::Model) -> StoreResult<()> {
        let redis = self.redis()?;
        let mut call = TOUCH.prepare_invoke();
        call.key(redis.key(format!("session:{}", row.key_hash))).arg(now().timestamp_millis());
        run::<u8>(redis, &call).await.map(drop)
    }

    pub async fn delete(&self, key: &str) -> StoreResult<()> {
        let redis = self.redis()?;
        let mut call = DELETE.prepare_invoke();
        call.key(redis.key(format!("session:{key}"))).arg(redis.key("sessions:")).arg(key);
        run::<u64>(redis, &call).await.map(drop)
    }

    pub async fn of(&self, user: UserId) -> Result<Vec<session::Model>> {
        let mut rows = self.all(user).await?;
        rows.retain(|row| is_open(row, self.table.idle));
        rows.sort_by_key(|row| std::cmp::Reverse((row.last_seen_at, row.id)));
        rows.truncate(usize::try_from(MAX_PAGE).unwrap_or(usize::MAX));
        Ok(rows)
    }

    async fn all(&self, user: UserId) -> Result<Vec<session::Model>> {
        let redis = self.redis().map_err(away)?;
        let mut call = OF.prepare_invoke();
        call.key(redis.key(format!("sessions:{user}"))).arg(redis.key("session:")).arg(MOST);
        let found: Vec<Fields> = run(redis, &call).await.map_err(away)?;
        let row = |mut fields: Fields| {
            let key = fields.pop()??;
            model(fields, &key)
        };
        Ok(found.into_iter().filter_map(row).collect())
    }

    pub async fn seen(&self, users: Vec<UserId>) -> Result<HashMap<UserId, Time>> {
        if users.is_empty() {
            return Ok(HashMap::new());
        }
        let redis = self.redis().map_err(away)?;
        let mut call = SEEN.prepare_invoke();
        for user in &users {
            call.key(redis.key(format!("sessions:{user}")));
        }
        call.arg(redis.key("session:")).arg(MOST);
        let found: Vec<i64> = run(redis, &call).await.map_err(away)?;
        let at = |millis: i64| (millis > 0).then(|| chrono::DateTime::from_timestamp_millis(millis)).flatten();
        Ok(users.into_iter().zip(found).filter_map(|(user, millis)| Some((user, at(millis)?))).collect())
    }

    pub async fn people(&self) -> Result<Vec<UserId>> {
        let redis = self.redis().map_err(away)?;
        let mut call = PEOPLE.prepare_invoke();
        call.arg(redis.key("sessions:"));
        let found: Vec<String> = run(redis, &call).await.map_err(away)?;
        let mut people: Vec<UserId> = found.iter().filter_map(|id| id.parse().ok()).collect();
        people.sort();
        people.dedup();
        Ok(people)
    }

    pub async fn end(&self, user: UserId, id: SessionId) -> Result<Option<session::Model>> {
        let found = self.all(user).await?.into_iter().find(|row| row.id == id);
        if let Some(row) = &found {
            self.delete(&row.key_hash).await.map_err(away)?;
        }
        Ok(found)
    }

    pub async fn end_all<C: ConnectionTrait>(&self, tx: &C, user: UserId, but: Option<&str>) -> Result<u64> {
        // Who goes back to the database must not find open what was ended here.
        self.table.end_all(tx, user, None).await?;
        let redis = self.redis().map_err(away)?;
        let mut call = END_ALL.prepare_invoke();
        call.key(redis.key(format!("sessions:{user}"))).arg(redis.key("session:")).arg(but.unwrap_or_default());
        run(redis, &call).await.map_err(away)
    }

    /// Redis forgets by itself; the table of sessions has no open ones any more.
    pub async fn sweep(&self) -> Result<u64> {
        self.table.clear().await
    }

    fn redis(&self) -> StoreResult<&Shared> {
        self.redis.as_ref().ok_or_else(|| Error::Backend(format!("{AWAY}: redis.url cannot be used")))
    }
}

async fn run<T: redis::FromRedisValue>(redis: &Shared, call: &ScriptInvocation<'_>) -> StoreResult<T> {
    redis.run(call).await.map_err(|words| Error::Backend(format!("{AWAY}: {words}")))
}

fn away(error: Error) -> crate::kernel::AppError {
    unavailable(error.to_string())
}

fn model(fields: Fields, key: &str) -> Option<session::Model> {
    let [id, user, data, ip, agent, created, seen, ends, kept]: [Option<String>; 9] = fields.try_into().ok()?;
    let at = |millis: Option<String>| chrono::DateTime::from_timestamp_millis(millis?.parse().ok()?);
    let user = user.filter(|user| !user.is_empty());
    Some(session::Model {
        id: id?.parse().ok()?,
        key_hash: key.to_owned(),
        user_id: user.map(|user| user.parse()).transpose().ok()?,
        data: serde_json::from_str(&data?).ok()?,
        ip_prefix: ip?,
        user_agent: agent?,
        created_at: at(created)?,
        last_seen_at: at(seen)?,
        expires_at: at(ends)?,
        remembered: kept.as_deref() == Some("1"),
    })
}
