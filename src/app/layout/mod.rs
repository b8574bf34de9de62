//! The frames that pages stand in.

pub mod account_theme;
pub mod alone;
pub mod brand;
pub mod current;
pub mod destinations;
pub mod error_view;
pub mod home;
pub mod leaving;
pub mod notices;
pub mod page_once;
pub mod palette;
pub mod person_menu;
pub mod shortcuts;
pub mod sidebar;
pub mod switcher;
pub mod topbar;
pub mod visiting;
pub mod workspace;
