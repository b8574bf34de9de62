//! `bench-doors`: whether the time of an answer tells that an address is known. Every way in that takes an address is tried with a
//! known one and an unknown one in turns, through the whole service; the medians should be alike.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use clap::Args;
use leptos::server_fn::ServerFn;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use tower::ServiceExt;
use tower_sessions::{SessionStore, session};

use super::say;
use crate::{
    accounts::rpc::{ForgotPassword, Register, ResendVerification, SignIn, links::AskSignInLink, profile::AskAddress},
    entity::{email_change, user},
    kernel::{AppError, Result, id::UserId, time::now},
    server::{app::App, authn, error::internal, router, sessions},
};

/// How often.
#[derive(Args)]
pub struct Doors {
    /// Tries of each door with each kind of address.
    #[arg(long, default_value_t = 41)]
    tries: usize,
}

/// By how much two medians may differ, in percent.
const LIMIT: f64 = 5.0;
const PASSWORD: &str = "seven quiet herons wade";

/// One way in.
struct Door {
    name: &'static str,
    path: &'static str,
    known: &'static str,
    /// What else its form holds.
    more: &'static [(&'static str, &'static str)],
}

const DOORS: [Door; 6] = [
    Door { name: "sign in by password", path: SignIn::PATH, known: KNOWN, more: &[("password", "not the password")] },
    Door { name: "link by mail", path: AskSignInLink::PATH, known: KNOWN, more: &[] },
    Door { name: "forgot password", path: ForgotPassword::PATH, known: KNOWN, more: &[] },
    Door {
        name: "register",
        path: Register::PATH,
        known: KNOWN,
        more: &[("name", "Ada Lovelace"), ("password", PASSWORD), ("terms", "true")],
    },
    Door { name: "resend verification", path: ResendVerification::PATH, known: WAITING, more: &[] },
    Door { name: "change of e-mail", path: AskAddress::PATH, known: KNOWN, more: &[("password", PASSWORD)] },
];
const KNOWN: &str = "known@bench.example.com";
const WAITING: &str = "waiting@bench.example.com";
const ASKING: &str = "asking@bench.example.com";

/// Tries every door and prints the medians.
pub async fn run(doors: Doors, app: &App) -> std::result::Result<(), String> {
    let words = |error: AppError| error.to_string();
    let hash = authn::hash_password(app, PASSWORD).await.map_err(words)?;
    person(app, KNOWN, &hash, true).await.map_err(words)?;
    person(app, WAITING, &hash, false).await.map_err(words)?;
    let asking = person(app, ASKING, &hash, true).await.map_err(words)?;
    let bench = Bench { app, router: router::router(app.clone()), asking, cookie: cookie(app, asking).await? };
    say(format_args!("{:<38} {:>11} {:>11} {:>8}", "", "known ms", "unknown ms", "ratio"));
    for door in &DOORS {
        let (known, unknown) = bench.measure(door, doors.tries).await?;
        let ratio = known.as_secs_f64() / unknown.as_secs_f64();
        let note =
            if (ratio - 1.0).abs() * 100.0 > LIMIT { format!("  off by more than {LIMIT} %") } else { String::new() };
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        say(format_args!("{:<38} {:>11.2} {:>11.2} {ratio:>8.3}{note}", door.name, ms(known), ms(unknown)));
    }
    say(format_args!("{:<38} {:>32}", "passkey", "takes no address"));
    Ok(())
}

struct Bench<'a> {
    app: &'a App,
    router: Router,
    asking: UserId,
    cookie: String,
}

impl Bench<'_> {
    /// The medians for a known and an unknown address. Each goes first every other time.
    async fn measure(&self, door: &Door, tries: usize) -> std::result::Result<(Duration, Duration), String> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        // The first answers wait for what is made once.
        for at in 0..tries + 2 {
            let nobody = format!("nobody-{at}-{}@bench.example.com", UserId::new());
            for turn in [at % 2 == 0, at % 2 == 1] {
                let took = self.knock(door, if turn { door.known } else { &nobody }).await?;
                if at >= 2 {
                    if turn { &mut known } else { &mut unknown }.push(took);
                }
            }
        }
        Ok((median(known), median(unknown)))
    }

    async fn knock(&self, door: &Door, email: &str) -> std::result::Result<Duration, String> {
        let of_asking = email_change::Column::UserId.eq(self.asking);
        let old = email_change::Entity::delete_many().filter(of_asking).exec(self.app.db().write()).await;
        old.map_err(|error| error.to_string())?;
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("email", email).extend_pairs(door.more);
        let url = &self.app.config().site.public_url;
        let mut request = Request::post(door.path)
            .header("host", url.authority())
            .header("origin", url.origin().ascii_serialization())
            .header("sec-fetch-site", "same-origin")
            .header("accept", "application/json")
            .header("user-agent", "bench")
            .header("content-type", "application/x-www-form-urlencoded");
        if door.path == AskAddress::PATH {
            request = request.header("cookie", &self.cookie);
        }
        let request = request.body(Body::from(form.finish())).map_err(|error| error.to_string())?;
        let begun = Instant::now();
        let reply = self.router.clone().oneshot(request).await.map_err(|error| error.to_string())?;
        let status = reply.status();
        let body = to_bytes(reply.into_body(), 65_536).await.map_err(|error| error.to_string())?;
        let took = begun.elapsed();
        let expected = if door.path == SignIn::PATH { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        if status == expected {
            return Ok(took);
        }
        Err(format!("{}: {email}: {status}: {}", door.name, String::from_utf8_lossy(&body)))
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

async fn person(app: &App, email: &str, hash: &str, verified: bool) -> Result<UserId> {
    user::Entity::delete_many().filter(user::Column::Email.eq(email)).exec(app.db().write()).await?;
    let row = user::Model {
        id: UserId::new(),
        name: "Ada Lovelace".to_owned(),
        email: email.to_owned(),
        email_verified_at: verified.then(now),
        password_hash: hash.to_owned(),
        status: if verified { "active" } else { "pending" }.to_owned(),
        role: "user".to_owned(),
        company: None,
        time_zone: "UTC".to_owned(),
        locale: "en".to_owned(),
        theme: "system".to_owned(),
        terms_accepted_at: now(),
        marketing_consent_at: None,
        created_at: now(),
        updated_at: now(),
    };
    Ok(row.into_active_model().insert(app.db().write()).await?.id)
}

/// A session of somebody, as their browser sends it.
async fn cookie(app: &App, user: UserId) -> std::result::Result<String, String> {
    let mut record = session::Record {
        id: session::Id::default(),
        data: [
            (sessions::USER_ID.to_owned(), serde_json::json!(user)),
            (sessions::PROVED_AT.to_owned(), serde_json::json!(now().timestamp())),
        ]
        .into(),
        expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(1),
    };
    let made = app.sessions().create(&mut record).await;
    made.map_err(|error| internal("session", error).to_string())?;
    let name = if app.config().is_https() { "__Host-mewayz" } else { "mewayz" };
    Ok(format!("{name}={}", record.id))
}
