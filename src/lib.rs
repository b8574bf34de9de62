//! Mewayz: the all-in-one business platform for creators. The module map; `README.md` beside this file is the codemap.

pub mod kernel;
pub mod ui;
