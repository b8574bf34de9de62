//! The log: pretty for eyes, one JSON object a line for machines; panics are lines like every other fault.

use std::{io::IsTerminal, panic::PanicHookInfo};

use tracing_subscriber::{EnvFilter, fmt};

use super::{
    config::{LogConfig, LogFormat},
    trace,
};

/// Begins to log to standard error; once for a process, later calls change nothing.
pub fn install(config: &LogConfig) {
    // Migrations tell every step; we tell that there are some.
    let quiet = if config.filter.contains("sea_orm") { "" } else { ",sea_orm_migration=warn" };
    let filter = EnvFilter::try_new(format!("{}{quiet}", config.filter)).unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let _ = match config.format {
        LogFormat::Pretty => builder.compact().try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
    std::panic::set_hook(Box::new(panicked));
}

fn panicked(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let message = message.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
    let location = info.location().map(ToString::to_string).unwrap_or_default();
    let backtrace = std::backtrace::Backtrace::capture();
    let backtrace =
        matches!(backtrace.status(), std::backtrace::BacktraceStatus::Captured).then(|| backtrace.to_string());
    tracing::error!(request_id = trace::id(), location, backtrace, "panicked: {message}");
}
