//! The half of the gallery with numbers, rows and waiting.

use leptos::prelude::*;

use super::*;
use crate::kernel::time::now;

/// A curve that looks like a month of visits.
fn curve(days: u64, scale: u64) -> Vec<ChartPoint> {
    let value = |day: u64| (day * 7919 % 23 + day * day % 17 + day) * scale;
    (0..days).map(|day| ChartPoint::count(format!("{} Nov", day + 1), value(day))).collect()
}

/// A week in which people come in the evening.
fn week() -> Vec<Vec<u64>> {
    let evening = |hour: u64| 12 - hour.abs_diff(19).min(12);
    (0..7).map(|day: u64| (0..24).map(|hour| evening(hour) * (day % 3 + 1)).collect()).collect()
}

#[component]
pub(super) fn Figures() -> impl IntoView {
    let line: Vec<f64> = curve(14, 1).into_iter().map(|point| point.value).collect();
    let down: Vec<f64> = line.iter().rev().copied().collect();
    let series = vec![
        Series::new("Visits", curve(30, 20)),
        Series::new("Clicks", curve(30, 9)),
        Series::new("Orders", curve(30, 3)),
    ];
    let flat = (1..=7).map(|day| ChartPoint::count(format!("{day} Nov"), 0)).collect();
    view! {
        <div class="flex flex-col gap-4">
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
                <StatCard label="Visits" number="1,204" comparison="12% more than the week before" trend=Trend::Better line=line.clone() href="/"/>
                <StatCard label="Clicks" number="318" comparison="4% fewer than the week before" trend=Trend::Worse line=down/>
                <StatCard label="Orders" number="27" comparison="As many as the week before" trend=Trend::Same line/>
                <StatCard label="Income" number="€12.4k" exact="€12,408.50" comparison="Nothing to compare with yet"/>
            </div>
            <div class="grid gap-4 lg:grid-cols-2">
                <Card title="Visits in the last 30 days">
                    <BarChart title="Visits in the last 30 days" points=curve(30, 20) values="Visits"/>
                </Card>
                <Card title="Visits of this week">
                    <LineChart title="Visits of this week" series=vec![Series::new("Visits", curve(7, 20))]/>
                </Card>
                <Card title="From visit to order">
                    <LineChart title="Visits, clicks and orders in the last 30 days" series/>
                </Card>
                <Card title="Nothing yet">
                    <BarChart title="Visits of a new site" points=flat values="Visits"/>
                </Card>
                <Card title="Visits by day of the week and hour">
                    <WeekHeat title="Visits by day of the week and hour" nouns=("visit", "visits") hours=week()/>
                </Card>
            </div>
        </div>
    }
}

#[component]
pub(super) fn Rows() -> impl IntoView {
    let tabs = vec![
        Tab::new("/dev/ui", "All").count(3),
        Tab::new("/dev/ui?status=published", "Published").count(2),
        Tab::new("/dev/ui?status=draft", "Drafts").count(1),
    ];
    let columns = vec![
        Column::text("Site").sorts("?sort=title", Some(Sorted::Ascending)),
        Column::text("Status"),
        Column::number("Visits").sorts("?sort=visits", None),
        Column::text("Changed"),
        Column::quiet("Actions"),
    ];
    let rows = [("Ada's links", true, "1,204"), ("Shop", true, "318"), ("مشروع جديد", false, "0")];
    view! {
        <div class="flex flex-col gap-4">
            <Tabs label="Sites by status" tabs current="/dev/ui"/>
            <Toolbar>
                <SearchField label="Search sites"/>
                <FilterChips label="Language">
                    <FilterChip href="?" set=true>"English"</FilterChip>
                    <FilterChip href="?language=ar">"Arabic"</FilterChip>
                </FilterChips>
            </Toolbar>
            <Table caption="Sites" columns>
                {rows.into_iter().enumerate().map(|(index, row)| view! { <SiteRow index row/> }).collect_view()}
            </Table>
            <Pager shown=3 total=41 noun="site" next="?after=3"/>
            <Card>
                <EmptyState icon=icondata_lu::LuGlobe title="No sites yet" about="A site holds your links and what you sell, at one address.">
                    <ButtonLink href="/" kind=Kind::Primary icon=icondata_lu::LuPlus>"Create site"</ButtonLink>
                </EmptyState>
            </Card>
        </div>
    }
}

#[component]
fn SiteRow(index: usize, row: (&'static str, bool, &'static str)) -> impl IntoView {
    let (title, published, visits) = row;
    let toasts = use_toasts();
    let (tone, status) = if published { (Tone::Success, "Published") } else { (Tone::Warning, "Draft") };
    view! {
        <Row selected=index == 1>
            <Cell label="Site" main=true><a class="row-link" href="/" dir="auto">{title}</a></Cell>
            <Cell label="Status"><Badge tone dot=true>{status}</Badge></Cell>
            <Cell label="Visits" number=true>{visits}</Cell>
            <Cell label="Changed">"3 days ago"</Cell>
            <Cell menu=true>
                <Menu id=format!("gallery-row-{index}") label=format!("Actions for {title}") size=Size::Small>
                    <MenuItem icon=icondata_lu::LuPencil on_click=move |()| toasts.success("Chosen")>"Rename site"</MenuItem>
                </Menu>
            </Cell>
        </Row>
    }
}

#[component]
pub(super) fn Waiting() -> impl IntoView {
    let toasts = use_toasts();
    let retry = Callback::new(move |()| toasts.success("Saved"));
    view! {
        <div class="flex flex-col gap-4">
            <Card title="Waiting">
                <div class="grid gap-8 md:grid-cols-2">
                    <Skeleton/>
                    <Skeleton shape=SkeletonShape::Form count=2/>
                </div>
                <div class="mt-6 flex flex-col gap-6">
                    <Skeleton shape=SkeletonShape::Cards/>
                    <Skeleton shape=SkeletonShape::Rows count=3/>
                    <Progress label="Importing contacts: 40 of 120" value=40 max=120/>
                    <Progress label="9 of 10 sites" value=9 max=10 warning=true/>
                    <Progress label="Reading the file" value=0 max=0/>
                </div>
            </Card>
            <div class="card">
                <div class="flex flex-col gap-2 p-4">
                    <SaveIndicator state=SaveState::Saved(now()) retry/>
                    <SaveIndicator state=SaveState::Unsaved retry/>
                    <SaveIndicator state=SaveState::Saving retry/>
                    <SaveIndicator state=SaveState::Failed("The server could not be reached.".to_owned()) retry/>
                </div>
                <div class="sticky-bar">
                    <SaveIndicator state=SaveState::Saved(now()) retry/>
                    <Button kind=Kind::Primary on_click=retry>"Publish site"</Button>
                </div>
            </div>
        </div>
    }
}
