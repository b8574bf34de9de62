//! The switch of colours for whoever is signed in: the choice is kept with the account.

use leptos::prelude::*;

use crate::{
    accounts::rpc::profile::ChangeTheme,
    ui::{ThemeToggle, theme::Theme},
};

/// Light, dark, or as the system says, on every device of the person.
#[component]
pub fn AccountTheme() -> impl IntoView {
    let keep = ServerAction::<ChangeTheme>::new();
    let on_change =
        Callback::new(move |theme: Theme| _ = keep.dispatch(ChangeTheme { theme: theme.as_str().to_owned() }));
    view! { <ThemeToggle on_change/> }
}
