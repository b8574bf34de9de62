//! A creator's own CSS: read by a parser, checked piece by piece against lists of what is allowed, and written anew under
//! the page's own scope. Nothing of the typed text is passed on.
//!
//! What is decided here:
//! - Every selector stands under `.bio`. `body`, `html` and `:root` mean the page itself.
//! - Of at-rules only `@media`, `@supports`, `@container` and `@keyframes` are kept.
//! - Nothing is loaded: no `url()`, no function that takes an address, no `@import`, no `@font-face`.
//! - Nothing leaves the page's box: no `position: fixed`, and the box itself keeps what it holds below anything that stands
//!   beside it, such as a question about age or consent.
//!
//! The page compiles it while it is rendered, which happens once for a published version: what is learned about CSS later
//! holds for pages that were published before.

mod parser;
mod tokens;

use super::types::{CompiledCss, CssNote, MAX_CSS};
use crate::{
    kernel::{Result, permission::Permission},
    server::ctx::WorkspaceCtx,
};

/// Where the compiled sheet is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On the public page.
    Page,
    /// In the builder, where only the large preview follows it.
    Preview,
}

impl Scope {
    /// What stands before `.bio`; it adds no weight to a selector.
    fn prefix(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Preview => ":where(.preview-frame) ",
        }
    }
}

/// What the builder shows of a draft's CSS.
///
/// # Errors
/// Forbidden.
pub fn preview(ws: &WorkspaceCtx, typed: &str) -> Result<CompiledCss> {
    ws.require(Permission::ViewSites)?;
    Ok(compile(typed, Scope::Preview))
}

/// The most notes that are told.
const MAX_NOTES: usize = 50;
/// Texts that must not be in any sheet, whatever the parser thought of them.
const NEVER: [&str; 4] = ["</", "@import", "url(", "@font-face"];

/// Reads what was typed and writes what may stand in a page.
pub fn compile(typed: &str, scope: Scope) -> CompiledCss {
    if typed.trim().is_empty() {
        return CompiledCss::default();
    }
    let refused = |text: String| CompiledCss { css: String::new(), notes: vec![CssNote { line: 1, text }] };
    if typed.len() > MAX_CSS {
        return refused(format!("Your CSS has {} bytes; the limit is {MAX_CSS}. None of it is used.", typed.len()));
    }
    let (rules, mut notes) = parser::read(typed, scope.prefix());
    let small = rules.to_ascii_lowercase();
    if NEVER.iter().any(|text| small.contains(text)) {
        return refused("Your CSS cannot be used as it is. Look for addresses and angle brackets in it.".to_owned());
    }
    notes.truncate(MAX_NOTES);
    if rules.is_empty() {
        return CompiledCss { css: rules, notes };
    }
    let page = scope.prefix();
    let css = format!(
        "{page}.bio{{position:relative!important;z-index:0!important;isolation:isolate!important;\
         overflow:clip!important}}{rules}"
    );
    CompiledCss { css, notes }
}
