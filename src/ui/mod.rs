//! The design system: every button, field and frame that pages are made of.
//!
//! Pages write `use crate::ui::*;`. Texts that may change take `#[prop(into)] Signal<String>`, which a `&str`, a
//! `String`, a signal or a closure all become.

mod alert;
mod avatar;
mod badge;
mod button;
mod card;
mod chart;
mod chart_line;
mod chart_scale;
mod choice;
mod colour_field;
mod dialog;
mod empty;
mod field;
mod form;
mod gallery;
mod gallery_data;
mod icon;
mod kbd;
mod list;
mod menu;
mod page;
mod progress;
mod ready;
mod saved;
mod select;
mod skeleton;
mod suspend;
mod table;
mod tabs;
mod text_field;
pub mod theme;
mod toast;

pub use alert::{Alert, Tone};
pub use avatar::Avatar;
pub use badge::Badge;
pub use button::{Button, ButtonLink, CopyButton, ExternalLink, IconButton, Kind, Size, SubmitButton};
pub use card::{Card, Fact, Facts, StatCard, Trend};
pub use chart::{BarChart, ChartPoint, Sparkline};
pub use chart_line::{LineChart, Series};
pub use choice::{Checkbox, Choice, RadioCards, Switch};
pub use colour_field::ColourField;
pub use dialog::{ConfirmDialog, Dialog, DialogActions, Sheet};
pub use empty::EmptyState;
pub use field::{FieldFrame, FieldScope};
pub use form::{FormActions, FormError, SettingsSection, action_error, field_error};
pub use gallery::Gallery;
pub use icon::Icon;
pub use kbd::Kbd;
pub use list::{FilterChip, FilterChips, Pager, SearchField, Toolbar};
pub use menu::{Menu, MenuHeading, MenuItem, MenuLine, MenuLink};
pub use page::{Breadcrumbs, Crumb, PageBody, PageHeader, Width};
pub use progress::Progress;
pub use ready::ready;
pub use saved::{SaveIndicator, SaveState, ask_before_leaving};
pub use select::{SelectField, SelectOption};
pub use skeleton::{Skeleton, SkeletonShape};
pub use suspend::suspend;
pub use table::{Cell, Column, Row, Sorted, Table};
pub use tabs::{Tab, Tabs};
pub use text_field::{PasswordField, TextArea, TextField};
pub use theme::ThemeToggle;
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
