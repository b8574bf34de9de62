//! The page behind a link in a mail: whose it is, a button, and what came of it. Opening it changes nothing, so that programs which
//! look at mails do not use the link up; the button does.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Serialize, de::DeserializeOwned};

use super::door::{Door, Ended, Way};
use crate::{app::layout::error_view::ErrorView, kernel::AppError, ui::*};

/// Looks at the link, then shows what its button does, or why it does not work any more.
#[component]
pub(super) fn MailLink<T, Look, Looked, Shown>(
    /// The heading.
    title: &'static str,
    /// The picture above it.
    icon: icondata_core::Icon,
    /// Asks the server about the token of the link.
    look: Look,
    /// The sentence and the form, for what the server said and the token.
    shown: Shown,
    /// What can be done when the link does not work any more.
    ways: &'static [Way],
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Look: Fn(String) -> Looked + Send + Sync + 'static,
    Looked: Future<Output = Result<T, AppError>> + Send + 'static,
    Shown: Fn(T, String) -> AnyView + Copy + Send + Sync + 'static,
{
    let token = StoredValue::new(use_query_map().with_untracked(|query| query.get("token").unwrap_or_default()));
    let link = Resource::new(move || token.get_value(), look);
    let retry = Callback::new(move |()| link.refetch());
    view! {
        <Door title icon>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {move || Suspend::new(async move {
                    match link.await {
                        Ok(found) => shown(found, token.get_value()),
                        Err(error @ (AppError::Network(_) | AppError::Unavailable(_) | AppError::Internal { .. })) => {
                            view! { <ErrorView error retry/> }.into_any()
                        }
                        Err(error) => view! { <Ended title="This link does not work any more" error ways/> }.into_any(),
                    }
                })}
            </Suspense>
        </Door>
    }
}

/// The sentence over the button.
#[component]
pub(super) fn Question(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <p class="text-lg">{children()}</p> }
}

/// What stands in the form of every such page: what went wrong, the token, more fields, the button.
#[component]
pub(super) fn LinkFields(
    /// What the server said.
    error: Signal<Option<AppError>>,
    /// The form is on its way.
    pending: Signal<bool>,
    /// The token of the link.
    token: String,
    /// What the button says.
    button: &'static str,
    /// More fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <FormError error/>
        <input type="hidden" name="token" value=token/>
        {children.map(|children| children())}
        <SubmitButton pending size=Size::Large class="btn-wide">{button}</SubmitButton>
    }
}
