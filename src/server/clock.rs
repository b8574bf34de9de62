//! The clock that public pages go by: schedules, passes and redirects. It runs with the real one; tests and developers move it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;

use super::app::App;
use crate::kernel::time::{self, Time};

/// Microseconds ahead of the real clock; 0 wherever nobody moves it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Now.
    pub fn now(&self) -> Time {
        time::now() + TimeDelta::microseconds(self.0.load(Ordering::Relaxed))
    }

    /// Moves it on, or back.
    pub fn shift(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }
}

/// What moves the clock.
#[derive(Debug, Deserialize)]
pub struct Shift {
    seconds: i32,
}

/// `POST /dev/clock`, field `seconds`: shows a developer the public pages of another time. Answers with that time.
pub async fn shift(State(app): State<App>, Form(shift): Form<Shift>) -> Response {
    app.clock().shift(TimeDelta::seconds(shift.seconds.into()));
    app.clock().now().to_rfc3339().into_response()
}
