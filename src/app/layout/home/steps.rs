//! What to do next: a list that is worked out from what is so, and gone when all of it is.

use leptos::prelude::*;

use super::Facts;
use crate::{
    kernel::permission::Permission,
    sites::types::SiteSummary,
    ui::{ButtonLink, CopyButton, Icon, Kind, Progress, Size},
    workspaces::types::OpenWorkspace,
};

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    done: bool,
    title: &'static str,
    about: String,
    goal: Goal,
}

#[derive(Clone, Debug, PartialEq)]
enum Goal {
    Page { label: &'static str, href: String },
    Share { address: String },
    Nothing,
}

/// The steps that the person's role can take, in order.
pub fn steps(open: &OpenWorkspace, facts: &Facts) -> Vec<Step> {
    let main = facts.sites.iter().find(|site| site.slug.is_empty()).or(facts.sites.first());
    let mut steps = vec![Step {
        done: open.me.verified,
        title: "Confirm your e-mail address",
        about: "So that you can get back in if you forget your password.".to_owned(),
        goal: Goal::Nothing,
    }];
    if open.can(Permission::EditSites) {
        steps.extend(building(open, &facts.sites, main));
    }
    if let (Some(clicks), Some(site)) = (&facts.clicks, main.filter(|site| site.published_at.is_some())) {
        steps.push(Step {
            done: clicks.ever,
            title: "Share it and get the first click",
            about: format!("Put {} into your profiles, where people look for you.", site.public_url),
            goal: Goal::Share { address: site.public_url.clone() },
        });
    }
    if open.can(Permission::ManageMembers) {
        steps.push(Step {
            done: facts.team.members.len() > 1 || !facts.team.invitations.is_empty(),
            title: "Invite somebody you work with",
            about: "Roles decide what each of them may do.".to_owned(),
            goal: Goal::Page { label: "Invite member", href: open.path("members/invite") },
        });
    }
    steps
}

/// From nothing to a page that is online.
fn building(open: &OpenWorkspace, sites: &[SiteSummary], main: Option<&SiteSummary>) -> Vec<Step> {
    let builder = match main {
        Some(site) => Goal::Page { label: "Open builder", href: open.path(&format!("sites/{}", site.id)) },
        None => Goal::Nothing,
    };
    let mut steps = vec![
        Step {
            done: main.is_some(),
            title: "Create your site",
            about: format!("One page for all of your links, at {}/@{}.", open.origin, open.handle),
            goal: Goal::Page { label: "Create site", href: open.path("sites/new") },
        },
        Step {
            done: sites.iter().any(|site| site.blocks > 0),
            title: "Add your first block",
            about: "A link, a heading, a picture, or a form that collects addresses.".to_owned(),
            goal: builder.clone(),
        },
    ];
    if open.can(Permission::PublishSites) {
        steps.push(Step {
            done: sites.iter().any(|site| site.published_at.is_some()),
            title: "Publish your site",
            about: "Nobody can see it until you do.".to_owned(),
            goal: builder,
        });
    }
    steps
}

/// The list; nothing when everything is done.
#[component]
pub fn NextSteps(steps: Vec<Step>) -> impl IntoView {
    let (done, all) = (steps.iter().filter(|step| step.done).count(), steps.len());
    let Some(next) = steps.iter().position(|step| !step.done) else { return ().into_any() };
    let next = steps[next].clone();
    let (finished, open): (Vec<_>, Vec<_>) = steps.into_iter().partition(|step| step.done);
    let rows = open.into_iter().map(|step| {
        let next = step == next;
        view! { <StepRow step next/> }
    });
    let rows = rows.collect_view();
    let finished = (!finished.is_empty()).then(|| view! { <Finished steps=finished/> });
    view! {
        <section class="card" aria-labelledby="next-steps">
            <div class="flex flex-wrap items-center justify-between gap-3 border-b px-4 py-3">
                <h2 class="text-base" id="next-steps">"What to do next"</h2>
                <div class="w-full sm:w-56">
                    <Progress label=format!("{done} of {all} done") value=done as u64 max=all as u64/>
                </div>
            </div>
            <ol class="divide-y">{rows}</ol>
            {finished}
        </section>
    }
    .into_any()
}

#[component]
fn StepRow(step: Step, next: bool) -> impl IntoView {
    let Step { title, about, goal, .. } = step;
    let kind = if next { Kind::Primary } else { Kind::Secondary };
    let action = match goal {
        Goal::Page { label, href } => view! { <ButtonLink href kind size=Size::Small>{label}</ButtonLink> }.into_any(),
        Goal::Share { address } => view! { <CopyButton text=address label="Copy address"/> }.into_any(),
        Goal::Nothing => ().into_any(),
    };
    view! {
        <li class="flex items-start gap-3 px-4 py-3 sm:items-center">
            <Icon icon=icondata_lu::LuCircleDashed size=20 class="text-faint"/>
            <div class="flex min-w-0 flex-1 flex-col gap-2 sm:flex-row sm:items-center sm:justify-between">
                <div class="min-w-0">
                    <p class="font-medium">{title}</p>
                    <p class="text-sm break-words text-muted">{about}</p>
                </div>
                <div class="flex-none">{action}</div>
            </div>
        </li>
    }
}

/// What is done, folded away.
#[component]
fn Finished(steps: Vec<Step>) -> impl IntoView {
    let count = steps.len();
    let rows = steps.into_iter().map(|step| {
        view! {
            <li class="flex items-center gap-3 px-4 py-2 text-muted">
                <Icon icon=icondata_lu::LuCircleCheck size=20 class="text-success" label="Done"/>
                {step.title}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class="border-t">
            <summary class="px-4 py-3 text-sm text-muted hover:text-text">{format!("{count} done")}</summary>
            <ul class="pb-2">{rows}</ul>
        </details>
    }
}
