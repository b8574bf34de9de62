//! The testimonials block: what others say, with their names.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Picture, Stored, Style, WaitingView, rows::Rows};
use crate::{
    kernel::FieldErrors,
    sites::types::{check_picture, check_text, is_safe_picture},
    ui::{ImageField, TextArea, TextField},
};

/// The most testimonials of one block.
const MOST: usize = 12;

/// What one person says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Testimonial {
    /// The words; at most 600 characters.
    pub quote: String,
    /// Whose they are; at most 80 characters.
    pub name: String,
    /// Who that is; at most 80 characters.
    pub role: String,
    /// A portrait by address, or empty.
    pub picture_url: String,
}

/// What others say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Testimonials {
    /// In order; at most 12.
    pub testimonials: Vec<Testimonial>,
}

impl Stored for Testimonials {}

impl Content for Testimonials {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.testimonials.is_empty() {
            errors.add("", "Add at least one testimonial.");
        }
        if self.testimonials.len() > MOST {
            errors.add("", format!("A block has at most {MOST} testimonials."));
        }
        for (index, one) in self.testimonials.iter().enumerate() {
            check_text(&mut errors, &format!("quote_{index}"), &one.quote, 1, 600);
            check_text(&mut errors, &format!("name_{index}"), &one.name, 1, 80);
            check_text(&mut errors, &format!("role_{index}"), &one.role, 0, 80);
            check_picture(&mut errors, &format!("picture_{index}"), &one.picture_url, false);
        }
        errors
    }

    fn summary(&self) -> String {
        self.testimonials.iter().map(|one| one.name.trim()).collect::<Vec<_>>().join(", ")
    }

    fn texts(&self) -> Vec<String> {
        let texts =
            |one: &Testimonial| [one.quote.clone(), one.name.clone(), one.role.clone(), one.picture_url.clone()];
        self.testimonials.iter().flat_map(texts).collect()
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Card, Style::Testimonials]
    }
}

/// The words on the page.
#[component]
pub fn TestimonialsView(
    /// What others say.
    testimonials: Testimonials,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    if preview && testimonials.testimonials.iter().all(|one| one.quote.trim().is_empty()) {
        return view! { <WaitingView label="Testimonials"/> }.into_any();
    }
    let all = testimonials.testimonials.into_iter().map(|one| {
        let portrait =
            is_safe_picture(one.picture_url.trim()).then(|| view! { <Picture url=one.picture_url size=(40, 40)/> });
        let role = (!one.role.trim().is_empty()).then(|| view! { <small dir="auto">{one.role}</small> });
        view! {
            <figure class="bio-card">
                <blockquote dir="auto">{one.quote}</blockquote>
                <figcaption>{portrait} <span><b dir="auto">{one.name}</b> {role}</span></figcaption>
            </figure>
        }
    });
    view! { <div class="bio-quotes">{all.collect_view()}</div> }.into_any()
}

/// The form in the builder: one row a testimonial.
#[component]
pub fn TestimonialsForm(
    /// What others say.
    editing: Editing<Testimonials>,
) -> impl IntoView {
    view! {
        <Rows
            editing
            list=|testimonials| &mut testimonials.testimonials
            most=MOST
            noun="testimonial"
            row=testimonial_row
        />
    }
}

fn testimonial_row(editing: Editing<Testimonials>, index: usize) -> AnyView {
    let number = index + 1;
    let bind = move |place| editing.item(|all: &mut Testimonials| &mut all.testimonials, index, place);
    view! {
        <TextArea
            name=format!("quote_{index}")
            label=format!("Words {number}")
            bind=bind(|one: &mut Testimonial| &mut one.quote)
            error=editing.error(format!("quote_{index}"))
            rows=2
        />
        <div class="grid gap-2 sm:grid-cols-2">
            <TextField
                name=format!("name_{index}")
                label=format!("Name {number}")
                bind=bind(|one: &mut Testimonial| &mut one.name)
                error=editing.error(format!("name_{index}"))
            />
            <TextField
                name=format!("role_{index}")
                label=format!("Who that is {number}")
                optional=true
                bind=bind(|one: &mut Testimonial| &mut one.role)
                error=editing.error(format!("role_{index}"))
                placeholder="Course of spring"
            />
        </div>
        <ImageField
            name=format!("picture_{index}")
            label=format!("Portrait {number}")
            optional=true
            bind=bind(|one: &mut Testimonial| &mut one.picture_url)
            error=editing.error(format!("picture_{index}"))
        />
    }
    .into_any()
}
