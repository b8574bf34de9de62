//! Reports of abuse: what visitors can send, what staff see and do.

mod audit;
mod defences;
mod holds;
mod notices;
pub mod people;
mod visits;
mod workspaces;

use axum::http::Method;
use mewayz::{
    admin::{
        reports,
        types::{Queue, Report},
    },
    kernel::AppError,
    server::ctx::StaffCtx,
};

use crate::{
    sites::{link, online},
    support::{Client, Reply, TestApp, db_test},
};

/// The value of the hidden field with the signed time.
async fn opened(visitor: &Client, path: &str) -> String {
    let page = visitor.page(path).await;
    let rest = page.split("name=\"opened\"").nth(1).expect("the form says when it was opened");
    let value = rest.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.expect("it has a value").to_owned()
}

async fn send(visitor: &Client, path: &str, fields: &[(&str, &str)]) -> Reply {
    visitor.form(path, fields).await
}

async fn staff(t: &TestApp) -> StaffCtx {
    let id = t.staff("Moderator").await;
    t.ctx(Some(id)).await.staff().expect("a moderator is staff")
}

async fn found(staff: &StaffCtx, closed: bool) -> Vec<Report> {
    let status = if closed { "closed" } else { "" }.to_owned();
    reports::list(staff, &Queue { status, ..Queue::default() }).await.expect("reports are listed").items
}

db_test!(a_report_reaches_staff, |t| async {
    let ws = t.owner("studio").await.ws;
    online(&ws, "", vec![link("Shop", "https://example.com/")]).await;
    online(&ws, "news", vec![]).await;
    let visitor = t.stranger();
    assert!(visitor.page("/@studio").await.contains("href=\"/report/studio\""), "the way to the form");
    let path = "/report/studio/news";
    let at = opened(&visitor, path).await;
    tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
    let words = "It <b>asks</b> for my bank's password.";
    let fields = [("reason", "deceit"), ("words", words), ("email", "eve@example.com"), ("opened", &at)];
    let reply = send(&visitor, path, &fields).await;
    assert_eq!(reply.status_code().as_u16(), 200, "{}", reply.text());
    assert!(reply.text().contains("Thank you"));
    let staff = staff(&t).await;
    let reports = found(&staff, false).await;
    assert_eq!(reports.len(), 1);
    let report = &reports[0];
    assert_eq!((report.path.as_str(), report.words.as_str(), report.online), ("/@studio/news", words, true));
    let page = t.sign_in(staff.user().id).await.page("/admin/reports").await;
    assert!(page.contains("&lt;b&gt;asks"), "words are words");
});

db_test!(machines_and_mistakes_leave_nothing, |t| async {
    let ws = t.owner("studio").await.ws;
    online(&ws, "", vec![]).await;
    let (visitor, path) = (t.stranger(), "/report/studio");
    let at = opened(&visitor, path).await;
    let good = [("reason", "spam"), ("words", "It is spam."), ("opened", at.as_str())];
    let with = |more: &[(&'static str, &'static str)]| [&good[..], more].concat();
    let status = async |fields: &[(&str, &str)]| send(&visitor, path, fields).await.status_code().as_u16();
    assert_eq!(status(&good).await, 422, "at once, as machines do");
    assert_eq!(status(&[("reason", "spam"), ("words", "x"), ("opened", "1.forged")]).await, 422);
    assert_eq!(status(&with(&[("website", "https://spam.example.com")])).await, 200, "a machine is thanked");
    assert_eq!(status(&[("reason", "because"), ("words", ""), ("email", "nobody"), ("opened", &at)]).await, 422);
    let reply =
        send(&visitor, path, &[("reason", "spam"), ("words", "My </textarea><i>words</i>"), ("email", "no")]).await;
    assert!(
        reply.text().contains("My &lt;/textarea>&lt;i>words") && reply.text().contains("checked"),
        "what was typed stays"
    );
    for missing in ["/report/nobody", "/report/studio/nothing", "/report/%00"] {
        assert_eq!(t.stranger().get(missing).await.status_code().as_u16(), 404, "{missing}");
    }
    assert_eq!(found(&staff(&t).await, false).await, Vec::new());
});

/// Keeps a report without the form.
async fn reported(t: &TestApp) {
    use mewayz::admin::types::NewReport;
    let visitor = t.visitor();
    let page = reports::page(&visitor, "studio", "").await.expect("it is online");
    let report = NewReport::read("deceit", "It asks for passwords.", "").expect("it is complete");
    reports::file(&visitor, &page, report).await.expect("it is kept");
}

