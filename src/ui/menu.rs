//! A button that opens a list of actions.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    Icon,
    button::{Kind, Size, button_class},
};

/// A button and the menu that it opens. The browser opens it (before hydration too), closes it on Escape and on a click
/// elsewhere, and gives the focus back; arrow keys, Home, End and first letters move inside.
#[component]
pub fn Menu(
    /// The id of the menu; one of its own for each row of a table.
    #[prop(into)]
    id: String,
    /// What the button opens, for example "Actions for Ada's links".
    #[prop(into)]
    label: Signal<String>,
    /// The icon of the button.
    #[prop(default = icondata_lu::LuEllipsis)]
    icon: icondata_core::Icon,
    /// What the button shows instead of the icon; `label` stays its name for readers of screens.
    #[prop(optional, into)]
    trigger: Option<ViewFn>,
    /// How loud the button is.
    #[prop(default = Kind::Ghost)]
    kind: Kind,
    /// How large the button is.
    #[prop(optional)]
    size: Size,
    /// Opens towards the end of the line instead of towards its start.
    #[prop(optional)]
    start: bool,
    /// More classes for the button.
    #[prop(optional, into)]
    class: String,
    /// [`MenuItem`]s, [`MenuLink`]s, [`MenuLine`]s and [`MenuHeading`]s.
    children: Children,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |_| {
        let Some(menu) = menu.get_untracked() else { return };
        let now = menu.matches(":popover-open").unwrap_or(false);
        open.set(now);
        if now {
            if let Some(button) = button.get_untracked() {
                place(&button, &menu, start);
            }
            step(&menu, Step::First);
        }
    };
    let clicked = move |event: ev::MouseEvent| {
        let item = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let chosen = item.and_then(|item| item.closest("[role=menuitem]:not([aria-disabled])").ok().flatten());
        if let (Some(_), Some(menu)) = (chosen, menu.get_untracked()) {
            drop(menu.hide_popover());
        }
    };
    let keyed = move |event: ev::KeyboardEvent| {
        if let Some(menu) = menu.get_untracked()
            && let Some(to) = Step::of(&event)
        {
            event.prevent_default();
            step(&menu, to);
        }
    };
    let iconic = trigger.is_none();
    let class = button_class(kind, size, &format!("{} {class}", if iconic { "btn-icon" } else { "" }));
    view! {
        <span class="contents">
            <button
                node_ref=button
                type="button"
                class=class
                popovertarget=id.clone()
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-label=move || label.get()
                title=move || iconic.then(|| label.get())
            >
                {match trigger {
                    Some(trigger) => trigger.run(),
                    None => view! { <Icon icon/> }.into_any(),
                }}
            </button>
            <div
                node_ref=menu
                id=id
                popover="auto"
                role="menu"
                class=if start { "menu menu-start" } else { "menu" }
                aria-label=move || label.get()
                on:toggle=toggled
                on:click=clicked
                on:keydown=keyed
            >
                {children()}
            </div>
        </span>
    }
}

enum Step {
    First,
    Last,
    Next,
    Previous,
    Letter(String),
}

impl Step {
    fn of(event: &ev::KeyboardEvent) -> Option<Self> {
        let key = event.key();
        match key.as_str() {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ if key.chars().count() == 1
                && key != " "
                && !event.ctrl_key()
                && !event.meta_key()
                && !event.alt_key() =>
            {
                Some(Self::Letter(key.to_lowercase()))
            }
            _ => None,
        }
    }
}

/// Moves the focus among the items of a menu.
fn step(menu: &web_sys::HtmlElement, to: Step) {
    let Ok(nodes) = menu.query_selector_all("[role=menuitem]:not([aria-disabled])") else { return };
    let items: Vec<web_sys::HtmlElement> =
        (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into().ok()).collect();
    if items.is_empty() {
        return;
    }
    let active = document().active_element();
    let here = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let count = items.len();
    let next = match to {
        Step::First => 0,
        Step::Last => count - 1,
        Step::Next => here.map_or(0, |here| (here + 1) % count),
        Step::Previous => here.map_or(count - 1, |here| (here + count - 1) % count),
        Step::Letter(letter) => {
            let from = here.map_or(0, |here| here + 1);
            let starts = |index: &usize| {
                let text = items[*index].text_content().unwrap_or_default();
                text.trim_start().to_lowercase().starts_with(&letter)
            };
            match (from..from + count).map(|index| index % count).find(starts) {
                Some(index) => index,
                None => return,
            }
        }
    };
    drop(items[next].focus());
}

/// Puts the menu below its button in browsers that cannot anchor it by style.
fn place(button: &web_sys::HtmlElement, menu: &web_sys::HtmlElement, start: bool) {
    let style = menu.style();
    if js_sys::Reflect::has(&style, &JsValue::from_str("positionArea")).unwrap_or(false) {
        return;
    }
    let (from, size) = (button.get_bounding_client_rect(), menu.get_bounding_client_rect());
    let view = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    let (wide, high) = (view(window().inner_width()), view(window().inner_height()));
    let left = if start { from.left() } else { from.right() - size.width() };
    let left = left.min(wide - size.width() - 8.0).max(8.0);
    let below = from.bottom() + size.height() + 8.0 < high;
    let top = if below { from.bottom() } else { (from.top() - size.height() - 8.0).max(0.0) };
    drop(style.set_property("left", &format!("{left}px")));
    drop(style.set_property("top", &format!("{top}px")));
}

/// An action in a menu. With `form` it submits that form and works before hydration.
#[component]
pub fn MenuItem(
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// Something is lost by it.
    #[prop(optional)]
    danger: bool,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The id of the form that it submits.
    #[prop(optional, into)]
    form: Option<String>,
    /// The text: a verb with an object.
    children: Children,
) -> impl IntoView {
    let pressed = move |event: ev::MouseEvent| {
        if disabled.get_untracked() {
            event.prevent_default();
            event.stop_immediate_propagation();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if form.is_some() { "submit" } else { "button" }
            form=form
            role="menuitem"
            tabindex="-1"
            class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
            aria-disabled=move || disabled.get().then_some("true")
            on:click=pressed
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            {children()}
        </button>
    }
}

/// A link in a menu.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<icondata_core::Icon>,
    /// It is the one that is open or chosen.
    #[prop(optional)]
    current: bool,
    /// A new tab.
    #[prop(optional)]
    external: bool,
    /// It leads to a file, which the browser keeps under this name when the answer names none.
    #[prop(optional, into)]
    download: Option<String>,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=href
            role="menuitem"
            tabindex="-1"
            class="menu-item"
            aria-current=current.then_some("true")
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
            download=download
        >
            {icon.map(|icon| view! { <Icon icon/> })}
            <span class="min-w-0 flex-1 truncate">{children()}</span>
            {current.then(|| view! { <Icon icon=icondata_lu::LuCheck/> })}
            {external.then(|| view! { <Icon icon=icondata_lu::LuExternalLink size=12 label="Opens in a new tab"/> })}
        </a>
    }
}

/// A line between groups of a menu.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <div class="menu-line" role="separator"></div> }
}

/// A heading of a group in a menu.
#[component]
pub fn MenuHeading(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="menu-heading" role="presentation">{children()}</div> }
}
