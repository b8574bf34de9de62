//! The section "Language and time".

use leptos::prelude::*;

use crate::{
    accounts::rpc::profile::ChangeMyRegion,
    app::layout::error_view::ErrorView,
    ui::*,
    workspaces::{
        rpc::list_time_zones,
        types::{LOCALES, TimeZone},
    },
};

/// Language and time zone of the person.
#[component]
pub fn Region(
    /// BCP 47 tag.
    locale: String,
    /// IANA name.
    time_zone: String,
) -> impl IntoView {
    let zones = Resource::new(|| (), |()| list_time_zones());
    let retry = Callback::new(move |()| zones.refetch());
    let mine = StoredValue::new((locale, time_zone));
    view! {
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=2/> }>
            {move || Suspend::new(async move {
                let (locale, time_zone) = mine.get_value();
                match zones.await {
                    Ok(zones) => view! { <RegionForm zones locale time_zone/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn RegionForm(zones: Vec<TimeZone>, locale: String, time_zone: String) -> impl IntoView {
    let (action, toasts) = (ServerAction::<ChangeMyRegion>::new(), use_toasts());
    let error = action_error(action);
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("Language and time saved");
        }
    });
    let locales: Vec<_> = LOCALES.iter().map(|(tag, name)| SelectOption::new(*tag, *name)).collect();
    let mut zones: Vec<_> = zones.into_iter().map(|zone| SelectOption::new(zone.name, zone.label)).collect();
    if !zones.iter().any(|zone| zone.value == time_zone) {
        zones.insert(0, SelectOption::new(time_zone.clone(), time_zone.clone()));
    }
    let (zone, here) = (RwSignal::new(time_zone), RwSignal::new(None::<String>));
    let known = StoredValue::new(zones.clone());
    Effect::new(move |_| here.set(zone_here()));
    // The zone of this device, when it is another one that can be chosen.
    let offer = move || {
        let other =
            |here: &String| *here != zone.get() && known.with_value(|known| known.iter().any(|one| one.value == *here));
        here.get().filter(other).map(|here| {
            let label = format!("Use the zone of this device: {}", here.replace('_', " "));
            view! {
                <Button size=Size::Small class="self-start" on_click=move |()| zone.set(here.clone())>{label}</Button>
            }
        })
    };
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            <SelectField
                name="locale"
                label="Language"
                options=locales
                value=locale
                help=Some("Sites of your new workspaces are written in it. The dashboard itself is in English.".to_owned())
                error=field_error(error, "locale")
            />
            <SelectField
                name="time_zone"
                label="Time zone"
                options=zones
                bind=zone
                help=Some("Times are shown to you in it.".to_owned())
                error=field_error(error, "time_zone")
            />
            {offer}
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save language and time"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}
