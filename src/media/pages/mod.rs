//! The media library.

pub mod library;
mod picture;
mod sending;
