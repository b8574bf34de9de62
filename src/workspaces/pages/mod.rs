//! The pages of workspaces.

mod choose;
mod handle_field;
mod invitation;
mod members;
mod new_workspace;
mod settings;
mod success;

pub use choose::ChooseRoute;
pub use invitation::InvitationRoute;
pub use members::{InviteRoute, MembersRoute};
pub use new_workspace::NewWorkspaceRoute;
pub use settings::SettingsRoute;
