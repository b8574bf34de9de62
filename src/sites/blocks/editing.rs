//! What every block's form shares: fields that follow the block, and messages beside them.

use leptos::prelude::*;

use crate::{kernel::FieldErrors, sites::types::is_safe_url};

/// A block's content while it is edited: forms read it, write it, and get the messages for their fields.
pub struct Editing<C: Send + Sync + 'static> {
    content: Signal<C>,
    change: Callback<C>,
    errors: Signal<FieldErrors>,
}

impl<C: Send + Sync + 'static> Clone for Editing<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Send + Sync + 'static> Copy for Editing<C> {}

impl<C: Clone + Send + Sync + 'static> Editing<C> {
    /// The content as it is now, what a change does, and the messages that are to be shown.
    pub fn new(content: Signal<C>, change: Callback<C>, errors: Signal<FieldErrors>) -> Self {
        Self { content, change, errors }
    }

    /// One thing of the content, and again whenever it changes.
    pub fn read<T>(self, what: impl FnOnce(&C) -> T) -> T {
        self.content.with(what)
    }

    /// Changes the content.
    pub fn update(self, change: impl FnOnce(&mut C)) {
        let mut content = self.content.get_untracked();
        change(&mut content);
        self.change.run(content);
    }

    /// A signal for a field: what is typed changes the content, and what changes the content (undo, for example) shows.
    pub fn text(self, place: impl Fn(&mut C) -> &mut String + Copy + Send + Sync + 'static) -> RwSignal<String> {
        let get = move |content: &C| Some(place(&mut content.clone()).clone());
        self.bound(get, move |content, text| *place(content) = text)
    }

    /// The same for what is not simply a text of the content. `get` is `None` when the place is gone.
    pub fn bound(
        self,
        get: impl Fn(&C) -> Option<String> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut C, String) + Copy + Send + Sync + 'static,
    ) -> RwSignal<String> {
        let typed = RwSignal::new(self.content.with_untracked(get).unwrap_or_default());
        Effect::new(move |_| {
            if let Some(now) = self.content.with(get)
                && typed.with_untracked(|typed| *typed != now)
            {
                typed.set(now);
            }
        });
        Effect::new(move |_| {
            let typed = typed.get();
            if self.content.with_untracked(get).is_some_and(|now| now != typed) {
                self.update(|content| set(content, typed));
            }
        });
        typed
    }

    /// The same for a text of one row of a list.
    pub fn item<T: 'static>(
        self,
        list: fn(&mut C) -> &mut Vec<T>,
        index: usize,
        place: fn(&mut T) -> &mut String,
    ) -> RwSignal<String> {
        self.bound(
            move |content| list(&mut content.clone()).get_mut(index).map(|item| place(item).clone()),
            move |content, text| {
                if let Some(item) = list(content).get_mut(index) {
                    *place(item) = text;
                }
            },
        )
    }

    /// The message of a field.
    pub fn error(self, name: impl Into<String>) -> Signal<Option<String>> {
        let name = name.into();
        Signal::derive(move || self.errors.with(|errors| errors.get(&name).map(str::to_owned)))
    }
}

/// What somebody meant who typed an address without its beginning: `example.com` and `name@example.com` become whole.
/// `None` when there is nothing to add.
pub fn complete_url(text: &str) -> Option<String> {
    let typed = text.trim();
    if typed.is_empty() || typed.contains(char::is_whitespace) || is_safe_url(typed, true) {
        return (typed != text && !typed.is_empty()).then(|| typed.to_owned());
    }
    let host = typed.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let whole = match host.split_once('@') {
        Some((name, domain)) if !name.is_empty() && domain.contains('.') && host == typed => format!("mailto:{typed}"),
        Some(_) => return None,
        None => format!("https://{}", typed.trim_start_matches('/')),
    };
    let has_domain = host.trim_end_matches('.').contains('.') && !typed.contains("://");
    (has_domain && is_safe_url(&whole, true)).then_some(whole)
}
