//! The public page of a site as a pure view: the server renders it for visitors, the builder shows the same as its preview.

use leptos::prelude::*;

use super::{
    blocks::{BlockContent, CaptureView, HeadingView, ImageView, LinkView, Picture, SocialView, TextView},
    looks, themes,
    types::{AvatarShape, Block, Look, SiteDraft, is_safe_url},
};
use crate::kernel::{id::BlockId, time::now};

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
}

impl PageModel {
    /// The page of a draft, with the blocks' own addresses instead of short links.
    pub fn preview(draft: &SiteDraft) -> Self {
        let block = |block: &Block| PageBlock {
            block: block.clone(),
            hrefs: block.content.targets().into_iter().map(str::to_owned).collect(),
        };
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
    let PageModel {
        title,
        bio,
        avatar_url,
        theme,
        look,
        language,
        blocks,
        capture_action,
        capture_state,
        report,
        preview,
    } = page;
    let theme = themes::find(&theme);
    let class = format!("bio theme-{}{}", theme.key, looks::classes(&look));
    let style = preview.then(|| looks::style(theme, &look)).filter(|style| !style.is_empty());
    let avatar_url = if look.layout.avatar == Some(AvatarShape::None) { String::new() } else { avatar_url };
    let dir = direction(&language);
    let shown: Vec<_> = blocks
        .into_iter()
        .filter(|PageBlock { block, .. }| !block.hidden && !matches!(block.content, BlockContent::Broken(_)))
        .collect();
    let nothing =
        (preview && shown.is_empty()).then(|| view! { <p class="bio-nothing">"Blocks will appear here."</p> });
    let blocks = shown
        .into_iter()
        .map(|block| {
            let state = capture_state.as_ref().filter(|(id, _)| *id == block.block.id).map(|(_, state)| state.clone());
            view! { <BlockView block action=capture_action.clone() state preview/> }
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

/// One block. The builder finds it by `data-block`.
#[component]
fn BlockView(block: PageBlock, action: Option<String>, state: Option<CaptureState>, preview: bool) -> impl IntoView {
    let PageBlock { block, hrefs } = block;
    let id = block.id;
    let later = preview && !block.rules.shows_at(now());
    let anchor = matches!(block.content, BlockContent::Capture(_)) && !preview;
    let inside = match block.content {
        BlockContent::Link(link) => view! { <LinkView link href=safe_href(&hrefs, 0)/> }.into_any(),
        BlockContent::Heading(heading) => view! { <HeadingView heading preview/> }.into_any(),
        BlockContent::Text(text) => view! { <TextView text/> }.into_any(),
        BlockContent::Image(image) => view! { <ImageView image href=safe_href(&hrefs, 0)/> }.into_any(),
        BlockContent::Social(social) => view! { <SocialView social hrefs/> }.into_any(),
        BlockContent::Capture(capture) => view! { <CaptureView id capture action state preview/> }.into_any(),
        BlockContent::Broken(_) => ().into_any(),
    };
    view! {
        <div id=anchor.then(|| format!("b-{id}")) class=later.then_some("bio-later") data-block=preview.then(|| id.to_string())>
            {inside}
        </div>
    }
}
