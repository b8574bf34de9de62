//! What a site's design has otherwise than its theme.

use serde::{Deserialize, Serialize};

/// Choices that lie over a theme; everything that is not chosen is the theme's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {}
