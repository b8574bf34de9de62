//! Sites for tests: blocks of every kind, drafts, saved and published.

use mewayz::{
    analytics::tallies::{HOUR, hour_of},
    entity::tally,
    kernel::{
        id::{BlockId, SiteId},
        time::Time,
    },
    server::ctx::WorkspaceCtx,
    sites::{
        blocks::{
            Afterwards, BlockContent, Booking, Capture, Contact, Countdown, Coupon, Course, Divider, Embed, Faq,
            Gallery, Heading, Image, LatestPosts, Link, Map, Network, Product, Profile, Question, Ruler, Shot, Social,
            Testimonial, Testimonials, Text, TipJar, Vcard,
        },
        drafts as saving, publishing as publishes, sites,
        types::{Block, SiteDetails, SiteDraft},
    },
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::support::TestApp;

/// Counts clicks of people and of machines in an hour, as if they had happened.
pub async fn clicked_at(
    t: &TestApp,
    ws: &WorkspaceCtx,
    (site, block): (SiteId, BlockId),
    at: Time,
    (clicks, bots): (i64, i64),
) {
    let row = tally::Model {
        workspace_id: ws.id(),
        object_id: site.0,
        dimension: "block".to_owned(),
        span: HOUR,
        start: hour_of(at),
        value: block.to_string(),
        views: 0,
        visitors: 0,
        clicks,
        bots,
        unnamed: 0,
    };
    row.into_active_model().insert(t.db().write()).await.expect("a count is stored");
}

/// A link block with a new id.
pub fn link(title: &str, url: &str) -> Block {
    let link = Link { title: title.to_owned(), url: url.to_owned(), ..Link::default() };
    block(BlockContent::Link(link))
}

/// A block with a new id.
pub fn block(content: BlockContent) -> Block {
    Block::new(content)
}

/// Something that can be played.
pub const VIDEO: &str = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

/// One block of every kind, with texts of one's own in every field.
pub fn every_kind(text: &str, url: &str) -> Vec<Block> {
    let mut all = first_kinds(text, url);
    all.extend(further_kinds(text, url).into_iter().map(block));
    all
}

fn further_kinds(text: &str, url: &str) -> Vec<BlockContent> {
    let (own, url) = (|| text.to_owned(), || url.to_owned());
    let one = Testimonial { quote: own(), name: own(), role: own(), picture_url: url() };
    vec![
        BlockContent::Gallery(Gallery { pictures: vec![Shot { url: url(), alt: own() }; 4], columns: 3 }),
        BlockContent::Embed(Embed { url: VIDEO.to_owned(), title: own() }),
        BlockContent::Contact(Contact {
            title: own(),
            description: own(),
            button: own(),
            thanks: own(),
            notice: own(),
        }),
        BlockContent::Countdown(Countdown {
            title: own(),
            until: "2999-12-31T20:00".to_owned(),
            zone: "Europe/Berlin".to_owned(),
            afterwards: Afterwards::Text,
            over: own(),
        }),
        BlockContent::Faq(Faq { questions: vec![Question { question: own(), answer: own() }; 2] }),
        BlockContent::Vcard(Vcard {
            name: own(),
            organization: own(),
            phone: "+49 431 123456".to_owned(),
            email: "mira@example.com".to_owned(),
            url: url(),
            note: own(),
            button: own(),
        }),
        BlockContent::Map(Map { title: own(), address: own(), coordinates: "54.3233, 10.1228".to_owned() }),
        BlockContent::Divider(Divider { ruler: Ruler::Dots }),
        BlockContent::Testimonials(Testimonials { testimonials: vec![one.clone(), one] }),
        BlockContent::TipJar(TipJar { title: own(), text: own(), url: url() }),
        BlockContent::Booking(Booking { title: own(), text: own(), url: url() }),
        BlockContent::Product(Product { title: own(), text: own() }),
        BlockContent::Course(Course { title: own(), text: own() }),
        BlockContent::Coupon(Coupon { title: own(), text: own() }),
        BlockContent::LatestPosts(LatestPosts { title: own(), text: own() }),
    ]
}

/// The kinds that pages have most.
pub fn first_kinds(text: &str, url: &str) -> Vec<Block> {
    let (own, url) = (|| text.to_owned(), url.to_owned());
    vec![
        block(BlockContent::Link(Link {
            title: own(),
            url: url.clone(),
            description: own(),
            thumbnail_url: url.clone(),
        })),
        block(BlockContent::Heading(Heading { text: own() })),
        block(BlockContent::Text(Text { text: own() })),
        block(BlockContent::Image(Image { url: url.clone(), alt: own(), link: url.clone() })),
        block(BlockContent::Social(Social { profiles: vec![Profile { network: Network::Mastodon, url }] })),
        block(BlockContent::Capture(Capture {
            title: own(),
            description: own(),
            button: own(),
            thanks: own(),
            consent: own(),
        })),
    ]
}

/// A draft with a title and blocks.
pub fn draft(title: &str, blocks: Vec<Block>) -> SiteDraft {
    SiteDraft {
        title: title.to_owned(),
        bio: "A few words.".to_owned(),
        theme: "paper".to_owned(),
        language: "en".to_owned(),
        blocks,
        ..SiteDraft::default()
    }
}

/// An empty site.
pub async fn site(ws: &WorkspaceCtx, slug: &str) -> SiteId {
    sites::create(ws, "My site", slug, "paper").await.expect("a site can be made")
}

/// Saves over whatever is stored.
pub async fn save(ws: &WorkspaceCtx, id: SiteId, draft: SiteDraft) -> SiteDetails {
    let version = sites::open(ws, id).await.expect("the site opens").version;
    saving::save(ws, id, version, draft).await.expect("the draft is saved");
    sites::open(ws, id).await.expect("the site opens")
}

/// Saves and publishes.
pub async fn publish(ws: &WorkspaceCtx, id: SiteId, draft: SiteDraft) -> SiteDetails {
    let version = save(ws, id, draft).await.version;
    publishes::publish(ws, id, version).await.expect("the site is published")
}
