//! One report: what was said, the page, and what can be done.

use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    admin::{
        rpc::{close_report, take_site_offline},
        types::{Closed, MAX_WORDS, Report},
    },
    kernel::{
        AppError,
        time::{ago, now},
    },
    ui::{
        Alert, Badge, Button, Dialog, DialogActions, ExternalLink, Kind, Size, SubmitButton, TextArea, Tone,
        field_error,
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
    let state = if online {
        view! { <Badge tone=Tone::Warning dot=true>"Online"</Badge> }
    } else {
        view! { <Badge dot=true>"Offline"</Badge> }
    };
    let from = if email.is_empty() { "A visitor without an address".to_owned() } else { email };
    let exact = created_at.format("%-d %b %Y, %H:%M UTC").to_string();
    let end = match report.closed.clone() {
        Some(closed) => view! { <Decision closed/> }.into_any(),
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
                <p class="text-sm text-muted">{from} ", " <time title=exact>{ago(created_at, now())}</time></p>
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
            <p class="text-sm text-muted">{by} ", " {ago(closed.at, now())}</p>
            <p class="max-w-prose break-words whitespace-pre-line" dir="auto">{closed.note}</p>
        </div>
    }
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
    let about = move || match way.get() {
        Way::Close => "The page stays as it is.".to_owned(),
        Way::TakeOffline => {
            "Visitors see that the page is gone, and its links stop. The owner gets a mail with your words.".to_owned()
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
fn NoteForm(
    id: crate::kernel::id::ReportId,
    way: RwSignal<Way>,
    open: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
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
    let word = move || match way.get() {
        Way::Close => "Close report",
        Way::TakeOffline => "Take site offline",
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
                <SubmitButton pending=busy>{word}</SubmitButton>
            </DialogActions>
        </form>
    }
}
