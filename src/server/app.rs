//! `App`: what one running process holds. Cheap to clone.

use std::{sync::Arc, time::Instant};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use super::{
    clock::Clock,
    config::{Config, Secrets},
    countries::Countries,
    db::Db,
    events::EventBuffer,
    flags::Flags,
    hashers::Hashers,
    limits::AuthLimits,
    rates::Rates,
    sessions::Sessions,
    storage::Storage,
    threats::Threats,
    tries::Tries,
};

/// Pictures that are decoded and encoded at the same time; the largest takes about 300 MiB.
const PAINTERS: usize = 2;

/// The running process.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    config: Config,
    secrets: Secrets,
    db: Db,
    events: EventBuffer,
    countries: Countries,
    clock: Clock,
    hashers: Hashers,
    auth_limits: AuthLimits,
    rates: Rates,
    sessions: Sessions,
    flags: Flags,
    threats: Threats,
    tries: Tries,
    storage: Storage,
    painters: Arc<tokio::sync::Semaphore>,
    leptos: LeptosOptions,
    started: Instant,
}

impl App {
    /// Puts the parts together. Starts the task that writes events.
    pub fn new(config: Config, secrets: Secrets, db: Db) -> Self {
        let leptos = LeptosOptions::builder()
            .output_name("mewayz")
            .site_root(config.site.root.to_string_lossy().into_owned())
            .site_pkg_dir("pkg")
            .site_addr(config.site.address)
            .hash_files(super::html::assets_are_hashed())
            .build();
        Self(Arc::new(Inner {
            events: EventBuffer::start(db.clone()),
            countries: Countries::load(config.geo.database.as_deref()),
            clock: Clock::default(),
            hashers: Hashers::new(config.limits.password_hashers),
            auth_limits: AuthLimits::new(config.limits.rate_limits),
            flags: Flags::new(db.clone()),
            rates: Rates::new(&config),
            sessions: Sessions::new(&config, &secrets, &db),
            threats: Threats::new(&config, db.clone()),
            tries: Tries::new(config.limits.rate_limits),
            storage: Storage::new(&config),
            painters: Arc::new(tokio::sync::Semaphore::new(PAINTERS)),
            leptos,
            started: Instant::now(),
            config,
            secrets,
            db,
        }))
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The keys.
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The buffer of touches and events.
    pub fn events(&self) -> &EventBuffer {
        &self.0.events
    }

    /// Countries by network address.
    pub fn countries(&self) -> &Countries {
        &self.0.countries
    }

    /// The clock that public pages go by.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The threads that hash passwords; a storm of sign-ins queues there.
    pub fn hashers(&self) -> &Hashers {
        &self.0.hashers
    }

    /// How often the doors may be tried.
    pub fn auth_limits(&self) -> &AuthLimits {
        &self.0.auth_limits
    }

    /// How many requests of a class one person may send.
    pub fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// Where sessions are kept.
    pub fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// What strangers do that no person does, and who is refused for it.
    pub fn threats(&self) -> &Threats {
        &self.0.threats
    }

    /// Features that are on for some.
    pub fn flags(&self) -> &Flags {
        &self.0.flags
    }

    /// Wrong passwords.
    pub fn tries(&self) -> &Tries {
        &self.0.tries
    }

    /// Where files are kept.
    pub fn storage(&self) -> &Storage {
        &self.0.storage
    }

    /// Leave to decode and encode a picture; a storm of uploads queues here.
    pub fn painters(&self) -> Arc<tokio::sync::Semaphore> {
        Arc::clone(&self.0.painters)
    }

    /// What Leptos wants to know.
    pub fn leptos(&self) -> &LeptosOptions {
        &self.0.leptos
    }

    /// When the process started.
    pub fn started(&self) -> Instant {
        self.0.started
    }
}

impl FromRef<App> for LeptosOptions {
    fn from_ref(app: &App) -> Self {
        app.leptos().clone()
    }
}
