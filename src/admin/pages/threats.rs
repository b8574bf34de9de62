//! `/admin/threats`: networks that are blocked or always pass, and what was noticed.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    admin::{
        rpc::defences::{DecideNetwork, LiftNetwork, list_threats},
        types::{
            defences::{BlockedNet, Threat, Threats},
            users::MAX_REASON,
        },
    },
    app::layout::error_view::ErrorView,
    page,
    ui::{
        Badge, Button, Card, Cell, Checkbox, Column, EmptyState, FormError, PageHeader, Row, Size, Skeleton,
        SkeletonShape, SubmitButton, Table, TextField, Tone, When, action_error, exactly, field_error,
    },
};

page!(
    /// `/admin/threats`
    pub ThreatsRoute, ThreatsPage
);

#[component]
fn ThreatsPage() -> impl IntoView {
    let (decide, lift) = (ServerAction::<DecideNetwork>::new(), ServerAction::<LiftNetwork>::new());
    let found = Resource::new(move || (decide.version().get(), lift.version().get()), |_| list_threats());
    let retry = Callback::new(move |()| found.refetch());
    view! {
        <Title text="Threats"/>
        <PageHeader
            title="Threats"
            about=Some("Networks that are refused, and why. Scanners and intruders are blocked for a while by themselves.".to_owned())
        />
        <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(Threats { nets, signs }) => view! { <Nets nets lift/> <Decide decide/> <Signs signs/> }.into_any(),
                    Err(error) => view! { <ErrorView error retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Nets(nets: Vec<BlockedNet>, lift: ServerAction<LiftNetwork>) -> impl IntoView {
    let list = if nets.is_empty() {
        view! {
            <div class="card">
                <EmptyState
                    icon=icondata_lu::LuShieldCheck
                    title="No network is blocked"
                    about="Scanners and intruders appear here by themselves. You can block a network below."
                />
            </div>
        }
        .into_any()
    } else {
        let columns = vec![
            Column::text("Network"),
            Column::text("State"),
            Column::text("Why"),
            Column::text("Since"),
            Column::quiet("What can be done"),
        ];
        let rows = nets.into_iter().map(|net| view! { <Net net lift/> }).collect_view();
        view! { <Table caption="Blocked and allowed networks" columns>{rows}</Table> }.into_any()
    };
    view! {
        <FormError error=action_error(lift)/>
        {list}
    }
}

#[component]
fn Net(net: BlockedNet, lift: ServerAction<LiftNetwork>) -> impl IntoView {
    let BlockedNet { net, allowed, holds, reason, by, times, at, until } = net;
    let (tone, state) = match (allowed, holds) {
        (_, false) => (Tone::Neutral, "Over".to_owned()),
        (true, true) => (Tone::Success, "Always passes".to_owned()),
        (false, true) => match until {
            Some(until) => (Tone::Danger, format!("Blocked until {}", exactly(until))),
            None => (Tone::Danger, "Blocked for good".to_owned()),
        },
    };
    let by = if by.is_empty() { format!("by its score, time {times}") } else { format!("by {by}") };
    let (shown, heard) = (net.clone(), format!(" {net}"));
    let word = if allowed { "Take off the list" } else { "Lift block" };
    view! {
        <Row>
            <Cell main=true><code class="break-all">{shown}</code></Cell>
            <Cell label="State"><Badge tone dot=true>{state}</Badge></Cell>
            <Cell label="Why">
                <span class="break-words" dir="auto">{reason}</span>
                <span class="block text-sm text-muted">{by}</span>
            </Cell>
            <Cell label="Since"><When at/></Cell>
            <Cell menu=true>
                <ActionForm action=lift>
                    <input type="hidden" name="net" value=net/>
                    <Button type_="submit" size=Size::Small pending=lift.pending()>
                        {word} <span class="sr-only">{heard}</span>
                    </Button>
                </ActionForm>
            </Cell>
        </Row>
    }
}

#[component]
fn Decide(decide: ServerAction<DecideNetwork>) -> impl IntoView {
    let error = action_error(decide);
    view! {
        <Card title="Block or allow a network">
            <ActionForm action=decide attr:class="form">
                <FormError error/>
                <div class="grid gap-3 sm:grid-cols-2">
                    <TextField
                        name="net"
                        label="Address or network"
                        help=Some("203.0.113.7 or 203.0.113.0/24".to_owned())
                        required=true
                        error=field_error(error, "net")
                    />
                    <TextField
                        name="hours"
                        label="For how many hours"
                        optional=true
                        inputmode="numeric"
                        help=Some("For good when it is empty".to_owned())
                        error=field_error(error, "hours")
                    />
                </div>
                <TextField
                    name="reason"
                    label="Why"
                    required=true
                    maxlength=MAX_REASON
                    error=field_error(error, "reason")
                />
                <Checkbox
                    name="allow"
                    label="Let it always pass instead"
                    help=Some("For an office or a service that looks like a scanner and is none.".to_owned())
                />
                <div><SubmitButton pending=decide.pending()>"Save network"</SubmitButton></div>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Signs(signs: Vec<Threat>) -> impl IntoView {
    if signs.is_empty() {
        return view! {
            <div class="card">
                <EmptyState
                    icon=icondata_lu::LuShieldCheck
                    title="Nothing was noticed"
                    about="Nobody has looked for weak spots or tried passwords in the last 30 days."
                />
            </div>
        }
        .into_any();
    }
    let columns = ["What was noticed", "Network", "Asked for", "When"].map(Column::text).to_vec();
    let row = |sign: Threat| {
        let label = sign.label();
        let Threat { net, path, at, .. } = sign;
        view! {
            <Row>
                <Cell main=true>{label}</Cell>
                <Cell label="Network"><code class="break-all">{net}</code></Cell>
                <Cell label="Asked for"><code class="break-all">{path}</code></Cell>
                <Cell label="When"><When at/></Cell>
            </Row>
        }
    };
    let rows = signs.into_iter().map(row).collect_view();
    view! {
        <h2 class="text-base">"Noticed last"</h2>
        <Table caption="What was noticed last" columns>{rows}</Table>
    }
    .into_any()
}
