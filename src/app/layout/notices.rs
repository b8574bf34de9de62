//! Notices of staff on top of a workspace's pages, until they are put away.

use leptos::prelude::*;

use super::current::use_current;
use crate::{
    admin::{rpc::notices::PutNoticeAway, types::notices::Shown},
    ui::{Alert, Button, Size, Tone},
};

/// The notices. They come with the workspace: a list that loads by itself in front of the page would be in its way while the browser
/// takes over.
#[component]
pub fn Notices() -> impl IntoView {
    let notices = use_current().read(|open| open.notices.clone());
    let list = move || notices.get().into_iter().map(|notice| view! { <Notice notice/> }).collect_view();
    view! { <div class="flex flex-col gap-2 px-4 has-[.alert]:pt-4 sm:px-8">{list}</div> }
}

#[component]
fn Notice(notice: Shown) -> impl IntoView {
    let Shown { id, words, tone } = notice;
    let tone = match tone.as_str() {
        "warning" => Tone::Warning,
        "success" => Tone::Success,
        _ => Tone::Info,
    };
    let away = ServerAction::<PutNoticeAway>::new();
    let current = use_current();
    Effect::new(move |_| {
        if away.value().with(|value| matches!(value, Some(Ok(())))) {
            current.update(|open| open.notices.retain(|notice| notice.id != id));
        }
    });
    view! {
        <Alert tone>
            <div class="flex flex-wrap items-center justify-between gap-2">
                <p class="min-w-0 break-words" dir="auto">{words}</p>
                <ActionForm action=away>
                    <input type="hidden" name="notice" value=id.to_string()/>
                    <Button type_="submit" size=Size::Small pending=away.pending()>"Put away"</Button>
                </ActionForm>
            </div>
        </Alert>
    }
}
