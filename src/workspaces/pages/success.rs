//! What a page does when the server has accepted a form.

use leptos::{
    prelude::*,
    server_fn::{ServerFn, error::FromServerFnError},
};

/// Runs after each success of an action, with its answer.
pub fn on_success<S>(action: ServerAction<S>, then: impl Fn(&S::Output) + 'static)
where
    S: ServerFn + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    S::Error: FromServerFnError + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move |_| {
        if let Some(Ok(output)) = value.get() {
            untrack(|| then(&output));
        }
    });
}
