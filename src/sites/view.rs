//! The public page of a site as a pure view: the server renders it for visitors, the builder shows the same as its preview.

use leptos::prelude::*;

use super::{
    blocks::{
        BlockContent, BookingView, CaptureView, ContactView, CountdownView, DividerView, EmbedView, FaqView,
        GalleryView, HeadingView, ImageView, LinkView, MapView, Picture, SocialView, TestimonialsView, TextView,
        TipJarView, VcardView, WaitingView,
    },
    looks, themes,
    types::{AvatarShape, Block, Gate, Look, SiteDraft, is_safe_url},
};
use crate::kernel::{
    FieldErrors,
    id::BlockId,
    time::{Time, now},
};

/// Everything that a page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PageModel {
    /// Name on top.
    pub title: String,
    /// A few words below it.
    pub bio: String,
    /// Portrait or logo by address, or empty.
    pub avatar_url: String,
    /// Key of a theme.
    pub theme: String,
    /// What differs from it. The builder writes it into the page, a public page has it in its style sheet.
    pub look: Look,
    /// Language of the texts.
    pub language: String,
    /// The blocks in order. Hidden and broken ones are left out.
    pub blocks: Vec<PageBlock>,
    /// When it is shown.
    pub now: Time,
    /// Where contact forms are sent; `None` in the preview.
    pub message_form: Option<MessageForm>,
    /// Where the forms of the page are posted (fields `block`, `email` and the trap `website`); `None` in the preview.
    pub capture_action: Option<String>,
    /// How sending a form went, and which one.
    pub capture_state: Option<(BlockId, CaptureState)>,
    /// Where the page can be reported; `None` in the preview.
    pub report: Option<String>,
    /// It is shown inside the builder, as a part of another page.
    pub preview: bool,
}

/// A block and where its links lead.
#[derive(Clone, Debug, PartialEq)]
pub struct PageBlock {
    /// The block.
    pub block: Block,
    /// One address for each of [`BlockContent::targets`], in the same order: the short links of a published page.
    pub hrefs: Vec<String>,
}

/// What contact forms need to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageForm {
    /// Where they are posted (fields `block`, `stamp`, `name`, `email`, `message` and the trap `website`).
    pub action: String,
    /// When the page was sent, signed.
    pub stamp: String,
}

/// A message that could not be taken, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// What is wrong and how to mend it, by field.
    pub errors: FieldErrors,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// What it says.
    pub message: String,
}

/// How sending a form went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureState {
    /// The address is kept.
    Thanks,
    /// It could not be taken.
    Failed {
        /// What is wrong and how to mend it.
        message: String,
        /// What was typed.
        email: String,
    },
    /// A message could not be taken.
    Returned(Box<Returned>),
}

impl PageModel {
    /// The page of a draft, with the blocks' own addresses instead of short links.
    pub fn preview(draft: &SiteDraft) -> Self {
        let block = |block: &Block| PageBlock { block: block.clone(), hrefs: block.content.targets() };
        Self {
            title: draft.title.clone(),
            bio: draft.bio.clone(),
            avatar_url: draft.avatar_url.clone(),
            theme: draft.theme.clone(),
            look: draft.look.clone(),
            language: draft.language.clone(),
            blocks: {
                let mut blocks: Vec<_> = draft.blocks.iter().filter(|block| !block.hidden).map(block).collect();
                blocks.sort_by_key(|shown| !shown.block.rules.pinned);
                blocks
            },
            now: now(),
            message_form: None,
            capture_action: None,
            capture_state: None,
            report: None,
            preview: true,
        }
    }
}

/// "rtl" for languages that are written from right to left, otherwise "ltr".
pub fn direction(language: &str) -> &'static str {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "ha" | "he" | "iw" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// The address of a link: our own or a safe one, otherwise none.
pub(super) fn safe_href(hrefs: &[String], slot: usize) -> Option<String> {
    let href = hrefs.get(slot)?.trim();
    let ours = href.starts_with('/') && !href.starts_with("//");
    (ours || is_safe_url(href, true)).then(|| href.to_owned())
}

