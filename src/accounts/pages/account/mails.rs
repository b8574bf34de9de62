//! The section "Mails": which kinds the person wants.

use leptos::prelude::*;

use crate::{
    accounts::{rpc::profile::SaveNotices, types::profile::Notice},
    ui::*,
};

/// One box for each kind of mail.
#[component]
pub fn Mails(
    /// Each kind and whether it is wanted.
    notices: Vec<(Notice, bool)>,
) -> impl IntoView {
    let (action, toasts) = (ServerAction::<SaveNotices>::new(), use_toasts());
    let error = action_error(action);
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            toasts.success("Mails saved");
        }
    });
    let boxes = notices.into_iter().map(|(kind, wanted)| {
        view! { <Checkbox name=kind.as_str() label=kind.label() help=Some(kind.about().to_owned()) checked=wanted/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <ActionForm action attr:class="form">
            <FormError error/>
            {boxes}
            <FormActions>
                <SubmitButton kind=Kind::Secondary pending=action.pending()>"Save mails"</SubmitButton>
            </FormActions>
        </ActionForm>
    }
}
