//! Pictures as the dashboard and the wire see them.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{AppError, Result, id::MediaId, picture::PictureAddress, time::Time},
    sites::types::PicturePlace,
};

/// How many pictures one page of the library shows.
pub const PAGE: u64 = 36;
/// The longest search, in characters.
pub const MAX_SEARCH: usize = 200;
/// The longest description, in characters.
pub const MAX_ALT: usize = 300;
/// The longest name, in characters; longer names of files are cut.
pub const MAX_NAME: usize = 120;

/// An uploaded picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Id.
    pub id: MediaId,
    /// Address without the host: `/m/…`.
    pub address: String,
    /// Name of the file that it came from.
    pub name: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// Width of the widest variant, in pixels.
    pub width: u32,
    /// Height of the same.
    pub height: u32,
    /// What all its variants take, in bytes.
    pub bytes: u64,
    /// When it was uploaded.
    pub created_at: Time,
}

impl Picture {
    /// Its address, taken apart.
    pub fn parts(&self) -> PictureAddress {
        PictureAddress { id: self.id, width: self.width, height: self.height }
    }
}

/// How much of its room a workspace uses, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// All pictures together.
    pub used: u64,
    /// The most that they may be.
    pub most: u64,
}

/// One page of the library and the room that is left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Library {
    /// The pictures.
    pub page: crate::kernel::page::Page<Picture>,
    /// Used and allowed.
    pub room: Room,
}

/// Where a picture is used.
pub type Places = Vec<PicturePlace>;

/// Checks what somebody writes about a picture.
///
/// # Errors
/// Invalid (`alt`).
pub fn check_alt(text: &str) -> Result<String> {
    let text: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let length = text.chars().count();
    if length > MAX_ALT {
        let over = length - MAX_ALT;
        return Err(AppError::invalid("alt", format!("This has {length} characters; shorten it by {over}.")));
    }
    Ok(text)
}

/// The name of a file without folders and odd signs, cut to [`MAX_NAME`].
pub fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let name = name.trim();
    if name.is_empty() { "Picture".to_owned() } else { name.to_owned() }
}
