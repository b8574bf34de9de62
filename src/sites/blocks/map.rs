//! The map block: where something is, with a link to OpenStreetMap and, when the place is known exactly, a map to open here.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    content::{first, owned},
    embed::Frame,
    link::{LinkCard, mark},
};
use crate::{
    kernel::{FieldErrors, id::BlockId},
    sites::{types::check_text, view::safe_href},
    ui::{TextArea, TextField},
};

/// Where maps come from.
const ORIGIN: &str = "https://www.openstreetmap.org";

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Map {
    /// What is there; at most 120 characters.
    pub title: String,
    /// Where it is, as one writes it on a letter; at most 300 characters.
    pub address: String,
    /// Latitude and longitude in degrees, `54.3233, 10.1228`, or empty.
    pub coordinates: String,
}

impl Map {
    /// Latitude and longitude in degrees, when both are given and on this planet.
    pub fn point(&self) -> Option<(f64, f64)> {
        let mut numbers = self.coordinates.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
        let (latitude, longitude) = (numbers.next()?.parse::<f64>().ok()?, numbers.next()?.parse::<f64>().ok()?);
        let real = latitude.abs() <= 85.0 && longitude.abs() <= 180.0 && numbers.next().is_none();
        real.then_some((latitude, longitude))
    }

    fn words(&self) -> String {
        let address = self.address.split_whitespace().collect::<Vec<_>>().join(" ");
        first([&self.title, &address, &self.coordinates])
    }

    /// The page of the place at OpenStreetMap.
    fn page(&self) -> String {
        match self.point() {
            Some((at, along)) => format!("{ORIGIN}/?mlat={at:.5}&mlon={along:.5}#map=16/{at:.5}/{along:.5}"),
            None => {
                let address = self.address.split_whitespace().collect::<Vec<_>>().join(" ");
                let query: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
                format!("{ORIGIN}/search?query={query}")
            }
        }
    }

    /// The map alone, about a kilometre around the place.
    fn frame_of((at, along): (f64, f64)) -> String {
        let (left, right) = ((along - 0.008).max(-180.0), (along + 0.008).min(180.0));
        let (below, above) = (at - 0.0045, at + 0.0045);
        format!(
            "{ORIGIN}/export/embed.html?bbox={left:.5}%2C{below:.5}%2C{right:.5}%2C{above:.5}&layer=mapnik&marker={at:.5}%2C{along:.5}"
        )
    }
}

impl Stored for Map {}

impl Content for Map {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, 0, 120);
        let given = !self.coordinates.trim().is_empty();
        check_text(&mut errors, "address", &self.address, usize::from(!given), 300);
        if given && self.point().is_none() {
            errors.add("coordinates", "Write the latitude and the longitude in degrees, for example 54.3233, 10.1228.");
        }
        errors
    }

    fn summary(&self) -> String {
        self.words()
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.title, &self.address, &self.coordinates])
    }

    fn targets(&self) -> Vec<String> {
        if self.words().is_empty() {
            return Vec::new();
        }
        std::iter::once(self.page()).chain(self.point().map(Self::frame_of)).collect()
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Embed, Style::Link]
    }

    fn frame(&self) -> Option<&'static str> {
        self.point().map(|_| ORIGIN)
    }
}

/// The place on the page.
#[component]
pub fn MapView(
    /// Which block it is.
    id: BlockId,
    /// Where it is.
    map: Map,
    /// Where its links lead: the page of the place, the map alone.
    hrefs: Vec<String>,
    /// Something stands before the links, which does not fit into a frame.
    gated: bool,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let title = first([&map.words(), "A place"]);
    let about = if map.title.trim().is_empty() { "Open the map".to_owned() } else { map.address.clone() };
    let frame = (map.point().is_some() && !gated).then(|| {
        let play = "Show the map. It comes from OpenStreetMap, which then sees your visit.".to_owned();
        view! { <Frame id class="bio-frame bio-wide" title=title.clone() play preview/> }
    });
    view! {
        <div class="bio-pair">
            {frame}
            <LinkCard title about href=safe_href(&hrefs, 0) mark=mark(icondata_lu::LuMapPin)/>
        </div>
    }
}

/// The form in the builder.
#[component]
pub fn MapForm(
    /// Where it is.
    editing: Editing<Map>,
) -> impl IntoView {
    view! {
        <TextField
            name="title"
            label="What is there"
            optional=true
            bind=editing.text(|map| &mut map.title)
            error=editing.error("title")
            placeholder="The studio"
        />
        <TextArea
            name="address"
            label="Address"
            bind=editing.text(|map| &mut map.address)
            error=editing.error("address")
            help=Some("As you would write it on a letter. It leads to OpenStreetMap.".to_owned())
            rows=2
        />
        <TextField
            name="coordinates"
            label="Coordinates"
            optional=true
            bind=editing.text(|map| &mut map.coordinates)
            error=editing.error("coordinates")
            help=Some("With them visitors can open a map here, and the link finds the exact place.".to_owned())
            placeholder="54.3233, 10.1228"
            autocomplete="off"
        />
    }
}
