//! The board of tasks of a team.

mod board;
mod column;
mod columns;
mod drag;
mod form;
mod task;

pub use board::TasksRoute;
pub use columns::ColumnsRoute;
pub use task::{NewTaskRoute, TaskRoute};
