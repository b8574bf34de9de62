//! Logo and colours of the workspace.

use leptos::prelude::*;

use super::{super::success::on_success, SectionError};
use crate::{
    app::layout::{
        current::{use_current, use_workspace},
        error_view::ErrorView,
    },
    media::{rpc::list_pictures, types::Picture},
    ui::{
        ColourField, FormActions, ImageField, Kind, LibraryPage, LibraryPicture, PictureSource, SettingsSection,
        Skeleton, SkeletonShape, SubmitButton, action_error, field_error, use_toasts,
    },
    workspaces::{
        rpc::owners::{SaveBrand, read_brand},
        types::owners::Brand,
    },
};

/// The section "Logo and colours".
#[component]
pub fn BrandSection() -> impl IntoView {
    let open = use_workspace();
    let id = open.id;
    let list = move |search: String, before: String| {
        let answer = list_pictures(id, search, before);
        Box::pin(async move {
            let found = answer.await?.page;
            let pictures =
                found.items.into_iter().map(|Picture { address, name, alt, .. }| LibraryPicture { address, name, alt });
            Ok(LibraryPage { pictures: pictures.collect(), next: found.next })
        }) as _
    };
    provide_context(PictureSource::new(open.path("media"), list));
    let brand = Resource::new(move || id, read_brand);
    let retry = Callback::new(move |()| brand.refetch());
    view! {
        <SettingsSection
            title="Logo and colours"
            about="The logo stands beside the name of the workspace. New sites begin with the colours."
        >
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=3/> }>
                {move || Suspend::new(async move {
                    match brand.await {
                        Ok(brand) => view! { <BrandForm brand/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </SettingsSection>
    }
}

#[component]
fn BrandForm(brand: Brand) -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let id = current.get_untracked().id;
    let action = ServerAction::<SaveBrand>::new();
    let error = action_error(action);
    let (logo, accent, background) =
        (RwSignal::new(brand.logo), RwSignal::new(brand.accent), RwSignal::new(brand.background));
    on_success(action, move |brand: &Brand| {
        let logo = brand.logo.clone();
        current.update(|open| open.logo = logo.clone());
        current.refresh();
        toasts.success("Logo and colours saved");
    });
    view! {
        // Outside of the form: the window of the library has a form of its own, and forms do not nest.
        <div class="mb-4">
            <ImageField
                name="picture"
                label="Logo"
                help=Some("A square picture looks best.".to_owned())
                bind=logo
                own_only=true
                optional=true
                error=field_error(error, "logo")
            />
        </div>
        <ActionForm action attr:class="form">
            <SectionError error/>
            <input type="hidden" name="workspace" value=id.to_string()/>
            <input type="hidden" name="logo" value=move || logo.get()/>
            <ColourField
                name="accent"
                label="Accent"
                bind=accent
                usual="#4f46e5"
                reset="Take the theme's accent"
                help=Some("Buttons on new sites.".to_owned())
                error=field_error(error, "accent")
            />
            <ColourField
                name="background"
                label="Background"
                bind=background
                usual="#ffffff"
                reset="Take the theme's background"
                help=Some("What lies behind new sites.".to_owned())
                error=field_error(error, "background")
            />
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save logo and colours"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}
