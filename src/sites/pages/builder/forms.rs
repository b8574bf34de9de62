//! The form of each kind of block.

use leptos::prelude::*;

use super::session::Session;
use crate::{
    kernel::{FieldErrors, id::BlockId},
    sites::{
        blocks::{
            BlockContent, BookingForm, CaptureFields, ContactFields, CountdownForm, CouponForm, CourseForm,
            DividerForm, Editing, EmbedForm, FaqForm, GalleryForm, HeadingForm, ImageForm, LatestPostsForm, LinkForm,
            MapForm, ProductForm, SocialForm, TestimonialsForm, TextForm, TipJarForm, VcardForm,
        },
        pages::editor::Edit,
        types::Block,
    },
    ui::{Alert, Tone},
};

/// The form of the block's kind.
#[component]
pub fn BlockForm(
    /// The session.
    session: Session,
    /// Which block.
    id: BlockId,
    /// What it holds.
    block: Memo<Block>,
    /// The messages that are to be shown, by field.
    errors: Memo<FieldErrors>,
) -> impl IntoView {
    /// What one kind's form needs, out of the whole block.
    macro_rules! editing {
        ($kind:ident) => {
            Editing::new(
                Signal::derive(move || {
                    block.with(|block| match &block.content {
                        BlockContent::$kind(content) => content.clone(),
                        _ => Default::default(),
                    })
                }),
                Callback::new(move |content| session.apply(Edit::Change { id, content: BlockContent::$kind(content) })),
                errors.into(),
            )
        };
    }
    match block.get_untracked().content {
        BlockContent::Link(_) => view! { <LinkForm editing=editing!(Link)/> }.into_any(),
        BlockContent::Heading(_) => view! { <HeadingForm editing=editing!(Heading)/> }.into_any(),
        BlockContent::Text(_) => view! { <TextForm editing=editing!(Text)/> }.into_any(),
        BlockContent::Image(_) => view! { <ImageForm editing=editing!(Image)/> }.into_any(),
        BlockContent::Social(_) => view! { <SocialForm editing=editing!(Social)/> }.into_any(),
        BlockContent::Capture(_) => view! { <CaptureFields editing=editing!(Capture)/> }.into_any(),
        BlockContent::Gallery(_) => view! { <GalleryForm editing=editing!(Gallery)/> }.into_any(),
        BlockContent::Embed(_) => view! { <EmbedForm editing=editing!(Embed)/> }.into_any(),
        BlockContent::Contact(_) => view! { <ContactFields editing=editing!(Contact)/> }.into_any(),
        BlockContent::Countdown(_) => view! { <CountdownForm editing=editing!(Countdown)/> }.into_any(),
        BlockContent::Faq(_) => view! { <FaqForm editing=editing!(Faq)/> }.into_any(),
        BlockContent::Vcard(_) => view! { <VcardForm editing=editing!(Vcard)/> }.into_any(),
        BlockContent::Map(_) => view! { <MapForm editing=editing!(Map)/> }.into_any(),
        BlockContent::Divider(_) => view! { <DividerForm editing=editing!(Divider)/> }.into_any(),
        BlockContent::Testimonials(_) => view! { <TestimonialsForm editing=editing!(Testimonials)/> }.into_any(),
        BlockContent::TipJar(_) => view! { <TipJarForm editing=editing!(TipJar)/> }.into_any(),
        BlockContent::Booking(_) => view! { <BookingForm editing=editing!(Booking)/> }.into_any(),
        BlockContent::Product(_) => view! { <ProductForm editing=editing!(Product)/> }.into_any(),
        BlockContent::Course(_) => view! { <CourseForm editing=editing!(Course)/> }.into_any(),
        BlockContent::Coupon(_) => view! { <CouponForm editing=editing!(Coupon)/> }.into_any(),
        BlockContent::LatestPosts(_) => view! { <LatestPostsForm editing=editing!(LatestPosts)/> }.into_any(),
        BlockContent::Broken(broken) => view! {
            <Alert tone=Tone::Warning title=format!("This version cannot read blocks of the kind “{}”", broken.kind)>
                "It is kept as it is, with its counts, and left out of the page. You can move, hide or delete it."
            </Alert>
        }
        .into_any(),
    }
}
