//! What a future brings, inside a Suspense.

use leptos::prelude::*;

/// Shows what a future brings. In the browser it is made again when something that it read changes. The server makes it
/// once: a second making would dispose of the first, of which the document's title may still know.
#[cfg(feature = "ssr")]
pub fn suspend<F, V>(make: impl Fn() -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = V> + Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(make())
}

/// Shows what a future brings, again whenever something that it read changes.
#[cfg(not(feature = "ssr"))]
pub fn suspend<F, V>(make: impl Fn() -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = V> + Send + 'static,
    V: IntoView + 'static,
{
    move || Suspend::new(make())
}
