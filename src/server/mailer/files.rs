//! Mails as files in a folder: one JSON document each, written whole or not at all. For developers and tests.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::kernel::{id::OutboxId, time::Time};

/// A mail as it would have left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailFile {
    /// The row of the outbox that it comes from.
    pub id: OutboxId,
    /// When it was caused.
    pub at: Time,
    /// `Message-ID`.
    pub message_id: String,
    /// Sender.
    pub from: String,
    /// Recipient.
    pub to: String,
    /// Where an answer goes; the sender when it is missing.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// Subject.
    pub subject: String,
    /// The part in plain text.
    pub text: String,
    /// The part in HTML.
    pub html: String,
}

fn place(folder: &Path, id: OutboxId) -> PathBuf {
    folder.join(format!("{id}.json"))
}

/// Writes a mail; a repetition replaces the same file.
pub async fn write(folder: &Path, mail: &MailFile) -> io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let half = folder.join(format!(".{}.part", mail.id));
    tokio::fs::write(&half, serde_json::to_vec_pretty(mail)?).await?;
    tokio::fs::rename(&half, place(folder, mail.id)).await
}

/// A mail, when there is one.
pub async fn read(folder: &Path, id: OutboxId) -> io::Result<Option<MailFile>> {
    match tokio::fs::read(place(folder, id)).await {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The newest mails first: ids sort by time.
pub async fn newest(folder: &Path, count: usize) -> io::Result<Vec<MailFile>> {
    let mut ids: Vec<OutboxId> = Vec::new();
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name();
        ids.extend(
            name.to_str().and_then(|name| name.strip_suffix(".json")).and_then(|id| id.parse::<OutboxId>().ok()),
        );
    }
    ids.sort_unstable_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for id in ids.into_iter().take(count) {
        mails.extend(read(folder, id).await?);
    }
    Ok(mails)
}
