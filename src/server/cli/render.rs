//! `bench-render`: how long the server takes to render one large public page, for `make bench`.

use std::time::Instant;

use clap::Args;

use crate::{
    kernel::{id::BlockId, time::now},
    sites::{
        blocks::{BlockContent, Heading, Link, Text},
        public::{self, Asked},
        publishing::{Snapshot, SnapshotBlock},
        types::BlockRules,
    },
};

/// How large, and how often.
#[derive(Args)]
pub struct Render {
    /// How many blocks the page has.
    #[arg(long, default_value_t = 300)]
    blocks: usize,
    /// How often it is rendered.
    #[arg(long, default_value_t = 200)]
    times: usize,
}

/// Renders the page again and again, on one thread, and prints what it took.
pub fn measure(render: &Render) {
    let page = page(render.blocks);
    let asked = Asked::at("https://example.com/@bench", now());
    let once = || {
        let begun = Instant::now();
        let bytes = public::render(&page, &asked).html.len();
        (begun.elapsed(), bytes)
    };
    // The first ones fill the caches of the machine.
    for _ in 0..10 {
        once();
    }
    let mut runs: Vec<_> = (0..render.times.max(1)).map(|_| once()).collect();
    runs.sort_unstable();
    let at = |percent: usize| runs[(runs.len() - 1) * percent / 100].0.as_secs_f64() * 1000.0;
    println!(
        "a page of {} blocks ({} bytes), rendered: p50 {:.2} ms, p99 {:.2} ms",
        render.blocks,
        runs[0].1,
        at(50),
        at(99)
    );
}

/// A page of links with a heading and a text now and then.
fn page(blocks: usize) -> Snapshot {
    let content = |number: usize| match number % 10 {
        0 => BlockContent::Heading(Heading { text: format!("Part {number}") }),
        5 => BlockContent::Text(Text {
            text: "A few words that say what stands below, and why it is worth a look.".to_owned(),
        }),
        _ => BlockContent::Link(Link {
            title: format!("Link number {number}"),
            url: format!("https://example.com/{number}"),
            description: "What it leads to, in a few words".to_owned(),
            ..Link::default()
        }),
    };
    let block = |number: usize| {
        let content = content(number);
        SnapshotBlock {
            id: BlockId::new(),
            kind: content.kind().to_owned(),
            version: content.version(),
            rules: BlockRules::default(),
            data: content.to_stored(),
            codes: content.targets().iter().map(|_| format!("code{number}")).collect(),
        }
    };
    let page = Snapshot { title: "Bench".to_owned(), theme: "paper".to_owned(), ..Snapshot::default() };
    Snapshot { language: "en".to_owned(), blocks: (0..blocks).map(block).collect(), ..page }
}