/// The page inside `<body>`. Its styles are [`themes::style_sheet`] on the public page and a part of the dashboard's sheet
/// in the builder.
#[component]
pub fn BioPage(
    /// What it shows.
    page: PageModel,
) -> impl IntoView {
    let PageModel { title, bio, avatar_url, theme, look, language, blocks, now, message_form, .. } = page;
    let PageModel { capture_action, capture_state, report, preview, .. } = page;
    let theme = themes::find(&theme);
    let class = format!("bio theme-{}{}", theme.key, looks::classes(&look));
    let style = preview.then(|| looks::style(theme, &look)).filter(|style| !style.is_empty());
    let avatar_url = if look.layout.avatar == Some(AvatarShape::None) { String::new() } else { avatar_url };
    let dir = direction(&language);
    let shown: Vec<_> = blocks
        .into_iter()
        .filter(|PageBlock { block, .. }| {
            let readable = !matches!(block.content, BlockContent::Broken(_));
            !block.hidden && readable && (preview || block.content.is_shown(now))
        })
        .collect();
    let nothing =
        (preview && shown.is_empty()).then(|| view! { <p class="bio-nothing">"Blocks will appear here."</p> });
    let blocks = shown
        .into_iter()
        .map(|block| {
            let state = capture_state.as_ref().filter(|(id, _)| *id == block.block.id).map(|(_, state)| state.clone());
            let around = Around { action: capture_action.clone(), form: message_form.clone(), state, now, preview };
            view! { <BlockView block around/> }
        })
        .collect_view();
    let inside = view! {
        <BioHead title bio avatar_url preview/>
        <div class="bio-blocks">{blocks} {nothing}</div>
        {report.map(|href| view! { <a class="bio-report" href=href rel="nofollow">"Report"</a> })}
    };
    let page = if preview {
        view! { <div class="bio-page">{inside}</div> }.into_any()
    } else {
        view! { <main class="bio-page">{inside}</main> }.into_any()
    };
    view! { <div class=class style=style lang=language dir=dir>{page}</div> }
}

/// Portrait, name and a few words.
#[component]
fn BioHead(title: String, bio: String, avatar_url: String, preview: bool) -> impl IntoView {
    let avatar = view! { <Picture url=avatar_url class="bio-avatar" size=(96, 96) eager=true/> };
    let title = match (preview, title.trim().is_empty()) {
        (true, true) => view! { <p class="bio-title">"Untitled"</p> }.into_any(),
        (true, false) => view! { <p class="bio-title" dir="auto">{title}</p> }.into_any(),
        (false, _) => view! { <h1 class="bio-title" dir="auto">{title}</h1> }.into_any(),
    };
    let about = (!bio.trim().is_empty()).then(|| view! { <p class="bio-about" dir="auto">{bio}</p> });
    view! { <header class="bio-head">{avatar} {title} {about}</header> }
}

/// What a block's view may need of the page around it.
struct Around {
    action: Option<String>,
    form: Option<MessageForm>,
    state: Option<CaptureState>,
    now: Time,
    preview: bool,
}

/// One block. The builder finds it by `data-block`.
#[component]
fn BlockView(block: PageBlock, around: Around) -> impl IntoView {
    let (id, preview) = (block.block.id, around.preview);
    let later = preview && !block.block.rules.shows_at(around.now);
    let anchor = matches!(block.block.content, BlockContent::Capture(_) | BlockContent::Contact(_)) && !preview;
    view! {
        <div id=anchor.then(|| format!("b-{id}")) class=later.then_some("bio-later") data-block=preview.then(|| id.to_string())>
            {inside(block, around)}
        </div>
    }
}

/// What the block's kind shows.
fn inside(PageBlock { block, hrefs }: PageBlock, around: Around) -> AnyView {
    let Around { action, form, state, now, preview } = around;
    let (id, href, gated) = (block.id, safe_href(&hrefs, 0), block.rules.gate != Gate::None);
    let label = block.content.label();
    match block.content {
        BlockContent::Link(link) => view! { <LinkView link href/> }.into_any(),
        BlockContent::Heading(heading) => view! { <HeadingView heading preview/> }.into_any(),
        BlockContent::Text(text) => view! { <TextView text/> }.into_any(),
        BlockContent::Image(image) => view! { <ImageView image href/> }.into_any(),
        BlockContent::Social(social) => view! { <SocialView social hrefs/> }.into_any(),
        BlockContent::Capture(capture) => view! { <CaptureView id capture action state preview/> }.into_any(),
        BlockContent::Gallery(gallery) => view! { <GalleryView gallery preview/> }.into_any(),
        BlockContent::Embed(embed) => view! { <EmbedView id embed href gated preview/> }.into_any(),
        BlockContent::Contact(contact) => view! { <ContactView id contact form state preview/> }.into_any(),
        BlockContent::Countdown(countdown) => view! { <CountdownView countdown now preview/> }.into_any(),
        BlockContent::Faq(faq) => view! { <FaqView faq preview/> }.into_any(),
        BlockContent::Vcard(vcard) => view! { <VcardView id vcard preview/> }.into_any(),
        BlockContent::Map(map) => view! { <MapView id map hrefs gated preview/> }.into_any(),
        BlockContent::Divider(divider) => view! { <DividerView divider/> }.into_any(),
        BlockContent::Testimonials(testimonials) => view! { <TestimonialsView testimonials preview/> }.into_any(),
        BlockContent::Booking(block) => view! { <BookingView block href/> }.into_any(),
        BlockContent::TipJar(block) => view! { <TipJarView block href/> }.into_any(),
        BlockContent::Product(_) | BlockContent::Course(_) | BlockContent::Coupon(_) | BlockContent::LatestPosts(_) => {
            view! { <WaitingView label/> }.into_any()
        }
        BlockContent::Broken(_) => ().into_any(),
    }
}
