//! What stands around fields: the summary of errors, the row of buttons, a section of settings.

use leptos::{
    context::Provider,
    ev, html,
    prelude::*,
    server_fn::{ServerFn, error::FromServerFnError},
};

use super::{Alert, FieldScope, Tone, field::field_id};
use crate::kernel::AppError;

/// The error of a server action, also after a plain form post without scripts. Quiet while the action runs again.
pub fn action_error<S>(action: ServerAction<S>) -> Signal<Option<AppError>>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    S::Error: FromServerFnError,
{
    let (value, pending) = (action.value(), action.pending());
    Signal::derive(move || {
        let error = value.with(|value| value.as_ref().and_then(|result| result.as_ref().err().cloned()));
        error.filter(|_| !pending.get())
    })
}

/// Whether a form is on its way, or was accepted and another page is coming: for the button of a form that leads away, which
/// must not be pressed again until the other page is there.
pub fn underway<S>(action: ServerAction<S>) -> Signal<bool>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    S::Error: FromServerFnError,
{
    let (value, pending) = (action.value(), action.pending());
    Signal::derive(move || pending.get() || value.with(|value| matches!(value, Some(Ok(_)))))
}

/// For a form that the browser sends by itself: whether it is on its way, and what its `submit` does. A second one is held back,
/// unless the first has led nowhere after ten seconds.
pub fn send_once() -> (Signal<bool>, impl Fn(ev::SubmitEvent) + Clone + 'static) {
    let sent = RwSignal::new(false);
    let send = move |event: ev::SubmitEvent| {
        if sent.get_untracked() {
            event.prevent_default();
            return;
        }
        sent.set(true);
        set_timeout(move || _ = sent.try_set(false), std::time::Duration::from_secs(10));
    };
    (sent.into(), send)
}

/// The message of one field, for the field's `error`.
pub fn field_error(error: impl Into<Signal<Option<AppError>>>, name: &'static str) -> Signal<Option<String>> {
    let error = error.into();
    Signal::derive(move || error.with(|error| error.as_ref().and_then(|error| error.field(name)).map(str::to_owned)))
}

/// The summary above a form: what went wrong as a whole and a link to each field that needs attention. It takes the focus
/// when it appears. Stands inside the same `FieldScope` as the fields.
#[component]
pub fn FormError(
    /// The error, usually from [`action_error`].
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let target = StoredValue::new(use_context::<FieldScope>());
    Effect::new(move |_| {
        if error.with(Option::is_some)
            && let Some(node) = node.get()
        {
            request_animation_frame(move || drop(node.focus()));
        }
    });
    let id_of = move |name: &str| target.get_value().map_or_else(|| field_id(name), |scope| scope.id(name));
    let summary = move |error: AppError| {
        let AppError::Invalid(fields) = &error else {
            return view! { <Alert tone=Tone::Danger title=error.to_string()/> }.into_any();
        };
        let fields = fields.0.iter().filter(|(name, _)| !name.is_empty());
        let mut fields: Vec<_> = fields.map(|(name, message)| (id_of(name), message.clone())).collect();
        fields.sort_by_cached_key(|(id, _)| height_of(id));
        let link = |(id, message): (String, String)| {
            view! { <a class="link" href=format!("#{id}") rel="external">{message}</a> }
        };
        // One field alone needs no heading above it.
        if fields.len() == 1 && error.field("").is_none() {
            let link = fields.into_iter().map(link).collect_view();
            return view! { <Alert tone=Tone::Danger><p class="font-medium">{link}</p></Alert> }.into_any();
        }
        let list = fields.into_iter().map(|field| view! { <li>{link(field)}</li> }).collect_view();
        view! {
            <Alert tone=Tone::Danger title=error.to_string()>
                <ul class="list-disc ps-4">{list}</ul>
            </Alert>
        }
        .into_any()
    };
    view! {
        <div role="alert" tabindex="-1" node_ref=node class="rounded-lg">
            {move || error.get().map(summary)}
        </div>
    }
}

/// Where a field stands on the page, so that the summary names the uppermost first. The server does not know.
fn height_of(id: &str) -> i64 {
    if cfg!(feature = "ssr") {
        return 0;
    }
    document().get_element_by_id(id).map_or(i64::MAX, |field| field.get_bounding_client_rect().top() as i64)
}

/// The row of buttons that ends a form; the main one first.
#[component]
pub fn FormActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }
}

/// A part of a settings page that is saved on its own: a heading, a sentence, fields.
#[component]
pub fn SettingsSection(
    /// The heading; it also keeps the ids of the fields inside apart from other sections.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(optional, into)]
    about: Option<String>,
    /// A form, or facts and buttons.
    children: Children,
) -> impl IntoView {
    let scope = FieldScope::new(&title);
    let heading = scope.id("-heading");
    view! {
        <section class="settings" aria-labelledby=heading>
            <div>
                <h2 class="text-base" id=heading.clone()>{title}</h2>
                {about.map(|about| view! { <p class="mt-1 text-muted">{about}</p> })}
            </div>
            <div class="min-w-0">
                <Provider value=scope>{children()}</Provider>
            </div>
        </section>
    }
}
