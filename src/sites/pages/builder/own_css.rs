//! The creator's own CSS in the preview: the server reads it anew whenever typing pauses.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::session::Session;
use crate::sites::{
    rpc::compile_css,
    types::{CompiledCss, CssNote},
};

/// How long typing may pause before the preview follows.
const PAUSE: Duration = Duration::from_millis(500);

/// What the server made of the CSS, for the preview and for the form.
#[derive(Clone, Copy)]
pub struct Compiled(pub RwSignal<CompiledCss>);

/// Follows the draft.
pub fn follow(session: Session) -> Compiled {
    let compiled = RwSignal::new(CompiledCss::default());
    let typed = session.watch(|editor| editor.draft().look.css.clone());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |before: Option<()>| {
        let css = typed.get();
        stop();
        if css.trim().is_empty() {
            compiled.set(CompiledCss::default());
            return;
        }
        let ask = move || {
            spawn_local(async move {
                let answer = compile_css(session.workspace, css.clone()).await;
                // What was typed meanwhile is asked for again.
                if typed.try_get_untracked().as_ref() != Some(&css) {
                    return;
                }
                let failed = |error| CompiledCss {
                    css: String::new(),
                    notes: vec![CssNote { line: 1, text: format!("The preview cannot follow. {error}") }],
                };
                compiled.try_set(answer.unwrap_or_else(failed));
            });
        };
        let pause = if before.is_none() { Duration::ZERO } else { PAUSE };
        timer.try_set_value(set_timeout_with_handle(ask, pause).ok());
    });
    on_cleanup(stop);
    Compiled(compiled)
}
