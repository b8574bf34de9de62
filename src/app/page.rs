//! `page!`: a page of its own WASM chunk.

/// Declares a lazily loaded page: `page!(pub SitesRoute, Sites)` makes the route type for a component without props.
///
/// With the feature `split` its view becomes a chunk of its own, loaded when the page is opened; that build needs
/// `cargo leptos build --split`. Without the feature the same code is one bundle, and plain cargo builds it.
#[macro_export]
macro_rules! page {
    ($(#[$doc:meta])* $vis:vis $route:ident, $component:path) => {
        $(#[$doc])*
        #[derive(Debug)]
        $vis struct $route;

        #[cfg(feature = "split")]
        #[leptos_router::lazy_route]
        impl leptos_router::LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> leptos::prelude::AnyView {
                leptos::prelude::IntoAny::into_any($component())
            }
        }

        #[cfg(not(feature = "split"))]
        impl leptos_router::LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> leptos::prelude::AnyView {
                leptos::prelude::IntoAny::into_any($component())
            }
        }
    };
}
