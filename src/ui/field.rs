//! What every field shares: the label above, help and error below, and how they are tied together.

use leptos::prelude::*;

use super::Icon;

/// A prefix for the ids of the fields inside, so that two forms on one page can both have a "name". `SettingsSection`,
/// `Dialog` and `Sheet` provide one; a page with several bare forms can `provide_context(FieldScope::new("invite"))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldScope(String);

impl FieldScope {
    /// A scope from any text: "Change your password" becomes "change-your-password".
    pub fn new(text: &str) -> Self {
        let mut slug = String::with_capacity(text.len());
        for part in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&part.to_ascii_lowercase());
        }
        Self(slug)
    }

    /// The id of the field with this name.
    pub fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.0)
    }
}

/// The id of the field with this name in the scope around it. The summary of errors links to it.
pub(super) fn field_id(name: &str) -> String {
    match use_context::<FieldScope>() {
        Some(scope) => scope.id(name),
        None => format!("field-{name}"),
    }
}

/// The ids of help and error of a field, as `aria-describedby` wants them.
pub(super) fn described_by(
    id: &str,
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let id = id.to_owned();
    move || match (help.with(Option::is_some), error.with(Option::is_some)) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-help")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-error {id}-help")),
    }
}

/// "true" while there is an error, as `aria-invalid` wants it.
pub(super) fn invalid(
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || error.with(Option::is_some).then_some("true")
}

/// Help below a field.
#[component]
pub(super) fn FieldHelp(
    /// The field's id.
    id: String,
    /// The sentence.
    help: Signal<Option<String>>,
) -> impl IntoView {
    let id = format!("{id}-help");
    move || help.get().map(|help| view! { <p class="field-help" id=id.clone()>{help}</p> })
}

/// The error below a field.
#[component]
pub(super) fn FieldErrorText(
    /// The field's id.
    id: String,
    /// What is wrong and how to mend it.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = format!("{id}-error");
    move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id.clone()>
                    <Icon icon=icondata_lu::LuCircleAlert/>
                    <span>{error}</span>
                </p>
            }
        })
    }
}

/// Label above, any input in the middle, help and error below: for inputs that the other fields do not cover. The input
/// inside carries `id`, and `aria-describedby` "{id}-help" or "{id}-error" itself.
#[component]
pub fn FieldFrame(
    /// The id of the input inside.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">"optional"</span> })}
            </label>
            {children()}
            <FieldErrorText id=id.clone() error/>
            <FieldHelp id=id help/>
        </div>
    }
}
