//! What an import has found: a list to choose from.

use std::collections::HashSet;

use leptos::prelude::*;

use super::{
    session::Session,
    tabs::{View, use_way},
};
use crate::{
    sites::{
        blocks::BlockContent,
        pages::editor::{Edit, Field},
        types::{Block, ImportPreview, MAX_BLOCKS, SiteDraft},
    },
    ui::{Alert, Badge, Button, Checkbox, EmptyState, Icon, Kind, Size, Tone},
};

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    content: BlockContent,
    /// Its address is on the page already, or stands further up in the list.
    double: bool,
    ticked: RwSignal<bool>,
}

/// The list.
#[component]
pub fn FoundList(
    /// The session.
    session: Session,
    /// What was found.
    preview: ImportPreview,
    /// Begins again.
    again: Callback<()>,
) -> impl IntoView {
    let ImportPreview { source, title, bio, avatar_url, blocks, skipped, whole } = preview;
    let whole = whole.map(|whole| view! { <Whole session whole=*whole/> });
    if blocks.is_empty() && whole.is_none() {
        return view! {
            <div class="card">
                <EmptyState icon=icondata_lu::LuSearchX title="Nothing to take over was found" about=skipped.join(" ")>
                    <Button kind=Kind::Primary on_click=again>"Try another page"</Button>
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let about = [(Field::Title, title), (Field::Bio, bio), (Field::AvatarUrl, avatar_url)];
    let about: Vec<_> = about.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let fresh = session.draft_untracked().blocks.is_empty();
    let with_about = RwSignal::new(fresh && !about.is_empty());
    let lines = lines(session, blocks);
    let chosen = Memo::new({
        let lines = lines.clone();
        move |_| lines.iter().filter(|line| line.ticked.get()).count()
    });
    let room = session.watch(|editor| MAX_BLOCKS.saturating_sub(editor.draft().blocks.len()));
    let add = {
        let (lines, about, way) = (StoredValue::new(lines.clone()), StoredValue::new(about.clone()), use_way());
        move |()| {
            take(session, &lines.get_value(), &about.get_value(), with_about.get_untracked());
            way.view(View::Blocks);
        }
    };
    view! {
        <section class="flex flex-col gap-4">
            <FoundHead source count=lines.len() again/>
            {whole}
            <AboutLine about with_about/>
            <Ticks lines=lines.clone()/>
            <FoundItems lines/>
            <Skipped skipped/>
            <div class="sticky-bar">
                <p role="status" class="tabular text-muted">
                    {move || if chosen.get() > room.get() {
                        format!("{} chosen; this site has room for {} more", chosen.get(), room.get())
                    } else {
                        format!("{} chosen", chosen.get())
                    }}
                </p>
                <Button
                    kind=Kind::Primary
                    on_click=add
                    disabled=Signal::derive(move || {
                        chosen.get() > room.get() || (chosen.get() == 0 && !with_about.get())
                    })
                >
                    {move || format!("Add {} to the site", blocks_in_words(chosen.get()))}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

/// An export of ours can be taken over as it is: texts, design, blocks with their rules.
#[component]
fn Whole(session: Session, whole: SiteDraft) -> impl IntoView {
    let (way, whole) = (use_way(), StoredValue::new(whole));
    let take = move |()| {
        session.apply(Edit::Replace(Box::new(whole.get_value())));
        session.toasts.undo("The site was taken over", move || session.undo());
        way.view(View::Blocks);
    };
    view! {
        <Alert title="This is a whole site">
            <p>"Take it over as it is, with design, schedule and rules; it replaces what this site holds now. Or choose blocks below."</p>
            <div class="mt-2"><Button on_click=take>"Take over the whole site"</Button></div>
        </Alert>
    }
}

fn lines(session: Session, blocks: Vec<BlockContent>) -> Vec<Line> {
    let draft = session.draft_untracked();
    let mut known: HashSet<String> = draft.blocks.iter().flat_map(|block| block.content.targets()).collect();
    let line = |content: BlockContent| {
        let targets: Vec<_> = content.targets();
        let double = !targets.is_empty() && targets.iter().all(|target| known.contains(target));
        known.extend(targets);
        Line { content, double, ticked: RwSignal::new(true) }
    };
    blocks.into_iter().map(line).collect()
}

/// Adds what was chosen as one step, which one undo takes back.
fn take(session: Session, lines: &[Line], about: &[(Field, String)], with_about: bool) {
    let block = |line: &Line| Block::new(line.content.clone());
    let blocks: Vec<_> = lines.iter().filter(|line| line.ticked.get_untracked()).map(block).collect();
    let words = format!("{} added", blocks_in_words(blocks.len()));
    let mut edits = Vec::new();
    if with_about {
        edits.extend(about.iter().map(|(field, text)| Edit::Set(*field, text.clone())));
    }
    edits.push(Edit::Add { at: usize::MAX, blocks });
    session.apply(Edit::All(edits));
    session.say(words.clone());
    session.toasts.undo(words, move || session.undo());
}

fn blocks_in_words(count: usize) -> String {
    if count == 1 { "1 block".to_owned() } else { format!("{count} blocks") }
}

#[component]
fn FoundHead(source: String, count: usize, again: Callback<()>) -> impl IntoView {
    let title = format!("{} found", blocks_in_words(count));
    let source =
        (!source.is_empty()).then(|| view! { <p class="text-sm text-muted">{format!("Read as: {source}")}</p> });
    view! {
        <div class="flex flex-wrap items-center justify-between gap-2">
            <div>
                <h2 class="text-base">{title}</h2>
                {source}
            </div>
            <Button size=Size::Small icon=icondata_lu::LuRotateCcw on_click=again>"Read another page"</Button>
        </div>
    }
}

/// Name, words and picture, which replace the site's own.
#[component]
fn AboutLine(about: Vec<(Field, String)>, with_about: RwSignal<bool>) -> impl IntoView {
    if about.is_empty() {
        return ().into_any();
    }
    let names: Vec<_> = about.iter().map(|(field, _)| field.label().to_lowercase()).collect();
    let facts = about
        .into_iter()
        .map(|(field, text)| {
            view! { <li class="break-words" dir="auto"><span class="text-muted">{field.label()} ": "</span>{text}</li> }
        })
        .collect_view();
    view! {
        <div class="card card-body flex flex-col gap-2">
            <Checkbox
                name="about"
                label=format!("Also take {}", in_a_row(&names))
                help=Some("They replace what the site says now.".to_owned())
                bind=with_about
            />
            <ul class="ps-6 text-sm">{facts}</ul>
        </div>
    }
    .into_any()
}

fn in_a_row(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Everything, nothing, or everything that is new.
#[component]
fn Ticks(lines: Vec<Line>) -> impl IntoView {
    let doubles = lines.iter().filter(|line| line.double).count();
    let lines = StoredValue::new(lines);
    let tick = move |wanted: fn(&Line) -> bool| {
        lines.with_value(|lines| lines.iter().for_each(|line| line.ticked.set(wanted(line))));
    };
    view! {
        <div class="flex flex-wrap gap-2">
            <Button size=Size::Small on_click=move |()| tick(|_| true)>"Choose all"</Button>
            <Button size=Size::Small on_click=move |()| tick(|_| false)>"Choose none"</Button>
            {(doubles > 0).then(|| view! {
                <Button size=Size::Small on_click=move |()| tick(|line| !line.double)>
                    {format!("Leave out {doubles} that you have already")}
                </Button>
            })}
        </div>
    }
}

#[component]
fn FoundItems(lines: Vec<Line>) -> impl IntoView {
    let items = lines.into_iter().enumerate().map(|(index, line)| view! { <FoundItem index line/> }).collect_view();
    view! { <ul class="card flex flex-col">{items}</ul> }
}

#[component]
fn FoundItem(index: usize, line: Line) -> impl IntoView {
    let Line { content, double, ticked } = line;
    let id = format!("found-{index}");
    let address = content.targets().into_iter().next();
    let summary = content.summary();
    let summary = if summary.is_empty() { content.label().to_owned() } else { summary };
    view! {
        <li class="found-item">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=move || ticked.get()
                checked=true
                on:change=move |event| ticked.set(event_target_checked(&event))
            />
            <label for=id class="flex min-w-0 flex-1 items-center gap-2">
                <Icon icon=content.icon() class="text-muted"/>
                <span class="flex min-w-0 flex-1 flex-col">
                    <span class="truncate font-medium" dir="auto">{summary}</span>
                    <span class="truncate text-sm text-muted">
                        {address.unwrap_or_else(|| content.label().to_owned())}
                    </span>
                </span>
                {double.then(|| view! { <Badge tone=Tone::Warning>"Already there"</Badge> })}
            </label>
        </li>
    }
}

/// What was left out, and why.
#[component]
fn Skipped(skipped: Vec<String>) -> impl IntoView {
    let title = match skipped.len() {
        0 => return ().into_any(),
        1 => "1 thing was left out".to_owned(),
        count => format!("{count} things were left out"),
    };
    let items = skipped.into_iter().map(|why| view! { <li class="break-words" dir="auto">{why}</li> }).collect_view();
    view! {
        <Alert title=title><ul class="max-h-60 list-disc overflow-y-auto ps-4">{items}</ul></Alert>
    }
    .into_any()
}
