//! Analytics: what visitors touched, counted for the people who made it.

pub mod pages;
pub mod rpc;
pub mod types;

#[cfg(feature = "ssr")]
pub mod agents;
#[cfg(feature = "ssr")]
pub mod behaviour;
#[cfg(feature = "ssr")]
pub mod country_names;
#[cfg(feature = "ssr")]
pub mod counts;
#[cfg(feature = "ssr")]
pub mod downloads;
#[cfg(feature = "ssr")]
pub mod periods;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod reports;
#[cfg(feature = "ssr")]
pub mod roll_ups;
#[cfg(feature = "ssr")]
pub mod tallies;
#[cfg(feature = "ssr")]
pub mod touches;
#[cfg(feature = "ssr")]
pub mod visitor_keys;
