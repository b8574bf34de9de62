//! What becomes of a creator's own CSS.

use serde::{Deserialize, Serialize};

/// A creator's CSS after it was read anew on the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledCss {
    /// What may stand in a page.
    pub css: String,
    /// What was left out, in order.
    pub notes: Vec<CssNote>,
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CssNote {
    /// The line, from 1.
    pub line: u32,
    /// What was left out and why.
    pub text: String,
}
