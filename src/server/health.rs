//! Whether it lives, whether it can take requests, and how its services are.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use tokio::sync::Mutex;
use tower_sessions::{SessionStore, session::Id};

use super::{
    app::App,
    config::{Config, MailTransport},
    jobs::depth,
    mailer::deliver,
    schema,
};

/// No check takes longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an answer of the mail server is believed.
const MAIL_CACHE: Duration = Duration::from_secs(30);
/// A side effect that waits longer than this needs a look.
const LATE_SECONDS: i64 = 300;

/// How a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// It does its work.
    Up,
    /// It works, but somebody should look.
    Degraded,
    /// It does not work.
    Down,
}

/// One service.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// database, outbox, mail, sessions
    pub name: &'static str,
    /// How it is.
    pub state: Condition,
    /// How long it took to find out.
    pub latency_ms: f64,
    /// What is wrong, or a number worth knowing. Never an address or a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Everything at once.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// The worst of the services; the database being down is the only one that stops the product.
    pub status: Condition,
    /// Of the running binary.
    pub version: &'static str,
    /// Since the process started.
    pub uptime_seconds: u64,
    /// Each service.
    pub services: Vec<Service>,
}

/// `GET /health`: 503 when the database is down, otherwise 200.
pub async fn health(State(app): State<App>) -> Response {
    let (database, outbox, mail, sessions) = tokio::join!(
        check("database", database(&app)),
        check("outbox", outbox(&app)),
        check("mail", mail(&app)),
        check("sessions", sessions(&app))
    );
    let down = database.state == Condition::Down;
    let services = vec![database, outbox, mail, sessions];
    let status = match services.iter().all(|service| service.state == Condition::Up) {
        true => Condition::Up,
        false if down => Condition::Down,
        false => Condition::Degraded,
    };
    let uptime_seconds = app.started().elapsed().as_secs();
    let body = Health { status, version: env!("CARGO_PKG_VERSION"), uptime_seconds, services };
    let code = if down { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// `GET /readiness`: whether requests may be sent here: the schema is complete and the database answers.
pub async fn readiness(State(app): State<App>) -> Response {
    match tokio::time::timeout(PATIENCE, schema::is_complete(app.db())).await {
        Ok(Ok(true)) => plain(StatusCode::OK, "ready"),
        found => {
            tracing::warn!(?found, "not ready");
            plain(StatusCode::SERVICE_UNAVAILABLE, "not ready")
        }
    }
}

/// `GET /liveness`: whether the process answers at all.
pub async fn liveness() -> Response {
    plain(StatusCode::OK, "alive")
}

fn plain(status: StatusCode, word: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], word).into_response()
}

type Found = Result<(Condition, Option<String>), String>;

async fn check(name: &'static str, find_out: impl Future<Output = Found>) -> Service {
    let started = Instant::now();
    let (state, note) = match tokio::time::timeout(PATIENCE, find_out).await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::warn!(name, error, "a service is down");
            (Condition::Down, Some("It does not answer as it should; the log says more.".to_owned()))
        }
        Err(_) => (Condition::Down, Some(format!("It did not answer within {} seconds.", PATIENCE.as_secs()))),
    };
    let latency_ms = (started.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
    Service { name, state, latency_ms, note }
}

/// Reads from the readers, and writes with the writer in a transaction that is not kept.
async fn database(app: &App) -> Found {
    let words = |error: sea_orm::DbErr| error.to_string();
    app.db().read().execute_unprepared("SELECT 1 FROM cron LIMIT 1").await.map_err(words)?;
    let tx = app.db().begin().await.map_err(words)?;
    tx.execute_unprepared("DELETE FROM cron WHERE name = ''").await.map_err(words)?;
    tx.rollback().await.map_err(words)?;
    Ok((Condition::Up, None))
}

async fn outbox(app: &App) -> Found {
    let depth = depth::read(app.db()).await.map_err(|error| error.to_string())?;
    let state =
        if depth.oldest_due_seconds > LATE_SECONDS || depth.dead > 0 { Condition::Degraded } else { Condition::Up };
    let note = format!(
        "{} waiting, the oldest due for {} seconds, {} given up",
        depth.waiting, depth.oldest_due_seconds, depth.dead
    );
    Ok((state, Some(note)))
}

/// Looks for a session that nobody has.
async fn sessions(app: &App) -> Found {
    app.sessions().load(&Id::default()).await.map_err(|error| error.to_string())?;
    Ok((Condition::Up, None))
}

/// The mail server's last answer: for which address, when, and whether it was there.
static MAIL: LazyLock<Mutex<Option<(String, Instant, bool)>>> = LazyLock::new(Mutex::default);

async fn mail(app: &App) -> Found {
    let config = app.config();
    let up = match config.mail.transport {
        MailTransport::Files => can_write(config).await?,
        MailTransport::Smtp => answers(config).await?,
    };
    if up {
        return Ok((Condition::Up, None));
    }
    Ok((Condition::Degraded, Some("The mail server does not answer. Mail waits in the outbox.".to_owned())))
}

async fn can_write(config: &Config) -> Result<bool, String> {
    let folder = &config.mail.folder;
    let probe = folder.join(".health");
    let written = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&probe, "").await?;
        tokio::fs::remove_file(&probe).await
    };
    written.await.map(|()| true).map_err(|error: std::io::Error| format!("{}: {error}", folder.display()))
}

async fn answers(config: &Config) -> Result<bool, String> {
    let address = config.smtp_url().unwrap_or_default().to_owned();
    let mut last = MAIL.lock().await;
    if let Some((asked, at, up)) = last.as_ref()
        && *asked == address
        && at.elapsed() < MAIL_CACHE
    {
        return Ok(*up);
    }
    let smtp = deliver::connect(config)?;
    let up = tokio::time::timeout(PATIENCE - Duration::from_secs(1), smtp.test_connection()).await;
    let up = matches!(up, Ok(Ok(true)));
    *last = Some((address, Instant::now(), up));
    Ok(up)
}
