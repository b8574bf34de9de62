//! The design of sites: themes, looks, contrast, a creator's own CSS, pictures for shares.

mod colours;
mod css;
mod looks;
mod shares;
mod themes;
