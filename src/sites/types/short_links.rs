//! Short links as the builder sees them, and the rules for codes that people choose.

use serde::{Deserialize, Serialize};

use crate::kernel::{AppError, Result, handle, id::LinkId};

/// The fewest signs of a code that somebody chooses.
pub const MIN_CODE: usize = 3;
/// The most.
pub const MAX_CODE: usize = 40;

/// A short link of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortLink {
    /// Id.
    pub id: LinkId,
    /// The part after `/l/`.
    pub code: String,
    /// The whole address.
    pub url: String,
    /// Where it leads.
    pub target: String,
    /// It works: its block and its site are online.
    pub active: bool,
}

/// Checks a code that somebody chooses.
///
/// # Errors
/// Invalid (`code`).
pub fn check_code(text: &str) -> Result<()> {
    let refused = |why: &str| Err(AppError::invalid("code", why));
    if text.len() < MIN_CODE || text.len() > MAX_CODE {
        return refused("A code has 3 to 40 signs.");
    }
    if !text.bytes().all(is_code_sign) {
        return refused("Use only letters from a to z, capital or not, digits, - and _.");
    }
    if !text.bytes().any(|b| b.is_ascii_alphanumeric()) {
        return refused("A code needs at least one letter or digit.");
    }
    if handle::is_reserved(&text.to_ascii_lowercase()) {
        return refused("This word is reserved. Choose another.");
    }
    Ok(())
}

/// Whether a sign may stand in a code.
pub fn is_code_sign(sign: u8) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_')
}
