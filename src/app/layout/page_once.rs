//! The page inside a frame that is itself inside a Suspense, made once.

use leptos::prelude::*;
use leptos_router::components::Outlet;

/// `<Outlet/>`, which the server must not make just to look for resources: before it renders a Suspense it walks through
/// what is inside and throws that away, and the page would lose its request while it loads.
#[cfg(feature = "ssr")]
pub fn page_once() -> impl IntoView {
    once::Once(Outlet().into_any())
}

/// `<Outlet/>`: the browser makes the page once anyway.
#[cfg(not(feature = "ssr"))]
pub fn page_once() -> impl IntoView {
    Outlet()
}

#[cfg(feature = "ssr")]
mod once {
    //! A view that keeps out of the walk, and is otherwise the view inside.

    use leptos::{
        attr::{Attribute, any_attribute::AnyAttribute},
        prelude::*,
        tachys::{
            hydration::Cursor,
            ssr::StreamBuilder,
            view::{Position, PositionState, add_attr::AddAnyAttr},
        },
    };

    pub struct Once(pub AnyView);

    impl Render for Once {
        type State = <AnyView as Render>::State;

        fn build(self) -> Self::State {
            self.0.build()
        }

        fn rebuild(self, state: &mut Self::State) {
            self.0.rebuild(state);
        }
    }

    impl AddAnyAttr for Once {
        type Output<NewAttr: Attribute> = Once;

        fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self::Output<NewAttr> {
            Self(self.0.add_any_attr(attr).into_any())
        }
    }

    impl RenderHtml for Once {
        type AsyncOutput = AnyView;
        type Owned = Self;

        const MIN_LENGTH: usize = AnyView::MIN_LENGTH;

        fn dry_resolve(&mut self) {}

        async fn resolve(self) -> Self::AsyncOutput {
            self.0.resolve().await
        }

        fn to_html_with_buf(
            self,
            buf: &mut String,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        }

        fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
            self,
            buf: &mut StreamBuilder,
            position: &mut Position,
            escape: bool,
            mark_branches: bool,
            extra_attrs: Vec<AnyAttribute>,
        ) {
            self.0.to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
        }

        fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
            self.0.hydrate::<FROM_SERVER>(cursor, position)
        }

        fn into_owned(self) -> Self::Owned {
            self
        }
    }
}
