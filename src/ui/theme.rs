//! Light, dark, or as the system says: the choice, where it is kept, the switch.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Icon, ready};

/// The name of the cookie and of the entry in the browser's storage.
pub const THEME_KEY: &str = "theme";

/// Which colours a person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// "system", "light" or "dark".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From the word; anything unknown is the system's choice.
    pub fn parse(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// From a `Cookie` header. The shell writes the answer as `<html data-theme=…>`, so that no page flashes.
    pub fn from_cookies(header: &str) -> Self {
        let mut pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == THEME_KEY).map_or(Self::System, |(_, word)| Self::parse(word))
    }
}

/// The theme that the page shows now.
fn current() -> Theme {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme")).map_or(Theme::System, |word| Theme::parse(&word))
}

/// Shows the theme at once and keeps it in this browser. The account's own setting is somebody else's work.
pub fn apply(theme: Theme) {
    let document = document();
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("data-theme", theme.as_str()));
    }
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(THEME_KEY, theme.as_str()));
    }
    let secure =
        if window().location().protocol().is_ok_and(|protocol| protocol == "https:") { "; secure" } else { "" };
    let cookie = format!("{THEME_KEY}={}; path=/; max-age=31536000; samesite=lax{secure}", theme.as_str());
    drop(js_sys::Reflect::set(&document, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie)));
}

/// Three small buttons: light, dark, system. Appears when the page can react.
#[component]
pub fn ThemeToggle(
    /// Told about the choice, for example to keep it with the account.
    #[prop(optional, into)]
    on_change: Option<Callback<Theme>>,
) -> impl IntoView {
    let ready = ready();
    let theme = RwSignal::new(Theme::System);
    Effect::new(move |_| theme.set(current()));
    let choose = move |chosen: Theme| {
        theme.set(chosen);
        apply(chosen);
        if let Some(on_change) = on_change {
            on_change.run(chosen);
        }
    };
    let button = move |this: Theme, label: &'static str, icon: icondata_core::Icon| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if theme.get() == this { "true" } else { "false" }
                aria-label=label
                title=label
                on:click=move |_| choose(this)
            >
                <Icon icon/>
            </button>
        }
    };
    view! {
        <div class="segments" class:waits=move || !ready.get() role="group" aria-label="Colours">
            {button(Theme::Light, "Light", icondata_lu::LuSun)}
            {button(Theme::Dark, "Dark", icondata_lu::LuMoon)}
            {button(Theme::System, "As the system", icondata_lu::LuMonitor)}
        </div>
    }
}
