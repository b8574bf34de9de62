//! Notices of staff on top of a workspace's pages, until they are put away.

use leptos::prelude::*;

use crate::{
    admin::{
        rpc::notices::{PutNoticeAway, read_notices},
        types::notices::Shown,
    },
    ui::{Alert, Button, Size, Tone},
};

/// The notices. When they cannot be read, the page is there without them.
#[component]
pub fn Notices() -> impl IntoView {
    let away = ServerAction::<PutNoticeAway>::new();
    let notices = Resource::new(move || away.version().get(), |_| read_notices());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let notices = notices.await.unwrap_or_default();
                let list = notices.into_iter().map(|notice| view! { <Notice notice away/> }).collect_view();
                view! { <div class="flex flex-col gap-2 px-4 sm:px-6 [&:not(:empty)]:pt-4">{list}</div> }
            })}
        </Transition>
    }
}

#[component]
fn Notice(notice: Shown, away: ServerAction<PutNoticeAway>) -> impl IntoView {
    let tone = match notice.tone.as_str() {
        "warning" => Tone::Warning,
        "success" => Tone::Success,
        _ => Tone::Info,
    };
    view! {
        <Alert tone>
            <div class="flex flex-wrap items-center justify-between gap-2">
                <p class="min-w-0 break-words" dir="auto">{notice.words}</p>
                <ActionForm action=away>
                    <input type="hidden" name="notice" value=notice.id.to_string()/>
                    <Button type_="submit" size=Size::Small pending=away.pending()>"Put away"</Button>
                </ActionForm>
            </div>
        </Alert>
    }
}
