//! The pages of workspaces.

mod activity;
mod choose;
mod handle_field;
mod invitation;
mod members;
mod new_workspace;
mod ownership;
mod roles;
mod settings;
mod success;
mod tasks;

pub use activity::ActivityRoute;
pub use choose::ChooseRoute;
pub use invitation::InvitationRoute;
pub use members::{InviteRoute, MembersRoute};
pub use new_workspace::NewWorkspaceRoute;
pub use ownership::OwnershipRoute;
pub use roles::{NewRoleRoute, RoleRoute, RolesRoute};
pub use settings::SettingsRoute;
pub use tasks::{ColumnsRoute, NewTaskRoute, TaskRoute, TasksRoute};
