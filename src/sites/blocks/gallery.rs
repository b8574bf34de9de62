//! The gallery block: several pictures side by side.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Picture, Stored, Style, WaitingView, rows::Rows};
use crate::{
    kernel::FieldErrors,
    sites::types::{check_picture, check_text, is_safe_picture},
    ui::{ImageField, SelectField, SelectOption, TextField},
};

/// The most pictures of one gallery.
const MOST: usize = 24;

/// One picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shot {
    /// Where it is: `/m/…`, http or https.
    pub url: String,
    /// What it shows, for people who do not see it; at most 300 characters.
    pub alt: String,
}

/// Several pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Gallery {
    /// In order; at most 24.
    pub pictures: Vec<Shot>,
    /// How many stand side by side: 2 or 3.
    pub columns: u8,
}

impl Default for Gallery {
    fn default() -> Self {
        Self { pictures: Vec::new(), columns: 2 }
    }
}

impl Stored for Gallery {}

impl Content for Gallery {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.pictures.is_empty() {
            errors.add("", "Add at least one picture.");
        }
        if self.pictures.len() > MOST {
            errors.add("", format!("A gallery has at most {MOST} pictures."));
        }
        for (index, picture) in self.pictures.iter().enumerate() {
            check_picture(&mut errors, &format!("url_{index}"), &picture.url, true);
            check_text(&mut errors, &format!("alt_{index}"), &picture.alt, 0, 300);
        }
        errors
    }

    fn summary(&self) -> String {
        match self.pictures.len() {
            0 => String::new(),
            1 => "1 picture".to_owned(),
            count => format!("{count} pictures"),
        }
    }

    fn texts(&self) -> Vec<String> {
        self.pictures.iter().flat_map(|picture| [picture.url.clone(), picture.alt.clone()]).collect()
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Gallery]
    }
}

/// The pictures on the page. Their boxes are there before they are, so that nothing jumps.
#[component]
pub fn GalleryView(
    /// The pictures.
    gallery: Gallery,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    if preview && gallery.pictures.iter().all(|picture| picture.url.trim().is_empty()) {
        return view! { <WaitingView label="Gallery"/> }.into_any();
    }
    let class = if gallery.columns == 3 { "bio-gallery bio-three" } else { "bio-gallery" };
    let sizes = if gallery.columns == 3 { "(max-width: 660px) 33vw, 200px" } else { "(max-width: 660px) 50vw, 300px" };
    let pictures =
        gallery.pictures.into_iter().filter(|shot| is_safe_picture(shot.url.trim())).map(|Shot { url, alt }| {
            view! { <li><Picture url alt size=(300, 300) sizes/></li> }
        });
    view! { <ul class=class>{pictures.collect_view()}</ul> }.into_any()
}

/// The form in the builder: one row a picture.
#[component]
pub fn GalleryForm(
    /// The pictures.
    editing: Editing<Gallery>,
) -> impl IntoView {
    let columns = editing.bound(
        |gallery| Some(gallery.columns.to_string()),
        |gallery, text| {
            if let Ok(columns @ 2..=3) = text.parse() {
                gallery.columns = columns;
            }
        },
    );
    let options: Vec<SelectOption> = vec![("2", "Two").into(), ("3", "Three").into()];
    view! {
        <Rows editing list=|gallery| &mut gallery.pictures most=MOST noun="picture" row=picture_row/>
        <SelectField name="columns" label="Side by side" options=options bind=columns/>
    }
}

fn picture_row(editing: Editing<Gallery>, index: usize) -> AnyView {
    let number = index + 1;
    view! {
        <ImageField
            name=format!("url_{index}")
            label=format!("Picture {number}")
            bind=editing.item(|gallery| &mut gallery.pictures, index, |picture| &mut picture.url)
            error=editing.error(format!("url_{index}"))
        />
        <TextField
            name=format!("alt_{index}")
            label=format!("What picture {number} shows")
            optional=true
            bind=editing.item(|gallery| &mut gallery.pictures, index, |picture| &mut picture.alt)
            error=editing.error(format!("alt_{index}"))
        />
    }
    .into_any()
}
