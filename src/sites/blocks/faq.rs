//! The FAQ block: questions that open to show their answers, without script.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Editing, Stored, Style, WaitingView, rows::Rows};
use crate::{
    kernel::FieldErrors,
    sites::types::check_text,
    ui::{TextArea, TextField},
};

/// The most questions of one block.
const MOST: usize = 30;

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// What is asked; at most 200 characters.
    pub question: String,
    /// What is answered; at most 1,500 characters.
    pub answer: String,
}

/// Questions and answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Faq {
    /// In order; at most 30.
    pub questions: Vec<Question>,
}

impl Stored for Faq {}

impl Content for Faq {
    fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.questions.is_empty() {
            errors.add("", "Add at least one question.");
        }
        if self.questions.len() > MOST {
            errors.add("", format!("A block has at most {MOST} questions."));
        }
        for (index, Question { question, answer }) in self.questions.iter().enumerate() {
            check_text(&mut errors, &format!("question_{index}"), question, 1, 200);
            check_text(&mut errors, &format!("answer_{index}"), answer, 1, 1500);
        }
        errors
    }

    fn summary(&self) -> String {
        self.questions.iter().map(|question| question.question.trim()).collect::<Vec<_>>().join(" · ")
    }

    fn texts(&self) -> Vec<String> {
        self.questions.iter().flat_map(|question| [question.question.clone(), question.answer.clone()]).collect()
    }

    fn styles(&self) -> &'static [Style] {
        &[Style::Card, Style::Faq]
    }
}

/// The questions on the page.
#[component]
pub fn FaqView(
    /// The questions.
    faq: Faq,
    /// It is shown inside the builder.
    preview: bool,
) -> impl IntoView {
    if preview && faq.questions.iter().all(|question| question.question.trim().is_empty()) {
        return view! { <WaitingView label="Questions and answers"/> }.into_any();
    }
    let questions = faq.questions.into_iter().map(|Question { question, answer }| {
        view! {
            <details>
                <summary dir="auto">{question}</summary>
                <p dir="auto">{answer}</p>
            </details>
        }
    });
    view! { <div class="bio-card bio-faq">{questions.collect_view()}</div> }.into_any()
}

/// The form in the builder: one row a question.
#[component]
pub fn FaqForm(
    /// The questions.
    editing: Editing<Faq>,
) -> impl IntoView {
    view! { <Rows editing list=|faq| &mut faq.questions most=MOST noun="question" row=question_row/> }
}

fn question_row(editing: Editing<Faq>, index: usize) -> AnyView {
    let number = index + 1;
    view! {
        <TextField
            name=format!("question_{index}")
            label=format!("Question {number}")
            bind=editing.item(|faq| &mut faq.questions, index, |question| &mut question.question)
            error=editing.error(format!("question_{index}"))
            placeholder="Do you ship abroad?"
        />
        <TextArea
            name=format!("answer_{index}")
            label=format!("Answer {number}")
            bind=editing.item(|faq| &mut faq.questions, index, |question| &mut question.answer)
            error=editing.error(format!("answer_{index}"))
            rows=2
        />
    }
    .into_any()
}