db_test!(staff_take_a_site_offline_and_its_owner_hears, |t| async {
    let ws = t.owner("studio").await.ws;
    online(&ws, "", vec![link("Shop", "https://example.com/")]).await;
    reported(&t).await;
    reported(&t).await;
    let staff = staff(&t).await;
    let [first, second]: [Report; 2] = found(&staff, false).await.try_into().expect("two reports");
    let no_note = reports::take_offline(&staff, first.id, " ").await;
    assert!(no_note.is_err_and(|error| error.field("note").is_some()));
    reports::take_offline(&staff, first.id, "It imitates a bank.").await.expect("it is done");
    assert_eq!(t.stranger().get("/@studio").await.status_code().as_u16(), 410);
    assert!(matches!(reports::close(&staff, first.id, "Again").await, Err(AppError::Conflict(_))));
    reports::close(&staff, second.id, "The same page.").await.expect("it is closed");
    assert_eq!(found(&staff, false).await, Vec::new());
    let closed = found(&staff, true).await;
    assert_eq!(closed.len(), 2);
    assert!(closed.iter().all(|report| report.closed.as_ref().is_some_and(|end| end.by == "Moderator")));
    let mails = waiting(&t).await;
    assert_eq!(mails.len(), 1, "one mail for one site");
    assert!(mails[0].contains("owner.of.studio@example.com") && mails[0].contains("It imitates a bank."));
    assert!(audited(&t, "site.unpublish", &ws.id().to_string()).await, "in the log of the workspace");
});

/// The payloads of mails in the outbox.
async fn waiting(t: &TestApp) -> Vec<String> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let rows = mewayz::entity::outbox::Entity::find().filter(mewayz::entity::outbox::Column::Topic.eq("mail"));
    rows.all(t.db().write()).await.expect("the outbox is read").into_iter().map(|row| row.payload.to_string()).collect()
}

async fn audited(t: &TestApp, action: &str, workspace: &str) -> bool {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let rows = mewayz::entity::audit::Entity::find().filter(mewayz::entity::audit::Column::Action.eq(action));
    let rows = rows.all(t.db().write()).await.expect("the log is read");
    rows.iter().any(|row| row.workspace_id.is_some_and(|id| id.to_string() == workspace))
}

db_test!(a_report_is_taken_on_and_given_back, |t| async {
    let ws = t.owner("studio").await.ws;
    let site = online(&ws, "", vec![]).await;
    reported(&t).await;
    let (first, second) = (staff(&t).await, t.ctx(Some(t.staff("Second").await)).await.staff().expect("is staff"));
    let id = found(&first, false).await[0].id;
    reports::assign(&first, id, true).await.expect("it is taken on");
    let of = async |who: &StaffCtx, queue: Queue| reports::list(who, &queue).await.expect("listed").items;
    let in_review = Queue { status: "in_review".to_owned(), ..Queue::default() };
    let seen = of(&second, in_review.clone()).await;
    assert_eq!((seen.len(), seen[0].assigned.as_str(), seen[0].mine), (1, "Moderator", false));
    let mine = Queue { mine: true, ..Queue::default() };
    assert_eq!((of(&first, mine.clone()).await.len(), of(&second, mine).await.len()), (1, 0));
    assert_eq!(of(&first, Queue { status: "open".to_owned(), ..Queue::default() }).await, Vec::new());
    reports::assign(&first, id, false).await.expect("it is given back");
    assert_eq!(of(&first, in_review).await, Vec::new());
    reports::close(&first, id, "Nothing is wrong.").await.expect("it is closed");
    assert!(matches!(reports::assign(&first, id, true).await, Err(AppError::Conflict(_))));
    let history = Queue { site: Some(site), ..Queue::default() };
    assert_eq!(of(&second, history).await.len(), 1, "the history of a site holds closed reports, too");
});

db_test!(an_owner_cannot_publish_what_staff_took_offline, |t| async {
    use mewayz::sites::{publishing, sites};
    let ws = t.owner("studio").await.ws;
    let site = online(&ws, "", vec![]).await;
    reported(&t).await;
    let staff = staff(&t).await;
    let id = found(&staff, false).await[0].id;
    reports::take_offline(&staff, id, "It imitates a bank.").await.expect("it is done");
    let version = sites::open(&ws, site).await.expect("the owner sees it").version;
    let refused = publishing::publish(&ws, site, version).await;
    let Err(AppError::Forbidden(words)) = refused else { panic!("it is published again: {refused:?}") };
    assert!(words.contains("It imitates a bank."), "{words}");
    assert_eq!(t.stranger().get("/@studio").await.status_code().as_u16(), 410);
    assert!(found(&staff, true).await[0].held);
    reports::release(&staff, id).await.expect("it may be published");
    assert!(matches!(reports::release(&staff, id).await, Err(AppError::Conflict(_))));
    publishing::publish(&ws, site, version).await.expect("now it is published");
    assert_eq!(t.stranger().get("/@studio").await.status_code().as_u16(), 200);
    assert!(waiting(&t).await.iter().any(|mail| mail.contains("You can publish your site")), "the owner hears of it");
});

db_test!(only_staff_are_staff, |t| async {
    let owner = t.owner("studio").await;
    let missing = AppError::not_found("page");
    assert_eq!(t.ctx(Some(owner.user)).await.staff().err(), Some(missing));
    assert_eq!(t.ctx(None).await.staff().err(), Some(AppError::Unauthenticated));
    let page = owner.client.page("/w/studio").await;
    assert!(!page.contains("/admin\""), "the way is shown to staff only");
    let member = t.join(owner.ws.id(), t.staff("Moderator").await, mewayz::kernel::permission::Role::Viewer).await;
    assert!(member.client.page("/w/studio").await.contains("href=\"/admin\""));
    let reply = member.client.request(Method::GET, "/admin/reports").add_header("accept", "text/html").await;
    assert_eq!(reply.status_code().as_u16(), 200);
});
