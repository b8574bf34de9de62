//! Mail: what it looks like, and that it waits while the mail server is away.

use std::{net::SocketAddr, time::Duration};

use axum::http::StatusCode;
use mewayz::{
    entity::outbox as row,
    kernel::email::Email,
    server::{
        app::App,
        config::MailTransport,
        jobs::{Jobs, Patience, depth},
        mailer::{Mail, files},
    },
};
use sea_orm::EntityTrait;

use super::{process, smtp};
use crate::support::{TestApp, db_test};

const HASTE: Patience = Patience {
    lease: Duration::from_secs(30),
    first_pause: Duration::from_millis(50),
    longest_pause: Duration::from_millis(100),
    attempts: 1000,
    goodbye: Duration::from_secs(5),
};

fn mail(to: &str, subject: &str) -> Mail {
    Mail::new(&Email::parse(to).unwrap(), subject)
        .line("Hello <b>Ana</b> & co,")
        .line("أهلا 🎈 second line")
        .button("Confirm \"it\"", "https://example.com/confirm?token=abc&next=%2Fw")
        .button("Run", "javascript:alert(1)")
}

fn over_smtp(t: &TestApp, server: SocketAddr) -> App {
    process(t, |config| {
        config.jobs.poll_ms = 20;
        config.mail.transport = MailTransport::Smtp;
        config.mail.smtp_url = Some(format!("smtp://{server}").into());
    })
}

async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    for _ in 0..600 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{what} did not come true");
}

async fn rows(t: &TestApp) -> Vec<row::Model> {
    row::Entity::find().all(t.db().write()).await.unwrap()
}

db_test!(mail_waits_while_the_server_is_away_and_leaves_when_it_is_back, |t| async {
    let address = smtp::free_address().await;
    mail("ana@example.com", "Confirm\r\nBcc: evil@example.com").send(t.db().write()).await.unwrap();
    let running = Jobs::new().patience(HASTE).start(over_smtp(&t, address)).unwrap();
    until("it was tried", || async { rows(&t).await[0].attempts >= 2 }).await;
    let waiting = rows(&t).await.remove(0);
    assert!(waiting.done_at.is_none() && waiting.dead_at.is_none(), "{waiting:?}");
    until("the reason is kept", || async { rows(&t).await[0].last_error.is_some() }).await;

    let received = smtp::listen(address).await;
    until("it left", || async { depth::read(t.db()).await.unwrap().waiting == 0 }).await;
    running.stop().await;
    let message = received.lock().unwrap().clone();
    assert_eq!(message.len(), 1);
    let (head, body) = message[0].split_once("\n\n").expect("a head and a body");
    assert!(head.contains(&format!("Message-ID: <{}@mewayz.test>", waiting.id)), "{head}");
    assert!(head.contains("Subject: Confirm Bcc: evil@example.com"), "no line break reaches a header: {head}");
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    assert!(head.contains("multipart/alternative") && body.contains("text/plain") && body.contains("text/html"));
});

db_test!(a_refused_mail_is_a_dead_letter_at_once_and_a_busy_server_is_asked_again, |t| async {
    let address = smtp::free_address().await;
    let received = smtp::listen(address).await;
    for to in ["refused@example.com", "later@example.com", "ana@example.com"] {
        mail(to, "Hello").send(t.db().write()).await.unwrap();
    }
    let running = Jobs::new().patience(HASTE).start(over_smtp(&t, address)).unwrap();
    let of = |to: &'static str| {
        let rows = rows(&t);
        async move { rows.await.into_iter().find(|row| row.payload["to"] == to).unwrap() }
    };
    until("one is refused", || async { of("refused@example.com").await.dead_at.is_some() }).await;
    until("one is tried again", || async { of("later@example.com").await.attempts >= 3 }).await;
    until("one left", || async { of("ana@example.com").await.done_at.is_some() }).await;
    running.stop().await;
    let refused = of("refused@example.com").await;
    assert_eq!(refused.attempts, 1);
    assert!(refused.last_error.unwrap().contains("no such mailbox"));
    assert_eq!(of("later@example.com").await.dead_at, None);
    assert_eq!(received.lock().unwrap().len(), 1);
});

db_test!(development_writes_mails_into_files_and_shows_them, |t| async {
    mail("ana@example.com", "Confirm your <i>address</i>").send(t.db().write()).await.unwrap();
    let app = process(&t, |config| config.jobs.poll_ms = 20);
    let running = Jobs::new().patience(HASTE).start(app).unwrap();
    until("it left", || async { depth::read(t.db()).await.unwrap().waiting == 0 }).await;
    running.stop().await;
    let mails = files::newest(&t.app().config().mail.folder, 10).await.unwrap();
    let [mail] = &mails[..] else { panic!("one mail: {mails:?}") };
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ana@example.com", "Confirm your <i>address</i>"));
    assert!(
        mail.text.contains("Hello <b>Ana</b> & co,")
            && mail.text.contains("Confirm \"it\": https://example.com/confirm?token=abc")
    );
    assert!(mail.html.contains("Hello &lt;b&gt;Ana&lt;/b&gt; &amp; co,"), "words are escaped: {}", mail.html);
    assert!(mail.html.contains("أهلا 🎈"));
    assert!(!mail.html.contains("href=\"javascript"), "only web addresses become links");

    let client = t.stranger();
    let list = client.page("/dev/mails").await;
    assert!(list.contains("Confirm your &lt;i&gt;address&lt;/i&gt;") && list.contains("ana@example.com"), "{list}");
    let one = client.page(&format!("/dev/mails/{}", mail.id)).await;
    assert!(
        one.contains("sandbox=") && one.contains("href=\"https://example.com/confirm?token=abc&amp;next=%2Fw\""),
        "{one}"
    );
    assert_eq!(client.get("/dev/mails/nothing").await.status_code(), StatusCode::NOT_FOUND);
});
