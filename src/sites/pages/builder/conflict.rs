//! Two versions of one site: what differs, in words, and the choice which one to keep.

use leptos::prelude::*;

use super::session::Session;
use crate::{
    kernel::time::{ago, now},
    sites::{
        pages::compare::{Difference, as_text, compare},
        types::SiteDetails,
    },
    ui::{Alert, Button, CopyButton, Kind, Tone},
};

/// How many differences are listed.
const MOST: usize = 30;

/// The question, while there is one.
#[component]
pub fn ConflictPanel(
    /// The session.
    session: Session,
) -> impl IntoView {
    let conflict = session.watch_saving(|saving| saving.conflict().cloned());
    move || {
        let theirs = conflict.get()?.theirs;
        Some(match theirs {
            Some(theirs) => view! { <Choice session theirs=*theirs/> }.into_any(),
            None => view! {
                <Alert tone=Tone::Warning title="This site was changed somewhere else">
                    <p>"Nothing was overwritten. The other version is being loaded."</p>
                    <div class="mt-2"><Button on_click=move |()| session.retry()>"Load it again"</Button></div>
                </Alert>
            }
            .into_any(),
        })
    }
}

#[component]
fn Choice(session: Session, theirs: SiteDetails) -> impl IntoView {
    let when = ago(theirs.updated_at, now());
    let other = theirs.draft;
    let differences = Memo::new(move |_| compare(&session.draft(), &other));
    let mine = Signal::derive(move || as_text(&session.draft()));
    view! {
        <section class="card" role="alert" aria-labelledby="conflict-title">
            <div class="card-head">
                <h2 class="text-base" id="conflict-title">"Two versions of this site"</h2>
            </div>
            <div class="card-body flex flex-col gap-4">
                <p>
                    {format!("Somebody saved another version {when}, on another device or in another window. \
                              Nothing was overwritten and nothing of yours is sent until you choose.")}
                </p>
                {move || view! { <Differences found=differences.get()/> }}
                <div class="flex flex-wrap gap-2">
                    <Button kind=Kind::Primary on_click=move |()| session.keep_mine()>"Keep mine"</Button>
                    <Button on_click=move |()| session.take_theirs()>"Take theirs"</Button>
                    <CopyButton text=mine label="Copy mine as text" size=crate::ui::Size::Medium/>
                </div>
                <p class="text-sm text-muted">
                    "After “Take theirs”, undo brings yours back. After “Keep mine”, theirs is replaced."
                </p>
            </div>
        </section>
    }
}

/// Both versions side by side.
#[component]
fn Differences(found: Vec<Difference>) -> impl IntoView {
    let more = found.len().saturating_sub(MOST);
    let rows = found.into_iter().take(MOST).map(|difference| {
        view! {
            <tr>
                <th scope="row" class="align-top" dir="auto">{difference.what}</th>
                <td class="align-top break-words" dir="auto">{difference.mine}</td>
                <td class="align-top break-words" dir="auto">{difference.theirs}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll max-h-80 overflow-y-auto" tabindex="0" role="region" aria-label="What differs">
            <table class="table">
                <thead>
                    <tr><th scope="col">"What"</th><th scope="col">"Mine"</th><th scope="col">"Theirs"</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="text-sm text-muted">{format!("And {more} more.")}</p> })}
    }
}
