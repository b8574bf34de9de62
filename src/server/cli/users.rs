//! `user`: accounts that the operator makes, devices that the operator signs out.

use std::{
    env,
    io::{self, BufRead, IsTerminal, Write},
    process::{Command, Stdio},
};

use clap::Subcommand;
use data_encoding::BASE32_NOPAD;

use super::say;
use crate::{
    accounts::{sessions, users},
    kernel::{AppError, FieldErrors},
    server::ctx::System,
};

/// The environment variable with the password.
const PASSWORD: &str = "MEWAYZ_USER_PASSWORD";

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Makes an account with a workspace; the address counts as verified. The password comes from MEWAYZ_USER_PASSWORD or
    /// from standard input; without one it is generated and printed once.
    Create {
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// Name, as others see it.
        #[arg(long)]
        name: String,
        /// Staff of the platform, with every right.
        #[arg(long)]
        admin: bool,
    },
    /// Signs every device of somebody out, or with --all of everybody.
    SignOut {
        /// E-mail address.
        #[arg(long, required_unless_present = "all", conflicts_with = "all")]
        email: Option<String>,
        /// Everybody.
        #[arg(long)]
        all: bool,
    },
}

/// Runs the command.
///
/// # Errors
/// What the account's fields lack, in words.
pub async fn run(command: UserCommand, system: &System) -> Result<(), String> {
    match command {
        UserCommand::Create { email, name, admin } => create(system, &name, &email, admin).await,
        UserCommand::SignOut { email, .. } => {
            let count = sessions::end_by_operator(system, email.as_deref()).await.map_err(|error| explain(&error))?;
            say(format_args!("Signed {count} devices out."));
            Ok(())
        }
    }
}

async fn create(system: &System, name: &str, email: &str, admin: bool) -> Result<(), String> {
    let given = password().map_err(|error| format!("The password cannot be read: {error}."))?;
    let password = given.clone().unwrap_or_else(generate);
    users::create(system, name, email, &password, admin).await.map_err(|error| explain(&error))?;
    say(format_args!("Made the account of {email}{}.", if admin { ", an administrator" } else { "" }));
    if given.is_none() {
        say(format_args!("Its password, shown only now: {password}"));
    }
    Ok(())
}

/// From the environment, from a pipe, or typed. `None` when nothing was given.
fn password() -> io::Result<Option<String>> {
    if let Ok(password) = env::var(PASSWORD) {
        return Ok(Some(password).filter(|password| !password.is_empty()));
    }
    let typed = io::stdin().is_terminal();
    if typed {
        print!("Password (empty: one is generated): ");
        io::stdout().flush()?;
        echo(false);
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if typed {
        echo(true);
        say("");
    }
    read?;
    let line = line.trim_end_matches(['\r', '\n']);
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

/// Whether the terminal shows what is typed. Where `stty` is missing, it stays as it is.
fn echo(on: bool) {
    let _ = Command::new("stty").arg(if on { "echo" } else { "-echo" }).stdin(Stdio::inherit()).status();
}

/// 100 random bits, in letters that are easy to copy.
fn generate() -> String {
    let text = BASE32_NOPAD.encode(&rand::random::<[u8; 16]>()).to_lowercase();
    [&text[..5], &text[5..10], &text[10..15], &text[15..20]].join("-")
}

fn explain(error: &AppError) -> String {
    match error {
        AppError::Invalid(FieldErrors(fields)) => {
            let lines = fields.iter().map(|(field, message)| format!("{field}: {message}"));
            lines.collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}
