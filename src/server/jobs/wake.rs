//! A knock on the door of the workers of this process: something was put into the outbox.

use std::sync::LazyLock;

use tokio::sync::watch;

static DOOR: LazyLock<watch::Sender<u64>> = LazyLock::new(|| watch::Sender::new(0));

/// Knocks. The row may not be committed yet, so workers look a few times before they sleep again.
pub fn knock() {
    DOOR.send_modify(|count| *count = count.wrapping_add(1));
}

/// Hears knocks from now on.
pub fn listen() -> watch::Receiver<u64> {
    DOOR.subscribe()
}
