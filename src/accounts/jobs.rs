//! What accounts do in the background.

use super::{avatars, deletions, exports};
use crate::server::{error::internal, jobs::Jobs};

/// All of it.
pub fn jobs(jobs: Jobs) -> Jobs {
    jobs.on(avatars::TIDY, |system, payload| async move {
        let which = serde_json::from_value(payload).map_err(|error| internal("job", error))?;
        avatars::tidy(&system, which).await
    })
    .on(exports::TOPIC, |system, payload| async move {
        let id = serde_json::from_value(payload).map_err(|error| internal("job", error))?;
        exports::make(&system, id).await
    })
    .every("sweep-exports", "27 * * * *", |system| async move { exports::sweep(&system).await })
    .every("erase-accounts", "32 * * * *", |system| async move { deletions::erase_due(&system).await.map(drop) })
}
