//! The demo site: what a workspace of a developer starts with.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{
    blocks::{BlockContent, Booking, Capture, Faq, Heading, Link, Map, Network, Profile, Question, Social, Text},
    drafts, publishing, sites,
    types::{Block, SiteDraft, VersionKind},
    versions,
};
use crate::{
    entity::site,
    kernel::{
        Result,
        id::{SiteId, UserId, WorkspaceId},
    },
    server::ctx::System,
};

/// Makes a published demo site at the main address, inside the caller's transaction. A workspace that has a site already
/// keeps it; its id is returned.
pub async fn demo<C: ConnectionTrait>(_: &System, tx: &C, workspace: WorkspaceId, by: UserId) -> Result<SiteId> {
    let existing = site::Entity::find()
        .filter(site::Column::WorkspaceId.eq(workspace))
        .filter(site::Column::Slug.eq(""))
        .filter(site::Column::DeletedAt.is_null())
        .one(tx)
        .await?;
    if let Some(site) = existing {
        return Ok(site.id);
    }
    let draft = draft();
    let mut row = sites::blank(workspace, &draft.title, "", &draft.theme, &draft.language);
    row.bio.clone_from(&draft.bio);
    row.seo_description.clone_from(&draft.seo_description);
    let row = row.into_active_model().insert(tx).await?;
    drafts::write_blocks(tx, &row, &draft.blocks).await?;
    publishing::put_online(tx, &row, &draft).await?;
    versions::keep(tx, &row, &draft, VersionKind::Published, Some(by)).await?;
    Ok(row.id)
}

fn draft() -> SiteDraft {
    let link = |title: &str, url: &str, description: &str| {
        BlockContent::Link(Link {
            title: title.to_owned(),
            url: url.to_owned(),
            description: description.to_owned(),
            thumbnail_url: String::new(),
        })
    };
    let heading = |text: &str| BlockContent::Heading(Heading { text: text.to_owned() });
    let contents = [
        BlockContent::Social(social()),
        BlockContent::Booking(Booking {
            title: "Book a trial lesson".to_owned(),
            text: "30 minutes, online or in the studio".to_owned(),
            url: "https://example.com/book".to_owned(),
        }),
        heading("Learn with me"),
        link("Wheel throwing for beginners", "https://example.com/courses/wheel", "Six weeks, one bowl a week"),
        link("My glaze recipes", "https://example.com/glazes", "Food-safe, cone 6, all tested"),
        heading("From the studio"),
        BlockContent::Text(Text {
            text:
                "The kiln opens every first Saturday of the month. Come by between 10 and 4, pick a cup and stay for \
                   tea.\n\nOrders that are placed before the 15th are fired in the same month."
                    .to_owned(),
        }),
        BlockContent::Map(Map {
            title: "The studio".to_owned(),
            address: "Fördepromenade 3, 24944 Flensburg".to_owned(),
            coordinates: String::new(),
        }),
        BlockContent::Faq(faq()),
        BlockContent::Capture(Capture {
            title: "Letters from the studio".to_owned(),
            description: "One letter a month: new pieces, open days and what went wrong in the kiln.".to_owned(),
            button: "Send me the letter".to_owned(),
            thanks: "Thank you. The next letter is on its way to you at the start of the month.".to_owned(),
            consent: "By signing up you agree to get one letter a month from Mira. You can stop at any time."
                .to_owned(),
        }),
    ];
    SiteDraft {
        title: "Mira Okafor".to_owned(),
        bio: "Potter and teacher. Cups, bowls and slow afternoons, made by hand in a small studio by the sea."
            .to_owned(),
        theme: "paper".to_owned(),
        language: "en".to_owned(),
        seo_description: "Handmade ceramics, courses for beginners and open studio days.".to_owned(),
        blocks: contents.into_iter().map(Block::new).collect(),
        ..SiteDraft::default()
    }
}

fn faq() -> Faq {
    let question = |question: &str, answer: &str| Question { question: question.to_owned(), answer: answer.to_owned() };
    Faq {
        questions: vec![
            question(
                "Can I put your cups into the dishwasher?",
                "Yes. Every glaze is tested for food and for hot water.",
            ),
            question("Do you ship abroad?", "Within Europe, in a box that has survived a fall from my kitchen table."),
        ],
    }
}

fn social() -> Social {
    let profile = |network, url: &str| Profile { network, url: url.to_owned() };
    Social {
        profiles: vec![
            profile(Network::Instagram, "https://www.instagram.com/example"),
            profile(Network::Youtube, "https://www.youtube.com/@example"),
            profile(Network::Pinterest, "https://www.pinterest.com/example"),
            profile(Network::Email, "mailto:mira@example.com"),
        ],
    }
}
