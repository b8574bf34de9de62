//! Currency, time zone and language of the workspace.

use leptos::prelude::*;

use super::{super::success::on_success, SectionError};
use crate::{
    app::layout::{current::use_current, error_view::ErrorView},
    kernel::money::CURRENCIES,
    ui::{
        FormActions, Kind, SelectField, SelectOption, SettingsSection, Skeleton, SkeletonShape, SubmitButton,
        action_error, field_error, use_toasts,
    },
    workspaces::{
        rpc::{ChangeRegion, list_time_zones},
        types::{LOCALES, TimeZone},
    },
};

/// The section "Region".
#[component]
pub fn RegionSection() -> impl IntoView {
    let zones = Resource::new(|| (), |()| list_time_zones());
    let retry = Callback::new(move |()| zones.refetch());
    view! {
        <SettingsSection title="Region" about="Where your work is at home.">
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Form count=3/> }>
                {move || Suspend::new(async move {
                    match zones.await {
                        Ok(zones) => view! { <RegionForm zones/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </SettingsSection>
    }
}

#[component]
fn RegionForm(zones: Vec<TimeZone>) -> impl IntoView {
    let (current, toasts) = (use_current(), use_toasts());
    let open = current.get_untracked();
    let action = ServerAction::<ChangeRegion>::new();
    let error = action_error(action);
    on_success(action, move |version| {
        let version = *version;
        current.update(|open| open.version = version);
        current.refresh();
        toasts.success("Region saved");
    });
    let currencies: Vec<_> =
        CURRENCIES.iter().map(|(code, name, _)| SelectOption::new(*code, format!("{name} ({code})"))).collect();
    let locales: Vec<_> = LOCALES.iter().map(|(tag, name)| SelectOption::new(*tag, *name)).collect();
    let mut zones: Vec<_> = zones.into_iter().map(|zone| SelectOption::new(zone.name, zone.label)).collect();
    if !zones.iter().any(|zone| zone.value == open.time_zone) {
        zones.insert(0, SelectOption::new(open.time_zone.clone(), open.time_zone.clone()));
    }
    let about = |text: &str| Some(text.to_owned());
    view! {
        <ActionForm action attr:class="form">
            <SectionError error/>
            <input type="hidden" name="workspace" value=open.id.to_string()/>
            <input type="hidden" name="version" value=current.read(|open| open.version)/>
            <SelectField
                name="currency"
                label="Currency"
                options=currencies
                value=open.currency
                help=about("Amounts in this workspace are kept in it.")
                error=field_error(error, "currency")
            />
            <SelectField
                name="time_zone"
                label="Time zone"
                options=zones
                value=open.time_zone
                help=about("A day in your numbers begins at midnight there.")
                error=field_error(error, "time_zone")
            />
            <SelectField
                name="locale"
                label="Language"
                options=locales
                value=open.locale
                help=about("New sites are written in it, unless you choose another for a site.")
                error=field_error(error, "locale")
            />
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save region"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}
