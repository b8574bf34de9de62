//! The numbers of a site, of one of its blocks, or of all sites.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    figures::{Chart, Strip},
    numbers::{LeftOut, Numbers},
    picker::Picker,
    tables::Tables,
};
use crate::{
    analytics::{
        rpc::read_report,
        types::{Range, Report, Subject},
    },
    app::layout::{current::use_workspace, error_view::ErrorView},
    kernel::{
        AppError,
        id::{BlockId, SiteId},
    },
    page,
    ui::{Badge, ButtonLink, EmptyState, Kind, PageBody, PageHeader, Skeleton, SkeletonShape, Tone},
};

page!(
    /// `/w/{handle}/analytics`
    pub AnalyticsRoute, Analytics
);
page!(
    /// `/w/{handle}/sites/{id}/analytics`
    pub SiteAnalyticsRoute, Analytics
);

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// `None` for all sites; an id that is none is not found.
    site: Option<Result<SiteId, AppError>>,
    block: Option<BlockId>,
    range: String,
    from: String,
    to: String,
}

impl Asked {
    async fn read(self, workspace: crate::kernel::id::WorkspaceId) -> Result<Report, AppError> {
        read_report(workspace, self.site.transpose()?, self.block, self.range, self.from, self.to).await
    }
}

#[component]
fn Analytics() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let workspace = use_workspace().id;
    let asked = Memo::new(move |_| {
        let site = params.read().get("site").map(|id| id.parse().map_err(|_| AppError::not_found("site")));
        let text = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        let block = text("block").parse().ok();
        Asked { site, block, range: text("range"), from: text("from"), to: text("to") }
    });
    let report = Resource::new(move || asked.get(), move |asked| asked.read(workspace));
    let retry = Callback::new(move |()| report.refetch());
    view! {
        <Title text="Analytics"/>
        <PageBody>
            <Transition fallback=Waiting>
                {move || Suspend::new(async move {
                    match report.await {
                        Ok(report) => view! { <Found report/> }.into_any(),
                        Err(error @ AppError::Invalid(_)) => view! { <WrongDays error asked=asked.get_untracked()/> }.into_any(),
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <Skeleton shape=SkeletonShape::Cards/>
        <Skeleton shape=SkeletonShape::Rows count=8/>
    }
}

/// The address of the numbers of a site, or of all.
pub fn base(site: Option<SiteId>) -> String {
    let open = use_workspace();
    site.map_or_else(|| open.path("analytics"), |site| open.path(&format!("sites/{site}/analytics")))
}

/// Days that cannot be shown, with what is wrong beside them.
#[component]
fn WrongDays(error: AppError, asked: Asked) -> impl IntoView {
    let site = asked.site.and_then(Result::ok);
    view! {
        <PageHeader title="Analytics" back=(base(site), "Last 30 days".to_owned())/>
        <Picker base=base(site) block=asked.block range=Range::default() days=(asked.from, asked.to) error/>
    }
}

#[component]
fn Found(report: Report) -> impl IntoView {
    let subject = report.subject.clone();
    let here = base(subject.site);
    let days = (report.days.0.to_string(), report.days.1.to_string());
    let inside = if report.ever {
        let site = subject.site;
        view! {
            <Numbers report=report.clone()/>
            <Chart report=report.clone()/>
            <Tables report=report.clone()/>
            <Strip report=report.clone()/>
            <LeftOut report=report.clone() site/>
        }
        .into_any()
    } else {
        view! { <Nothing subject=subject.clone()/> }.into_any()
    };
    let (range, block) = (report.range, subject.block);
    view! {
        <Header subject/>
        {report.ever.then(|| view! { <Picker base=here block range days/> })}
        {inside}
    }
}

#[component]
fn Header(subject: Subject) -> impl IntoView {
    let open = use_workspace();
    let (title, about, back) = match (&subject.site, &subject.block) {
        (Some(site), Some(_)) => {
            let back = (base(Some(*site)), subject.title.clone());
            (subject.block_name.clone(), "How often this block is clicked.", Some(back))
        }
        (Some(_), None) => {
            let back = (open.path("analytics"), "All sites".to_owned());
            (subject.title.clone(), "Who comes to this site, from where, and what they click.", Some(back))
        }
        _ => ("Analytics".to_owned(), "Who comes to your sites, from where, and what they click.", None),
    };
    let site = subject.site.filter(|_| !subject.deleted || subject.block.is_some());
    let actions = move || {
        site.map(|site| {
            let href = open.path(&format!("sites/{site}"));
            view! { <ButtonLink href icon=icondata_lu::LuPencil>"Edit site"</ButtonLink> }
        })
    };
    let deleted = subject.deleted.then(|| view! { <Badge tone=Tone::Neutral>"Deleted"</Badge> });
    match back {
        Some(back) => view! {
            <PageHeader title about=Some(about.to_owned()) back actions>{deleted}</PageHeader>
        }
        .into_any(),
        None => view! { <PageHeader title about=Some(about.to_owned()) actions/> }.into_any(),
    }
}

/// Before the first visitor.
#[component]
fn Nothing(subject: Subject) -> impl IntoView {
    let open = use_workspace();
    let (href, label) = match subject.site {
        Some(site) => (open.path(&format!("sites/{site}")), "Open builder"),
        None => (open.path("sites"), "Open sites"),
    };
    let about = if subject.block.is_some() {
        "Nobody has clicked this block yet. Every click on a published page is counted here."
    } else {
        "Publish a site and share its address. Every visit and every click is counted here, without cookies on the page."
    };
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuChartNoAxesCombined title="Nothing to count yet" about=about>
                <ButtonLink href kind=Kind::Primary>{label}</ButtonLink>
            </EmptyState>
        </div>
    }
}
