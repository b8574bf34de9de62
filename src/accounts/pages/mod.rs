//! Pages of accounts: the welcome, the doors, the mail box, devices, legal texts.

mod check_mail;
mod confirm;
mod door;
mod forgot_password;
mod keep_two_factor;
mod legal;
mod new_password;
mod picture;
mod register;
mod reset_password;
mod second_step;
mod security;
mod sign_in;
mod sign_in_link;
mod sign_in_mail;
mod two_factor;
mod verify_email;
mod welcome;

pub use check_mail::CheckMailRoute;
pub use confirm::ConfirmRoute;
pub use forgot_password::ForgotPasswordRoute;
pub use keep_two_factor::KeepTwoFactorRoute;
pub use legal::{PrivacyRoute, TermsRoute};
pub use register::RegisterRoute;
pub use reset_password::ResetPasswordRoute;
pub use second_step::SecondStepRoute;
pub use security::SecurityRoute;
pub use sign_in::SignInRoute;
pub use sign_in_link::SignInLinkRoute;
pub use sign_in_mail::SignInMailRoute;
pub use two_factor::TwoFactorRoute;
pub use verify_email::VerifyEmailRoute;
pub use welcome::WelcomeRoute;
