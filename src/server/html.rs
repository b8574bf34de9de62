//! Pages that the server alone renders: a Leptos view becomes text, nothing of it reaches the browser as WASM.

use axum::response::Html;
use leptos::prelude::*;

/// Renders a view inside its own reactive owner, without the marks that only hydration needs: nothing hydrates here, and
/// in a title they would be read as text.
pub fn render<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    // In text and attributes `<` is escaped, so no words of a person are taken for a mark.
    html.replace("<!>", "")
}

/// Renders a whole document.
pub fn document<V: IntoView>(view: impl FnOnce() -> V) -> Html<String> {
    Html(format!("<!DOCTYPE html>{}", render(view)))
}

/// Whether the browser files carry hashes in their names: a release has `hash.txt` beside the executable.
pub fn assets_are_hashed() -> bool {
    std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("hash.txt").is_file())).unwrap_or(false)
}
