//! The handler of the topic `mail`: through SMTP, or into files.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{Error as SmtpError, PoolConfig},
};
use tokio::sync::OnceCell;

use super::{
    Mail,
    files::{self, MailFile},
    render::{Rendered, one_line, render},
};
use crate::server::{
    config::{Config, MailTransport},
    ctx::System,
    jobs::{Failure, Job},
};

/// Connections that are kept to the mail server.
const CONNECTIONS: u32 = 4;
const TIMEOUT: Duration = Duration::from_secs(20);

/// A connection pool to the mail server.
pub type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// What `Jobs` calls for every mail. All deliveries share one pool of connections.
pub fn handler() -> impl Fn(System, Job) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>> + Send + Sync {
    let smtp: Arc<OnceCell<Smtp>> = Arc::default();
    move |system, job| {
        let smtp = Arc::clone(&smtp);
        Box::pin(async move { deliver(system, job, &smtp).await })
    }
}

async fn deliver(system: System, job: Job, smtp: &OnceCell<Smtp>) -> Result<(), Failure> {
    let config = system.app().config();
    let mail: Mail = serde_json::from_value(job.payload.clone())
        .map_err(|error| Failure::Never(format!("This is not a mail: {error}.")))?;
    let rendered = render(&mail, config.site.public_url.as_str().trim_end_matches('/'));
    match config.mail.transport {
        MailTransport::Files => to_file(config, &job, &mail, rendered).await,
        MailTransport::Smtp => {
            let message = message(config, &job, &mail, rendered)?;
            let smtp = smtp.get_or_try_init(|| async { connect(config).map_err(Failure::Again) }).await?;
            match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(explain(&error)),
            }
        }
    }
}

/// Stays the same in every try, so that a receiver can recognise a repetition.
fn message_id(config: &Config, job: &Job) -> String {
    format!("<{}@{}>", job.id, config.site.public_url.host_str().unwrap_or("localhost"))
}

async fn to_file(config: &Config, job: &Job, mail: &Mail, rendered: Rendered) -> Result<(), Failure> {
    let file = MailFile {
        id: job.id,
        at: job.created_at,
        message_id: message_id(config, job),
        from: config.mail.from.clone(),
        to: one_line(&mail.to),
        reply_to: mail.reply_to.as_deref().map(one_line),
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
    };
    let folder = &config.mail.folder;
    let explain = |error| Failure::Again(format!("{} cannot be written: {error}.", folder.display()));
    files::write(folder, &file).await.map_err(explain)
}

fn message(config: &Config, job: &Job, mail: &Mail, rendered: Rendered) -> Result<Message, Failure> {
    let never = |what: &str, error: &dyn std::fmt::Display| Failure::Never(format!("{what}: {error}."));
    let from: Mailbox = config.mail.from.parse().map_err(|error| never("mail.from is no address", &error))?;
    let to: Mailbox = one_line(&mail.to).parse().map_err(|error| never("The recipient is no address", &error))?;
    let mut message = Message::builder();
    if let Some(reply_to) = &mail.reply_to {
        let to = one_line(reply_to).parse().map_err(|error| never("The address for answers is none", &error))?;
        message = message.reply_to(to);
    }
    message
        .message_id(Some(message_id(config, job)))
        .date(job.created_at.into())
        .from(from)
        .to(to)
        .subject(rendered.subject)
        .multipart(MultiPart::alternative_plain_html(rendered.text, rendered.html))
        .map_err(|error| never("The mail cannot be put together", &error))
}

/// The pool of connections to the configured mail server.
///
/// # Errors
/// A sentence, when the address cannot be understood.
pub fn connect(config: &Config) -> Result<Smtp, String> {
    let url = config.smtp_url().ok_or("mail.smtp_url is not set.")?;
    let builder = Smtp::from_url(url).map_err(|error| format!("mail.smtp_url cannot be used: {error}."))?;
    let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30));
    Ok(builder.timeout(Some(TIMEOUT)).pool_config(pool).build())
}

/// A refusal of this mail is final. A server that is away, too busy or does not know our password may take it later.
fn explain(error: &SmtpError) -> Failure {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    let code = error.status().map(u16::from);
    let about_us = matches!(code, Some(500..=504 | 521 | 530 | 534 | 535 | 538));
    if error.is_permanent() && !about_us {
        Failure::Never(format!("The mail server refused it: {words}"))
    } else {
        Failure::Again(format!("The mail server did not take it: {words}"))
    }
}
