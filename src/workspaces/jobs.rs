//! What workspaces do in the background.

use super::deletions;
use crate::server::jobs::Jobs;

/// All of it.
pub fn jobs(jobs: Jobs) -> Jobs {
    jobs.every("erase-workspaces", "12 * * * *", |system| async move { deletions::erase_due(&system).await.map(drop) })
}
