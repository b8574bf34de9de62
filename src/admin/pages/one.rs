//! One report: what was said, the page, and what can be done.

use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    admin::{
        rpc::{AssignReport, ReleaseSite, close_report, take_site_offline},
        types::{Closed, MAX_WORDS, Report},
    },
    kernel::{AppError, id::ReportId},
    ui::{
        Alert, Badge, Button, Dialog, DialogActions, ExternalLink, FormError, Kind, Size, SubmitButton, TextArea, Tone,
        When, action_error, field_error,
    },
};

/// A card.
#[component]
pub fn OneReport(
    /// The report.
    report: Report,
    /// Shows the list again.
    again: Callback<()>,
) -> impl IntoView {
    let Report { path, title, online, reason, words, email, created_at, .. } = report.clone();
    let (tone, state) = match (online, report.held) {
        (true, _) => (Tone::Warning, "Online"),
        (false, true) => (Tone::Danger, "Kept offline by staff"),
        (false, false) => (Tone::Neutral, "Offline"),
    };
    let state = view! { <Badge tone dot=true>{state}</Badge> };
    let history = format!("/admin/reports?site={}", report.site);
    let from = if email.is_empty() { "A visitor without an address".to_owned() } else { email };
    let review = view! {
        <Review id=report.id closed=report.closed.is_some() assigned=report.assigned.clone() mine=report.mine again/>
    };
    let end = match report.closed.clone() {
        Some(closed) => view! { <Decision closed/> <Release id=report.id held=report.held again/> }.into_any(),
        None => view! { <Decide report again/> }.into_any(),
    };
    view! {
        <li class="card">
            <div class="card-body flex flex-col gap-3">
                <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <h2 class="text-base" dir="auto">{title}</h2>
                    {state}
                    <ExternalLink href=path.clone()>{path}</ExternalLink>
                </div>
                <p class="font-medium">{reason.label()}</p>
                <p class="max-w-prose break-words whitespace-pre-line" dir="auto">{words}</p>
                <p class="text-sm text-muted">
                    {from} ", " <When at=created_at/> " · "
                    <a class="link" href=history>"All reports of this site"</a>
                </p>
                {review}
                {end}
            </div>
        </li>
    }
}

#[component]
fn Decision(closed: Closed) -> impl IntoView {
    let by = if closed.by.is_empty() { "Closed".to_owned() } else { format!("Closed by {}", closed.by) };
    view! {
        <div class="border-t pt-3">
            <p class="text-sm text-muted">{by} ", " <When at=closed.at/></p>
            <p class="max-w-prose break-words whitespace-pre-line" dir="auto">{closed.note}</p>
        </div>
    }
}

/// Who looks at it, and the way to take it on.
#[component]
fn Review(id: ReportId, closed: bool, assigned: String, mine: bool, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<AssignReport>::new();
    after(action, again);
    let who = match (mine, assigned.is_empty()) {
        (true, _) => "You look at it.".to_owned(),
        (false, false) => format!("{assigned} looks at it."),
        (false, true) => "Nobody looks at it yet.".to_owned(),
    };
    let word = if mine { "Give it back" } else { "Take it on" };
    (!closed).then(|| {
        view! {
            <ActionForm action attr:class="flex flex-wrap items-center gap-3">
                <FormError error=action_error(action)/>
                <input type="hidden" name="report" value=id.to_string()/>
                {(!mine).then(|| view! { <input type="hidden" name="mine" value="true"/> })}
                <span class="text-sm">{who}</span>
                <Button type_="submit" size=Size::Small pending=action.pending()>{word}</Button>
            </ActionForm>
        }
    })
}

/// The way back online for a site that staff keep offline.
#[component]
fn Release(id: ReportId, held: bool, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ReleaseSite>::new();
    after(action, again);
    held.then(|| {
        view! {
            <ActionForm action attr:class="flex flex-wrap items-center gap-3">
                <FormError error=action_error(action)/>
                <input type="hidden" name="report" value=id.to_string()/>
                <Button type_="submit" size=Size::Small pending=action.pending()>"Allow publishing again"</Button>
                <span class="text-sm text-muted">"The owner gets a mail and publishes the site when it is ready."</span>
            </ActionForm>
        }
    })
}

/// Shows the list again when something was done.
fn after<S>(action: ServerAction<S>, again: Callback<()>)
where
    S: leptos::server_fn::ServerFn<Error = AppError, Output = ()> + Clone + Send + Sync + 'static,
{
    Effect::new(move |_| {
        if action.value().with(|value| matches!(value, Some(Ok(())))) {
            again.run(());
        }
    });
}

/// What is done when a report is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Close,
    TakeOffline,
}

#[component]
fn Decide(report: Report, again: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let way = RwSignal::new(Way::Close);
    let ask = move |chosen: Way| {
        way.set(chosen);
        open.set(true);
    };
    let id = report.id;
    let offline = report.online.then(|| {
        view! {
            <Button kind=Kind::DangerQuiet size=Size::Small on_click=move |()| ask(Way::TakeOffline)>
                "Take site offline"
            </Button>
        }
    });
    let title = move || match way.get() {
        Way::Close => "Close this report?".to_owned(),
        Way::TakeOffline => format!("Take “{}” offline?", report.title),
    };
    let about = move || {
        match way.get() {
        Way::Close => "The page stays as it is.".to_owned(),
        Way::TakeOffline => {
            "Visitors see that the page is gone, and its links stop. It stays so until staff allow it again. The owner gets a \
             mail with your words."
                .to_owned()
        }
    }
    };
    view! {
        <div class="flex flex-wrap gap-2">
            <Button size=Size::Small on_click=move |()| ask(Way::Close)>"Close report"</Button>
            {offline}
        </div>
        <Dialog
            id=format!("decide-{id}")
            open
            title=Signal::derive(title)
            about=Signal::derive(move || Some(about()))
        >
            <NoteForm id way open again/>
        </Dialog>
    }
}

#[component]
fn NoteForm(id: ReportId, way: RwSignal<Way>, open: RwSignal<bool>, again: Callback<()>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            let words = note.get_untracked();
            let answer = match way.get_untracked() {
                Way::Close => close_report(id, words).await,
                Way::TakeOffline => take_site_offline(id, words).await,
            };
            busy.try_set(false);
            failed.try_set(answer.as_ref().err().cloned());
            if answer.is_ok() {
                open.try_set(false);
                again.try_run(());
            }
        });
    };
    let other = move || failed.get().filter(|error| error.field("note").is_none());
    let confirm = move || match way.get() {
        Way::Close => view! { <SubmitButton pending=busy>"Close report"</SubmitButton> },
        Way::TakeOffline => view! { <SubmitButton kind=Kind::Danger pending=busy>"Take site offline"</SubmitButton> },
    };
    view! {
        <form class="form" on:submit=send>
            <TextArea
                name="note"
                label="What you decided, and why"
                bind=note
                maxlength=MAX_WORDS
                error=field_error(failed, "note")
            />
            {move || other().map(|error| view! { <Alert tone=Tone::Danger title=error.to_string()/> })}
            <DialogActions>
                <Button on_click=move |()| open.set(false)>"Cancel"</Button>
                {confirm}
            </DialogActions>
        </form>
    }
}
