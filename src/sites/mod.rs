//! Bio sites: the builder, the public page, short links and imports.

pub mod blocks;
pub mod contrast;
pub mod fonts;
pub mod looks;
pub mod pages;
pub mod palettes;
pub mod rpc;
pub mod themes;
pub mod types;
pub mod view;

#[cfg(feature = "ssr")]
pub mod clicks;
#[cfg(feature = "ssr")]
pub mod codes;
#[cfg(feature = "ssr")]
pub mod custom_css;
#[cfg(feature = "ssr")]
pub mod downloads;
#[cfg(feature = "ssr")]
pub mod drafts;
#[cfg(feature = "ssr")]
pub mod imports;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod pictures;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod publishing;
#[cfg(feature = "ssr")]
pub mod qr;
#[cfg(feature = "ssr")]
pub mod seed;
#[cfg(feature = "ssr")]
pub mod shares;
#[cfg(feature = "ssr")]
#[allow(clippy::module_inception)]
pub mod sites;
#[cfg(feature = "ssr")]
pub mod uploads;
#[cfg(feature = "ssr")]
pub mod visits;
