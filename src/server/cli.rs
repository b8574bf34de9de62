//! The command line: what one binary can do.

use std::{
    fmt::Display,
    future::Future,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use super::{
    app::App,
    config::{Config, Overrides, Secrets},
    ctx::System,
    db::{self, Db},
    log, router, schema, seed, serve,
};

mod baseline;
mod doors;
mod health;
mod million;
mod render;
mod security;
mod settings;
mod users;

/// Mewayz: the all-in-one business platform for creators.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What stands over file and environment.
#[derive(Args)]
struct Settings {
    /// Another configuration file than ./Leptos.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address to listen on, for example 127.0.0.1:3010 (site.address).
    #[arg(long, global = true)]
    address: Option<String>,
    /// The database, for example sqlite://data/mewayz.db (database.url).
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Any other key: --set log.format=json
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = key_value)]
    set: Vec<(String, String)>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the product (the default).
    Serve,
    /// Works on jobs only; for jobs.mode = "worker".
    Worker,
    /// Changes the schema of the database, or says how it is.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Makes the demo workspace, where it is missing. Development only.
    Seed,
    /// People with an account.
    #[command(subcommand)]
    User(users::UserCommand),
    /// The keys.
    #[command(subcommand)]
    Secrets(SecretsCommand),
    /// The configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Asks the running server how it is; fails when it is down.
    Health,
    /// Looks for weaknesses of this installation; fails when one is serious.
    SecurityAudit(security::SecurityAudit),
    /// Answers every request with the bytes of a file, to compare with.
    #[command(hide = true)]
    BenchBaseline(baseline::Baseline),
    /// Measures how long a large public page takes to render.
    #[command(hide = true)]
    BenchRender(render::Render),
    /// Writes a year of views and clicks into an empty database and measures the screens of numbers.
    #[command(hide = true)]
    BenchAnalytics(million::Million),
    /// Measures whether the time of an answer at the doors tells that an address is known.
    #[command(hide = true)]
    BenchDoors(doors::Doors),
}

#[derive(Clone, Copy, Subcommand)]
enum Migrate {
    /// Applies every change that is missing.
    Up,
    /// Undoes the last changes. What they added is lost.
    Down {
        /// How many.
        #[arg(default_value_t = 1)]
        steps: u32,
    },
    /// Lists every change and whether it is applied.
    Status,
}

#[derive(Clone, Copy, Subcommand)]
enum ConfigCommand {
    /// Says what is wrong, or what is in force.
    Check,
}

#[derive(Clone, Copy, Subcommand)]
enum SecretsCommand {
    /// Seals every stored secret with the current key. Afterwards the keys in secrets.old_keys and secrets.old_key_files are not
    /// needed any more. May run while the server runs, and again after it was interrupted.
    Rotate,
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("use KEY=VALUE, for example site.address=0.0.0.0:8080".to_owned()),
    }
}

impl Settings {
    fn load(self) -> Result<Config, Vec<String>> {
        let mut overrides: Overrides = self.set;
        let flags = [("site.address", &self.address), ("database.url", &self.database_url)];
        overrides.extend(flags.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value.clone()?))));
        let mut config = Config::load(self.config.as_deref(), &overrides)?;
        // On a developer's machine people type where it listens.
        let (address, url) = (config.site.address, &mut config.site.public_url);
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) && address.ip().is_loopback();
        if self.address.is_some() && local {
            let _ = url.set_port(Some(address.port()));
        }
        Ok(config)
    }
}

/// Runs the command; faults go to standard error in words.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let command = cli.command.unwrap_or(Command::Serve);
    if let Command::BenchBaseline(baseline) = command {
        return finish(block_on(baseline::answer(baseline)));
    }
    let file = cli.settings.config.clone();
    let config = match cli.settings.load() {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            return ExitCode::from(2);
        }
    };
    log::install(&config.log);
    // The first use of TLS asks for it; a second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    finish(block_on(execute(command, config, file)))
}

/// Prints a line to standard output. Whoever reads it may have gone (`mewayz … | head`).
pub(super) fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn finish(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn block_on(work: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    tokio::runtime::Builder::new_multi_thread()
        // Server rendering can wait on itself with one worker, so four at least.
        .worker_threads(std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4)))
        .enable_all()
        .build()
        .map_err(|error| format!("The runtime cannot start: {error}."))?
        .block_on(work)
}

async fn execute(command: Command, config: Config, file: Option<PathBuf>) -> Result<(), String> {
    match command {
        Command::Serve => {
            let app = open(config).await?;
            let seeded = seed::seed_when_empty(&System::new(app.clone())).await;
            seeded.map_err(|error| format!("The demo cannot be made. {error}"))?;
            serve::serve(app).await
        }
        Command::Worker => serve::work(open(config).await?).await,
        Command::Migrate(what) => migrate(what, &config).await,
        Command::Seed => {
            let app = open(config).await?;
            let seeded = seed::seed(&System::new(app.clone())).await;
            serve::close(app).await;
            say(seeded.map_err(|error| error.to_string())?);
            Ok(())
        }
        Command::User(command) => {
            let app = open(config).await?;
            let result = users::run(command, &System::new(app.clone())).await;
            serve::close(app).await;
            result
        }
        Command::Secrets(SecretsCommand::Rotate) => {
            let app = open(config).await?;
            let result = router::reseal(&System::new(app.clone())).await;
            serve::close(app).await;
            let count = result.map_err(|error| format!("Not every secret could be opened. {error}"))?;
            say(format_args!("Sealed with the current key: {count}. The old keys are not needed any more."));
            Ok(())
        }
        Command::Config(ConfigCommand::Check) => settings::check(&config),
        Command::Health => health::ask(&config).await,
        Command::SecurityAudit(audit) => security::run(&audit, &config, file).await,
        Command::BenchBaseline(baseline) => baseline::answer(baseline).await,
        Command::BenchRender(render) => {
            render::measure(&render);
            Ok(())
        }
        Command::BenchAnalytics(million) => {
            let app = open(config).await?;
            let result = million::run(million, &System::new(app.clone())).await;
            serve::close(app).await;
            result
        }
        Command::BenchDoors(doors) => {
            let mut config = config;
            config.limits.rate_limits = false;
            let app = open(config).await?;
            let result = doors::run(doors, &app).await;
            serve::close(app).await;
            result
        }
    }
}

/// A process on a database that is up to date.
async fn open(config: Config) -> Result<App, String> {
    let secrets = Secrets::load(&config)?;
    let made = db::sqlite_path(&config.database.url).filter(|path| !path.exists());
    let db = Db::connect(&config.database).await?;
    if let Some(path) = made {
        say(format_args!("Made a new database: {}", path.display()));
    }
    schema::prepare(&db).await?;
    Ok(App::new(config, secrets, db))
}

async fn migrate(what: Migrate, config: &Config) -> Result<(), String> {
    let db = Db::connect(&config.database).await?;
    let result = match what {
        Migrate::Up => schema::prepare(&db).await,
        Migrate::Down { steps } => schema::down(&db, steps).await,
        Migrate::Status => Ok(()),
    };
    let status = schema::status(&db).await;
    db.close().await;
    result?;
    for (name, applied) in status? {
        say(format_args!("{} {name}", if applied { "applied" } else { "pending" }));
    }
    Ok(())
}
