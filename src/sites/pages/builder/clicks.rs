//! Clicks of the blocks: over 7 or 30 days, as numbers and as charts.

use std::collections::HashMap;

use leptos::{prelude::*, task::spawn_local};

use super::session::Session;
use crate::{
    app::layout::current::use_workspace,
    kernel::id::BlockId,
    sites::{
        rpc::site_clicks,
        types::{Block, SiteClicks},
    },
    ui::{BarChart, ButtonLink, ChartPoint, Kind, Size, Sparkline},
};

/// The clicks of a site, shared by all cards.
#[derive(Clone, Copy)]
pub struct Clicks {
    session: Session,
    span: RwSignal<u32>,
    found: RwSignal<SiteClicks>,
}

impl Clicks {
    /// Begins with the last 7 days.
    pub fn begin(session: Session, found: SiteClicks) -> Self {
        Self { session, span: RwSignal::new(7), found: RwSignal::new(found) }
    }

    /// Asks for another span.
    fn choose(self, span: u32) {
        if self.span.get_untracked() == span {
            return;
        }
        self.span.set(span);
        spawn_local(async move {
            match site_clicks(self.session.workspace, self.session.site, span).await {
                Ok(found) if self.span.try_get_untracked() == Some(span) => self.found.set(found),
                Ok(_) => (),
                Err(error) => {
                    self.session
                        .toasts
                        .error(format!("The clicks of the last {span} days could not be loaded. {error}"));
                    self.span.try_set(self.found.with_untracked(|found| found.days.len() as u32));
                }
            }
        });
    }

    /// Clicks of one block by day.
    pub fn of_block(self, id: BlockId) -> Memo<Vec<u64>> {
        Memo::new(move |_| {
            self.found.with(|found| {
                let row = found.blocks.iter().find(|row| row.block == id);
                row.map_or_else(|| vec![0; found.days.len()], |row| row.per_day.clone())
            })
        })
    }

    /// Clicks of all blocks that are in the draft by day.
    fn of_site(self) -> Memo<Vec<u64>> {
        let session = self.session;
        Memo::new(move |_| {
            let known: HashMap<BlockId, ()> = session.draft().blocks.iter().map(|block| (block.id, ())).collect();
            self.found.with(|found| {
                let mut sum = vec![0; found.days.len()];
                for row in found.blocks.iter().filter(|row| known.contains_key(&row.block)) {
                    sum.iter_mut().zip(&row.per_day).for_each(|(sum, day)| *sum += day);
                }
                sum
            })
        })
    }

    fn points(self, per_day: &[u64]) -> Vec<ChartPoint> {
        self.found.with(|found| {
            found.days.iter().zip(per_day).map(|(day, count)| ChartPoint::count(short_day(day), *count)).collect()
        })
    }
}

/// The page with all numbers of the site, or of one block.
fn numbers_of(clicks: Clicks, block: Option<BlockId>) -> String {
    let page = use_workspace().path(&format!("sites/{}/analytics", clicks.session.site));
    block.map_or_else(|| page.clone(), |block| format!("{page}?block={block}"))
}

/// "21 Nov" for "2026-11-21".
fn short_day(day: &str) -> String {
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .map_or_else(|_| day.to_owned(), |date| date.format("%-d %b").to_string())
}

fn in_words(count: u64) -> String {
    if count == 1 { "1 click".to_owned() } else { format!("{count} clicks") }
}

/// All clicks of the site, and the choice of days.
#[component]
pub fn ClicksSummary(
    /// The clicks.
    clicks: Clicks,
) -> impl IntoView {
    let per_day = clicks.of_site();
    let bots = move || {
        let bots = clicks.found.with(|found| found.bots);
        (bots > 0).then(|| {
            view! { <span class="text-sm text-muted">{format!("Known bots, not counted: {bots}")}</span> }
        })
    };
    let words = move || {
        let days = clicks.found.with(|found| found.days.len());
        format!("{} in the last {days} days", in_words(per_day.get().iter().sum()))
    };
    view! {
        <section class="card p-4" aria-label="Clicks">
            <div class="flex flex-wrap items-center justify-between gap-2">
                <p class="flex flex-wrap items-baseline gap-x-3">
                    <span class="font-medium tabular" role="status">{words}</span>
                    {bots}
                </p>
                <div class="flex flex-wrap items-center gap-2">
                    <ButtonLink
                        href=numbers_of(clicks, None)
                        kind=Kind::Ghost
                        size=Size::Small
                        icon=icondata_lu::LuChartNoAxesCombined
                    >
                        "All numbers"
                    </ButtonLink>
                    <SpanSwitch clicks/>
                </div>
            </div>
            {move || {
                let per_day = per_day.get();
                (per_day.iter().sum::<u64>() > 0).then(|| view! {
                    <div class="mt-3">
                        <BarChart title="Clicks by day" points=clicks.points(&per_day) values="Clicks" height=96/>
                    </div>
                })
            }}
        </section>
    }
}

#[component]
fn SpanSwitch(clicks: Clicks) -> impl IntoView {
    let button = move |span: u32| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if clicks.span.get() == span { "true" } else { "false" }
                on:click=move |_| clicks.choose(span)
            >
                {format!("{span} days")}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label="Over how many days clicks are counted">
            {button(7)} {button(30)}
        </div>
    }
}

/// The clicks of one block beside its name: the number, and the days as a line.
#[component]
pub fn BlockCount(
    /// The clicks.
    clicks: Clicks,
    /// The block.
    id: BlockId,
    /// What it holds; what leads nowhere is not counted.
    block: Memo<Block>,
) -> impl IntoView {
    let per_day = clicks.of_block(id);
    let leads = Memo::new(move |_| block.with(|block| !block.content.targets().is_empty()));
    move || {
        let per_day = per_day.get();
        let sum: u64 = per_day.iter().sum();
        if sum == 0 && !leads.get() {
            return None;
        }
        let line = (sum > 0).then(|| {
            let values = per_day.iter().map(|count| *count as f64).collect::<Vec<_>>();
            view! { <span class="block-line"><Sparkline values/></span> }
        });
        let title = format!("{} in the last {} days", in_words(sum), per_day.len());
        Some(view! {
            <span class="block-count" title=title>
                {line}
                <span class="tabular">{sum}</span>
                <span class="sr-only">{if sum == 1 { " click" } else { " clicks" }}</span>
                <span class="text-muted" aria-hidden="true"><crate::ui::Icon icon=icondata_lu::LuMousePointerClick/></span>
            </span>
        })
    }
}

/// The clicks of one block by day, inside its open card.
#[component]
pub fn BlockChart(
    /// The clicks.
    clicks: Clicks,
    /// The block.
    id: BlockId,
) -> impl IntoView {
    let per_day = clicks.of_block(id);
    let href = numbers_of(clicks, Some(id));
    move || {
        let (per_day, href) = (per_day.get(), href.clone());
        let days = per_day.len();
        let more = view! { <a class="link text-sm" href=href>"All numbers of this block"</a> };
        if per_day.iter().sum::<u64>() == 0 {
            return view! {
                <p class="flex flex-wrap gap-x-3 text-sm text-muted">
                    {format!("No clicks in the last {days} days.")} {more}
                </p>
            }
            .into_any();
        }
        view! {
            <div class="flex flex-col gap-2">
                <h3 class="text-sm font-medium">{format!("Clicks in the last {days} days")}</h3>
                <BarChart title="Clicks on this block by day" points=clicks.points(&per_day) values="Clicks" height=96/>
                {more}
            </div>
        }
        .into_any()
    }
}
