//! The design of the site: a theme, and choices of one's own that lie over it.

mod background;
mod colours;
mod contrast;
mod own;
mod pictures;
mod shapes;

use leptos::{context::Provider, prelude::*};

use self::{
    background::Background,
    colours::ColoursSection,
    own::OwnCss,
    shapes::{ButtonsSection, FontsSection, LayoutSection},
};
use super::{session::Session, tabs::look_scope};
use crate::{
    sites::{
        blocks::Editing,
        pages::{
            editor::{Edit, Field},
            theme_cards::ThemeCards,
        },
        types::Look,
    },
    ui::{Alert, Button, Size},
};

/// The look while it is edited.
pub type Editable = Editing<Look>;

/// The tab.
#[component]
pub fn DesignTab(
    /// The session.
    session: Session,
) -> impl IntoView {
    let theme = session.field(Field::Theme);
    let look = session.watch(|editor| editor.draft().look.clone());
    let problems = session.watch(|editor| editor.draft().problems());
    let editing: Editable = Editing::new(
        Signal::derive(move || look.get()),
        Callback::new(move |look| session.apply(Edit::Look(look))),
        Signal::derive(move || problems.get()),
    );
    let title = Field::Title.of(&session.draft_untracked()).clone();
    let title = if title.trim().is_empty() { "Your name".to_owned() } else { title };
    view! {
        <div class="flex flex-col gap-6">
            <section class="flex flex-col gap-4">
                <p class="text-muted">
                    "A theme sets colours, type and shapes. What you choose below lies over it; your texts and blocks stay as they are."
                </p>
                <Overlaid editing/>
                <ThemeCards title theme/>
            </section>
            <Provider value=look_scope()>
                <ColoursSection session editing/>
                <Background session editing/>
                <FontsSection editing/>
                <ButtonsSection editing/>
                <LayoutSection editing/>
                <OwnCss editing/>
            </Provider>
        </div>
    }
}

/// Says that the theme alone does not decide, and offers the way back.
#[component]
fn Overlaid(editing: Editable) -> impl IntoView {
    let plain = Memo::new(move |_| editing.read(Look::is_plain));
    let reset = move |()| {
        editing.update(|look| *look = Look { css: std::mem::take(&mut look.css), ..Look::default() });
    };
    move || {
        (!plain.get()).then(|| {
            view! {
                <Alert title="Some of this design is your own">
                    <div class="flex flex-wrap items-center justify-between gap-2">
                        <p class="text-muted">"It stays when you choose another theme."</p>
                        <Button size=Size::Small on_click=reset>"Use the theme alone"</Button>
                    </div>
                </Alert>
            }
        })
    }
}

/// A part of the form, with the way back to the theme.
#[component]
fn Section(
    /// Its name.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    about: String,
    /// Whether something of it is chosen.
    #[prop(into)]
    changed: Signal<bool>,
    /// Takes the choices back.
    #[prop(into)]
    reset: Callback<()>,
    /// What the way back says.
    #[prop(default = "Reset to theme")]
    back: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="flex flex-col gap-4 border-t pt-6">
            <div class="flex items-start justify-between gap-3">
                <div>
                    <h2 class="text-base">{title}</h2>
                    <p class="text-muted">{about}</p>
                </div>
                <span class="shrink-0" class:invisible=move || !changed.get()>
                    <Button size=Size::Small on_click=move |()| reset.run(())>{back}</Button>
                </span>
            </div>
            {children()}
        </section>
    }
}
