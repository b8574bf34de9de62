//! The home of a workspace: what to do next, how its sites do.

mod sites;

use leptos::prelude::*;
use leptos_meta::Title;

use super::{current::use_current, error_view::ErrorView};
use crate::{
    page,
    sites::rpc::list_sites,
    ui::{PageBody, PageHeader, Skeleton, SkeletonShape},
};

page!(
    /// `/w/{handle}`
    pub HomeRoute, Home
);

#[component]
fn Home() -> impl IntoView {
    let current = use_current();
    let open = current.get_untracked();
    let sites = Resource::new(move || open.id, list_sites);
    let retry = Callback::new(move |()| sites.refetch());
    view! {
        <Title text="Home"/>
        <PageBody>
            <PageHeader title=current.read(|open| open.name.clone())/>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Cards/> }>
                {move || Suspend::new(async move {
                    match sites.await {
                        Ok(sites) => view! { <sites::Sites sites/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}
