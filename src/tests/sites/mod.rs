//! Bio sites: drafts, publishing, public pages, clicks, captured addresses, imports.

mod addresses;
mod campaign;
mod captures;
mod clicks;
mod copies;
mod counting;
mod counts;
mod design;
mod drafts;
mod editor;
mod embeds;
mod gates;
mod history;
mod hostile;
mod imports;
mod kinds;
pub mod make;
mod messages;
mod page;
mod pages;
mod publishing;
mod saving;
mod schedule;
mod short_links;
mod stored;
mod visibility;

use mewayz::{
    kernel::id::SiteId,
    server::ctx::WorkspaceCtx,
    sites::{
        blocks::{BlockContent, Capture, Heading, Link, Network, Profile, Social, Text},
        drafts as draft_store, publishing as publishes, sites,
        types::{Block, SiteDraft},
    },
};

/// A block that is shown.
pub fn block(content: BlockContent) -> Block {
    Block::new(content)
}

/// A link block.
pub fn link(title: &str, url: &str) -> Block {
    block(BlockContent::Link(Link { title: title.to_owned(), url: url.to_owned(), ..Link::default() }))
}

/// Blocks of the kinds that pages have most; [`make::every_kind`] has them all.
fn every_kind() -> Vec<Block> {
    let profile = |network, url: &str| Profile { network, url: url.to_owned() };
    vec![
        link("Shop", "https://shop.example.com/ü?a=1"),
        block(BlockContent::Heading(Heading { text: "More".to_owned() })),
        block(BlockContent::Text(Text { text: "Hello.\n\nمرحبا 👋".to_owned() })),
        block(BlockContent::Social(Social {
            profiles: vec![
                profile(Network::Github, "https://github.com/example"),
                profile(Network::Email, "mailto:a@example.com"),
            ],
        })),
        block(BlockContent::Capture(Capture::default())),
    ]
}

/// Makes a site with these blocks. Its id and version.
async fn site(ws: &WorkspaceCtx, slug: &str, blocks: Vec<Block>) -> (SiteId, i64) {
    let id = sites::create(ws, "Ada", slug, "paper").await.expect("a site can be made");
    let details = sites::open(ws, id).await.expect("it opens");
    let draft = SiteDraft { bio: "Potter".to_owned(), blocks, ..details.draft };
    let saved = draft_store::save(ws, id, details.version, draft).await.expect("it is saved");
    (id, saved.version)
}

/// Makes a site and puts it online.
pub async fn online(ws: &WorkspaceCtx, slug: &str, blocks: Vec<Block>) -> SiteId {
    let (id, version) = site(ws, slug, blocks).await;
    publishes::publish(ws, id, version).await.expect("it is published");
    id
}

/// Every short code in a page, in order.
fn codes(html: &str) -> Vec<String> {
    html.split("href=\"/l/").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}
