//! Short news at the edge of the page: it worked, it failed, take it back.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Button, Icon, IconButton, Kind, Size};

/// How long good news stays. News of failures stays until it is closed.
const STAY: Duration = Duration::from_secs(6);

/// The most news at once; the oldest goes first.
const MOST: usize = 4;

/// Takes something back. Not a `Callback`: what made the toast may be gone by then, and its callbacks with it.
type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    failed: bool,
    undo: Option<Undo>,
}

/// The news of the page. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    count: StoredValue<u64>,
}

/// Makes toasts available to everything below; once, in the layout, which also shows a [`ToastRegion`].
pub fn provide_toasts() {
    provide_context(Toasts { list: RwSignal::new(Vec::new()), count: StoredValue::new(0) });
}

/// The toasts of the page.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| {
        provide_toasts();
        expect_context()
    })
}

impl Toasts {
    /// It worked: "Site published".
    pub fn success(&self, text: impl Into<String>) {
        self.push(text.into(), false, None);
    }

    /// It failed: what happened and what to do. Stays until it is closed.
    pub fn error(&self, text: impl Into<String>) {
        self.push(text.into(), true, None);
    }

    /// It is done and can be taken back: "Block deleted", with a button "Undo".
    pub fn undo(&self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), false, Some(Arc::new(undo)));
    }

    fn push(&self, text: String, failed: bool, undo: Option<Undo>) {
        let id = self.count.try_update_value(|count| {
            *count += 1;
            *count
        });
        let Some(id) = id else { return };
        self.list.try_update(|list| {
            list.push(Toast { id, text, failed, undo });
            if list.len() > MOST {
                list.remove(0);
            }
        });
    }

    fn close(&self, id: u64) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Where the news appears; once, at the end of the layout.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="region" aria-label="News">
            <div class="contents" role="status" aria-live="polite" aria-relevant="additions">
                <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                    <ToastView toast toasts/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast, toasts: Toasts) -> impl IntoView {
    let Toast { id, text, failed, undo } = toast;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let wait = move || {
        if !failed {
            timer.try_set_value(set_timeout_with_handle(move || toasts.close(id), STAY).ok());
        }
    };
    let hold = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |_| wait());
    on_cleanup(hold);
    let icon = if failed {
        view! { <Icon icon=icondata_lu::LuCircleAlert class="text-danger" label="Failed"/> }
    } else {
        view! { <Icon icon=icondata_lu::LuCircleCheck class="text-success" label="Done"/> }
    };
    let undo = undo.map(|undo| {
        let taken_back = move |()| {
            undo();
            toasts.close(id);
        };
        view! { <Button size=Size::Small kind=Kind::Secondary on_click=taken_back>"Undo"</Button> }
    });
    view! {
        <div
            class="toast"
            role=failed.then_some("alert")
            on:pointerenter=move |_| hold()
            on:pointerleave=move |_| wait()
            on:focusin=move |_| hold()
            on:focusout=move |_| wait()
        >
            {icon}
            <span class="toast-text">{text}</span>
            {undo}
            <IconButton label="Close" icon=icondata_lu::LuX size=Size::Small on_click=move |()| toasts.close(id)/>
        </div>
    }
}
