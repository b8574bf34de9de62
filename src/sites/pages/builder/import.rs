//! The import: a page by address, as a file or as text, becomes a list to choose from.

use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{found::FoundList, session::Session, upload};
use crate::{
    app::layout::current::use_workspace,
    kernel::AppError,
    sites::{blocks::complete_url, rpc::preview_import, types::ImportPreview},
    ui::{Alert, Button, FieldScope, Icon, Kind, Progress, TextArea, TextField, Tone, field_error},
};

/// What an import is doing.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// It waits for a page.
    Ask,
    /// It reads; the words say what.
    Read(String),
    /// It has found something.
    Found(Box<ImportPreview>),
}

/// One import.
#[derive(Clone, Copy)]
struct Import {
    step: RwSignal<Step>,
    failed: RwSignal<Option<AppError>>,
    /// Grows with every try, so that a late answer to an earlier one is left alone.
    tries: StoredValue<u32>,
}

impl Import {
    fn read<F>(self, words: String, work: F)
    where
        F: Future<Output = Result<ImportPreview, AppError>> + 'static,
    {
        let try_number = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        self.failed.set(None);
        self.step.set(Step::Read(words));
        spawn_local(async move {
            let answer = work.await;
            if self.tries.try_get_value() != try_number {
                return;
            }
            match answer {
                Ok(preview) => drop(self.step.try_set(Step::Found(Box::new(preview)))),
                Err(error) => {
                    self.failed.try_set(Some(error));
                    self.step.try_set(Step::Ask);
                }
            }
        });
    }

    fn restart(self) {
        self.tries.update_value(|tries| *tries += 1);
        self.failed.set(None);
        self.step.set(Step::Ask);
    }
}

/// The tab.
#[component]
pub fn ImportTab(
    /// The session.
    session: Session,
) -> impl IntoView {
    provide_context(FieldScope::new("import"));
    let import = Import { step: RwSignal::new(Step::Ask), failed: RwSignal::new(None), tries: StoredValue::new(0) };
    let again = Callback::new(move |()| import.restart());
    move || match import.step.get() {
        Step::Ask => view! { <Ask session import/> }.into_any(),
        Step::Read(words) => view! {
            <section class="card card-body flex flex-col gap-4">
                <Progress label=words value=0u64 max=0u64/>
                <div><Button on_click=again>"Stop"</Button></div>
            </section>
        }
        .into_any(),
        Step::Found(preview) => view! { <FoundList session preview=*preview again/> }.into_any(),
    }
}

#[component]
fn Ask(session: Session, import: Import) -> impl IntoView {
    let failed = import.failed;
    let whole = move || {
        failed.get().filter(|error| error.field("url").is_none() && error.field("file").is_none()).map(|error| {
            view! { <Alert tone=Tone::Danger title=error.to_string()/> }
        })
    };
    view! {
        <div class="flex flex-col gap-4">
            <p class="max-w-prose text-muted">
                "Bring the links of a page that you already have: Linktree, LinkStack, LittleLink and most pages like them. \
                 You choose what is taken; nothing changes before that."
            </p>
            <div role="alert">{whole}</div>
            <ByAddress session import/>
            <ByFile import/>
            <ByText import/>
        </div>
    }
}

#[component]
fn ByAddress(session: Session, import: Import) -> impl IntoView {
    let url = RwSignal::new(String::new());
    let read = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = url.get_untracked();
        let address = complete_url(&typed).unwrap_or(typed);
        url.set(address.clone());
        if address.trim().is_empty() {
            import.failed.set(Some(AppError::invalid("url", "Enter the address of your page.")));
            return;
        }
        import.read(format!("Reading {address}"), preview_import(session.workspace, address));
    };
    view! {
        <form class="card card-body form" on:submit=read>
            <TextField
                name="url"
                label="Address of the page"
                placeholder="https://linktr.ee/you"
                inputmode="url"
                autocomplete="off"
                bind=url
                error=field_error(import.failed, "url")
            />
            <div><Button kind=Kind::Primary type_="submit">"Read page"</Button></div>
        </form>
    }
}

/// A file, chosen or dropped.
#[component]
fn ByFile(import: Import) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let open = use_workspace();
    let address = StoredValue::new(open.path("import"));
    let take = move |files: Option<web_sys::FileList>| {
        let Some(file) = files.and_then(|files| files.item(0)) else { return };
        send(import, address.get_value(), format!("Reading {}", file.name()), move |form| {
            form.append_with_blob("file", &file).is_ok()
        });
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            input.set_value("");
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let error = field_error(import.failed, "file");
    view! {
        <div
            class="drop-zone"
            class:drop-over=move || over.get()
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Icon icon=icondata_lu::LuFileUp size=20 class="text-muted"/>
            <p>
                <label class="link" for="import-file">"Choose a file"</label>
                " or drop it here: the page saved as HTML, or an export as JSON."
            </p>
            <input
                node_ref=input
                id="import-file"
                class="sr-only"
                type="file"
                name="file"
                accept=".html,.htm,.json,text/html,application/json"
                aria-describedby="import-file-error"
                on:change=chosen
            />
            <p id="import-file-error" class="field-error" role="alert">{move || error.get()}</p>
        </div>
    }
}

/// The source of a page, pasted.
#[component]
fn ByText(import: Import) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let address = StoredValue::new(use_workspace().path("import"));
    let read = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let source = text.get_untracked();
        send(import, address.get_value(), "Reading the text".to_owned(), move |form| {
            form.append_with_str("text", &source).is_ok()
        });
    };
    view! {
        <details class="card">
            <summary class="p-4 font-medium">"Paste the source of a page instead"</summary>
            <form class="form p-4 pt-0" on:submit=read>
                <TextArea name="text" label="HTML or JSON" bind=text rows=5/>
                <div><Button type_="submit">"Read text"</Button></div>
            </form>
        </details>
    }
}

/// Fills a form and sends it.
fn send(import: Import, address: String, words: String, fill: impl FnOnce(&web_sys::FormData) -> bool) {
    let unread = || AppError::invalid("file", "This file could not be read. Choose it again.");
    let form = web_sys::FormData::new().ok().filter(|form| fill(form));
    import.read(words, async move { upload::send(&address, form.ok_or_else(unread)?).await });
}
