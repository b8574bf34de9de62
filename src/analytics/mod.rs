//! Analytics: what visitors touched, counted for the people who made it.

#[cfg(feature = "ssr")]
pub mod agents;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod touches;
