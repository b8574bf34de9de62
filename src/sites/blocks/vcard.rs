//! The vCard block: contact data as a file that address books take.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Content, Editing, Stored, Style,
    content::{first, owned},
    link::{LinkCard, mark},
};
use crate::{
    kernel::{FieldErrors, email::Email, id::BlockId},
    sites::types::{check_text, check_url},
    ui::{TextArea, TextField},
};

/// Contact data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vcard {
    /// Whose; at most 120 characters.
    pub name: String,
    /// Where they work; at most 120 characters.
    pub organization: String,
    /// Telephone number; at most 40 characters.
    pub phone: String,
    /// Address for mail.
    pub email: String,
    /// Page: http or https.
    pub url: String,
    /// A few words; at most 500 characters.
    pub note: String,
    /// What the button says; at most 80 characters.
    pub button: String,
}

impl Stored for Vcard {}

impl Content for Vcard {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "name", &self.name, 1, 120);
        check_text(&mut errors, "organization", &self.organization, 0, 120);
        check_text(&mut errors, "phone", &self.phone, 0, 40);
        let odd = |c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | ' ' | '*' | '#'));
        if self.phone.trim().contains(odd) {
            errors.add("phone", "Write digits, with + and the code of the country in front: +49 431 123456.");
        }
        if !self.email.trim().is_empty()
            && let Err(why) = Email::parse(&self.email)
        {
            errors.add("email", why);
        }
        check_url(&mut errors, "url", &self.url, false, false);
        check_text(&mut errors, "note", &self.note, 0, 500);
        check_text(&mut errors, "button", &self.button, 0, 80);
        errors
    }

    fn summary(&self) -> String {
        first([&self.name, &self.organization, &self.email])
    }

    fn texts(&self) -> Vec<String> {
        owned([&self.name, &self.organization, &self.phone, &self.email, &self.url, &self.note, &self.button])
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Link]
    }
}

impl Vcard {
    /// The file: vCard 3.0 (RFC 2426), which every address book reads, with the escapes and folded lines that RFC 6350 also has.
    pub fn file(&self) -> String {
        let name = self.name.trim();
        // Families stand last in most places; whoever has one name only has it as the first one.
        let (given, family) = name.rsplit_once(char::is_whitespace).unwrap_or((name, ""));
        let mut lines = vec![
            "BEGIN:VCARD".to_owned(),
            "VERSION:3.0".to_owned(),
            "PRODID:-//Mewayz//Bio sites//EN".to_owned(),
            format!("N:{};{};;;", escaped(family), escaped(given.trim())),
            format!("FN:{}", escaped(name)),
        ];
        let fields = [
            ("ORG", &self.organization),
            ("TEL;TYPE=VOICE", &self.phone),
            ("EMAIL;TYPE=INTERNET", &self.email),
            ("NOTE", &self.note),
        ];
        for (field, text) in fields.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            lines.push(format!("{field}:{}", escaped(text.trim())));
        }
        // A URI is no text: what would end its line is not in it.
        if let Ok(url) = url::Url::parse(self.url.trim()) {
            lines.push(format!("URL:{url}"));
        }
        lines.push("END:VCARD".to_owned());
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// A text value: backslash, comma, semicolon and line ends have a backslash in front; other control characters are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            letter if letter.is_control() => (),
            letter => out.push(letter),
        }
    }
    out
}

/// A line of at most 75 bytes, and what is left of it in further lines that begin with a space. No letter is cut.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(letter);
        width += letter.len_utf8();
    }
    out.push_str("\r\n");
    out
}

/// The button on the page.
#[component]
pub fn VcardView(
    /// Which block it is.
    id: BlockId,
    /// The contact data.
    vcard: Vcard,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    let href = (!preview).then(|| format!("/vcard/{id}"));
    let title = first([&vcard.button, "Save my contact"]);
    let about = if vcard.organization.trim().is_empty() {
        vcard.name
    } else {
        format!("{}, {}", vcard.name.trim(), vcard.organization.trim())
    };
    view! { <LinkCard title about href mark=mark(icondata_lu::LuContact) download=true/> }
}

/// The form in the builder.
#[component]
pub fn VcardForm(
    /// The contact data.
    editing: Editing<Vcard>,
) -> impl IntoView {
    let text = move |place: fn(&mut Vcard) -> &mut String| editing.text(place);
    view! {
        <div class="grid gap-3 sm:grid-cols-2">
            <TextField name="name" label="Name" bind=text(|card| &mut card.name) error=editing.error("name")/>
            <TextField
                name="organization"
                label="Organization"
                optional=true
                bind=text(|card| &mut card.organization)
                error=editing.error("organization")
            />
            <TextField
                name="phone"
                label="Telephone"
                type_="tel"
                optional=true
                bind=text(|card| &mut card.phone)
                error=editing.error("phone")
                placeholder="+49 431 123456"
            />
            <TextField
                name="email"
                label="E-mail address"
                type_="email"
                optional=true
                bind=text(|card| &mut card.email)
                error=editing.error("email")
            />
        </div>
        <TextField
            name="url"
            label="Page"
            type_="url"
            optional=true
            bind=text(|card| &mut card.url)
            error=editing.error("url")
            placeholder="https://example.com"
            inputmode="url"
            autocomplete="off"
        />
        <TextArea
            name="note"
            label="Note"
            optional=true
            bind=text(|card| &mut card.note)
            error=editing.error("note")
            rows=2
        />
        <TextField
            name="button"
            label="What the button says"
            optional=true
            bind=text(|card| &mut card.button)
            error=editing.error("button")
            placeholder="Save my contact"
        />
    }
}
