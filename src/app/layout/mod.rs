//! The frames that pages stand in.

pub mod error_view;
