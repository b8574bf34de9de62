//! A copy of all that somebody has here, and the end of an account.

use serde::{Deserialize, Serialize};

use crate::kernel::{id::ExportId, time::Time};

/// How many days a copy can be downloaded.
pub const EXPORT_DAYS: i64 = 7;
/// The most copies that somebody asks for in a day.
pub const MAX_EXPORTS_A_DAY: u64 = 3;
/// How many days an account can be kept after its person has asked to delete it.
pub const GRACE_DAYS: i64 = 14;

/// Everything that the page "Your data" shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyData {
    /// Copies that can be downloaded or are being made, the newest first.
    pub exports: Vec<Export>,
    /// Names of the workspaces that the person owns.
    pub owned: Vec<String>,
    /// When the account will be erased, when the person has asked for it.
    pub erase_at: Option<Time>,
}

/// A copy of all data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// Id.
    pub id: ExportId,
    /// When it was asked for.
    pub asked_at: Time,
    /// Its size in bytes, once it is there.
    pub bytes: Option<u64>,
    /// Until when it can be downloaded.
    pub expires_at: Time,
}
