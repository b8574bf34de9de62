//! The backup codes, shown once: to copy, to keep as a file, to put away.

use leptos::prelude::*;

use super::Actions;
use crate::ui::*;

/// Codes that were made a moment ago.
#[component]
pub(super) fn Fresh(codes: Vec<String>, actions: Actions) -> impl IntoView {
    let text = codes.join("\n");
    let file = format!("Backup codes for Mewayz. Each works once.\n\n{text}\n");
    let file: String = url::form_urlencoded::byte_serialize(file.as_bytes()).collect();
    let file = format!("data:text/plain;charset=utf-8,{}", file.replace('+', "%20"));
    let rows = codes.into_iter().map(|code| view! { <li class="font-mono tabular-nums">{code}</li> }).collect_view();
    view! {
        <section class="card" aria-labelledby="codes">
            <div class="card-body flex flex-col gap-4">
                <div role="status">
                    <Alert tone=Tone::Success title="Two-factor sign-in is on. Keep these backup codes">
                        "Each signs you in once when your phone is lost. They are not shown again."
                    </Alert>
                </div>
                <h2 class="sr-only" id="codes">"Backup codes"</h2>
                <ul class="grid grid-cols-2 gap-x-6 gap-y-1 rounded-lg bg-sunken p-4 sm:max-w-80" data-codes>{rows}</ul>
                <div class="flex flex-wrap gap-2">
                    <CopyButton text label="Copy codes" size=Size::Medium/>
                    <a class="btn btn-secondary" href=file download="mewayz-backup-codes.txt" rel="external">
                        <Icon icon=icondata_lu::LuDownload/> <span>"Download codes"</span>
                    </a>
                    <ActionForm action=actions.put_away>
                        <SubmitButton pending=actions.put_away.pending()>"I have kept them"</SubmitButton>
                    </ActionForm>
                </div>
            </div>
        </section>
    }
}
