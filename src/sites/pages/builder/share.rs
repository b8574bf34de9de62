//! Sharing: an address to copy, with campaign tags, and its QR code as a file.

use leptos::prelude::*;

use super::session::Session;
use crate::{
    app::layout::current::use_workspace,
    sites::{
        blocks::CampaignTags,
        types::{Tag, with_tags},
    },
    ui::{Button, ButtonLink, CopyButton, Dialog, IconButton, SelectField, SelectOption, Size},
};

/// The button in the bar and the window that it opens: the site's own address.
#[component]
pub fn ShareSite(
    /// The session.
    session: Session,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let tags: [RwSignal<String>; 5] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let value = move |tag: Tag| tags[Tag::ALL.iter().position(|known| *known == tag).unwrap_or_default()];
    let page = move || session.facts.with(|facts| facts.public_url.clone());
    let address = Memo::new(move |_| with_tags(&page(), |tag| value(tag).get()));
    let files = use_workspace().path(&format!("sites/{}/qr", session.site));
    let query = Memo::new(move |_| {
        let pairs = Tag::ALL.into_iter().map(|tag| (tag.name(), value(tag).get()));
        let pairs = pairs.filter(|(_, value)| !value.trim().is_empty());
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    });
    view! {
        <IconButton label="Share page" icon=icondata_lu::LuQrCode on_click=move |()| open.set(true)/>
        <Dialog id="share-site" open title="Share this page" about=Some("Copy the address, or print its QR code.".to_owned())>
            <Show when=move || open.get()>
                <Address text=address/>
                <QrFiles files=files.clone() query name="QR code of this page"/>
                <CampaignTags address field=Callback::new(value)/>
            </Show>
        </Dialog>
    }
}

/// The button of one short link and the window that it opens.
#[component]
pub fn ShareLink(
    /// Keeps the windows of several links apart.
    id: String,
    /// The whole short address.
    #[prop(into)]
    address: Signal<String>,
    /// Where its QR codes are, without the ending.
    files: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // A new code is a new drawing, so the picture is asked for again.
    let query = Memo::new(move |_| {
        let address = address.get();
        let code = address.rsplit('/').next().unwrap_or_default();
        url::form_urlencoded::Serializer::new(String::new()).append_pair("of", code).finish()
    });
    view! {
        <Button size=Size::Small icon=icondata_lu::LuQrCode on_click=move |()| open.set(true)>"QR code"</Button>
        <Dialog id=format!("qr-{id}") open title="QR code of this short link">
            <Show when=move || open.get()>
                <Address text=address/>
                <QrFiles files=files.clone() query name="QR code of this short link"/>
            </Show>
        </Dialog>
    }
}

#[component]
fn Address(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <p class="flex flex-wrap items-center gap-2">
            <span class="min-w-0 font-medium break-all">{move || text.get()}</span>
            <CopyButton text label="Copy address"/>
        </p>
    }
}

/// The drawing, and the ways to save it.
#[component]
fn QrFiles(files: String, query: Memo<String>, #[prop(into)] name: String) -> impl IntoView {
    let size = RwSignal::new("512".to_owned());
    let files = StoredValue::new(files);
    let file = move |ending: &str, more: &str| {
        let query = [query.get(), more.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        format!("{}.{ending}?{}", files.get_value(), query.join("&"))
    };
    let drawing = move || file("svg", "");
    let svg = Signal::derive(move || file("svg", "save=1"));
    let png = Signal::derive(move || file("png", &format!("save=1&size={}", size.get())));
    let sizes = ["256", "512", "1024", "2048"].map(|side| SelectOption::new(side, format!("{side} × {side} pixels")));
    view! {
        <div class="flex flex-wrap items-start gap-4">
            <img class="size-40 rounded-lg border bg-white" src=drawing alt=name width="160" height="160"/>
            <div class="flex min-w-0 flex-1 flex-col gap-3">
                <SelectField name="qr_size" label="Size of the PNG" options=sizes.to_vec() bind=size/>
                <div class="flex flex-wrap gap-2">
                    <ButtonLink href=png size=Size::Small icon=icondata_lu::LuDownload attr:download="qr.png">
                        "Download PNG"
                    </ButtonLink>
                    <ButtonLink href=svg size=Size::Small icon=icondata_lu::LuDownload attr:download="qr.svg">
                        "Download SVG"
                    </ButtonLink>
                </div>
            </div>
        </div>
    }
}
