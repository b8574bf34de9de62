//! The command line: what one binary can do.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use super::{
    app::App,
    config::{Config, Overrides, Secrets},
    db::Db,
    serve,
};
use migration::{Migrator, MigratorTrait};

/// Mewayz: the all-in-one business platform for creators.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Another configuration file than ./Leptos.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Sets one key over file and environment: --set site.address=0.0.0.0:8080
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = key_value)]
    set: Vec<(String, String)>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the product (the default).
    Serve {
        /// Address to listen on.
        #[arg(long)]
        address: Option<String>,
    },
}

fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("use KEY=VALUE, for example site.address=0.0.0.0:8080".to_owned()),
    }
}

/// Runs the command; faults go to standard error in words.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let mut overrides: Overrides = cli.set;
    let command = cli.command.unwrap_or(Command::Serve { address: None });
    let Command::Serve { address } = &command;
    if let Some(address) = address {
        overrides.push(("site.address".to_owned(), address.clone()));
    }
    let config = match Config::load(cli.config.as_deref(), &overrides) {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Server rendering can wait on itself with one worker, so four at least.
        .worker_threads(std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4)))
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(execute(command, config)),
        Err(error) => Err(format!("The runtime cannot start: {error}.")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(command: Command, config: Config) -> Result<(), String> {
    let Command::Serve { .. } = command;
    tracing_subscriber::fmt().with_env_filter(&config.log.filter).init();
    let secrets = Secrets::load(&config)?;
    let db = Db::connect(&config.database).await?;
    Migrator::up(db.write(), None).await.map_err(|error| error.to_string())?;
    serve::serve(App::new(config, secrets, db)).await
}
