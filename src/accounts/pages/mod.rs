//! Pages of accounts: the welcome, the doors, the mail box, devices, legal texts.

mod account;
mod check_mail;
mod door;
mod forgot_password;
mod legal;
mod new_password;
mod picture;
mod register;
mod reset_password;
mod security;
mod sign_in;
mod verify_email;
mod welcome;

pub use account::{ConfirmAddressRoute, DataRoute, LeavingRoute, ProfileRoute, UndoAddressRoute};
pub use check_mail::CheckMailRoute;
pub use forgot_password::ForgotPasswordRoute;
pub use legal::{PrivacyRoute, TermsRoute};
pub use register::RegisterRoute;
pub use reset_password::ResetPasswordRoute;
pub use security::SecurityRoute;
pub use sign_in::SignInRoute;
pub use verify_email::VerifyEmailRoute;
pub use welcome::WelcomeRoute;
