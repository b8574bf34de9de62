//! The messages that visitors wrote into contact forms.

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    app::layout::{current::use_workspace, error_view::ErrorView},
    contacts::{
        rpc::{delete_message, list_messages, mark_message, restore_message},
        types::{Inbox, Message},
    },
    kernel::{AppError, page::Page, permission::Permission},
    page,
    ui::{
        Badge, ButtonLink, EmptyState, FilterChip, FilterChips, Menu, MenuItem, MenuLine, MenuLink, PageBody,
        PageHeader, Pager, Size, Skeleton, SkeletonShape, Tone, Toolbar, When, use_toasts,
    },
};

page!(
    /// `/w/{handle}/messages`
    pub MessagesRoute, Messages
);

#[component]
fn Messages() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let workspace = use_workspace().id;
    let inbox = Resource::new(
        move || (asked("show") == "unread", asked("before")),
        move |(unread_only, before)| async move {
            let inbox = list_messages(workspace, unread_only, before.clone()).await?;
            Ok::<_, AppError>((inbox, unread_only, before))
        },
    );
    let retry = Callback::new(move |()| inbox.refetch());
    view! {
        <Title text="Messages"/>
        <PageBody>
            <Transition fallback=|| view! { <Skeleton shape=SkeletonShape::Rows/> }>
                {move || Suspend::new(async move {
                    match inbox.await {
                        Ok((inbox, unread_only, before)) => {
                            view! { <Found inbox unread_only before reload=retry/> }.into_any()
                        }
                        Err(error) => view! { <ErrorView error retry/> }.into_any(),
                    }
                })}
            </Transition>
        </PageBody>
    }
}

#[component]
fn Found(inbox: Inbox, unread_only: bool, before: String, reload: Callback<()>) -> impl IntoView {
    let Inbox { page, unread } = inbox;
    let base = use_workspace().path("messages");
    let nothing = page.total == 0 && !unread_only;
    let inside = if nothing {
        view! { <Nothing/> }.into_any()
    } else {
        view! { <List page unread unread_only before base reload/> }.into_any()
    };
    view! {
        <PageHeader
            title="Messages"
            about=Some("What visitors wrote to you with a contact form on one of your sites.".to_owned())
        />
        {inside}
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let sites = use_workspace().path("sites");
    let about = "Add a contact form to a site. What visitors write appears here, and the owner gets it by mail.";
    view! {
        <div class="card">
            <EmptyState icon=icondata_lu::LuInbox title="No messages yet" about=about>
                <ButtonLink href=sites>"Open sites"</ButtonLink>
            </EmptyState>
        </div>
    }
}

#[component]
fn List(
    page: Page<Message>,
    unread: u64,
    unread_only: bool,
    before: String,
    base: String,
    reload: Callback<()>,
) -> impl IntoView {
    let Page { items, next, total } = page;
    let link = |unread_only: bool, cursor: &str| match (unread_only, cursor) {
        (false, "") => base.clone(),
        (true, "") => format!("{base}?show=unread"),
        (false, cursor) => format!("{base}?before={cursor}"),
        (true, cursor) => format!("{base}?show=unread&before={cursor}"),
    };
    let (chip, all) = (link(!unread_only, ""), link(unread_only, ""));
    let unread = RwSignal::new(unread);
    let shown = items.len();
    let pager = match next.map(|cursor| link(unread_only, &cursor)) {
        Some(next) => view! { <Pager shown total noun="message" next/> }.into_any(),
        None => view! { <Pager shown total noun="message"/> }.into_any(),
    };
    let list = if items.is_empty() {
        view! { <p class="card p-6 text-muted">"You have read everything."</p> }.into_any()
    } else {
        let rows = items.into_iter().map(|message| view! { <MessageCard message unread reload/> }).collect_view();
        view! { <ul class="flex flex-col gap-3">{rows}</ul> }.into_any()
    };
    view! {
        <Toolbar>
            <FilterChips label="Which messages">
                <FilterChip href=chip set=unread_only>{move || format!("Unread: {}", unread.get())}</FilterChip>
            </FilterChips>
            {(!before.is_empty()).then(|| view! { <ButtonLink href=all>"Back to the newest"</ButtonLink> })}
        </Toolbar>
        {list}
        {pager}
    }
}

/// One message. It opens in place, which also marks it as read.
#[component]
fn MessageCard(message: Message, unread: RwSignal<u64>, reload: Callback<()>) -> impl IntoView {
    let (workspace, toasts) = (use_workspace().id, use_toasts());
    let id = message.id;
    let read = RwSignal::new(message.read);
    let show = move |now: bool| {
        read.try_set(now);
        unread.try_update(|count| *count = if now { count.saturating_sub(1) } else { *count + 1 });
    };
    let mark = move |now: bool| {
        if read.get_untracked() == now {
            return;
        }
        show(now);
        spawn_local(async move {
            if let Err(error) = mark_message(workspace, id, now).await {
                show(!now);
                toasts.error(format!("The message could not be marked. {error}"));
            }
        });
    };
    let source = if message.source.trim().is_empty() { "Untitled site".to_owned() } else { message.source.clone() };
    let body = message.body.clone();
    view! {
        <li class="card">
            <div class="flex items-start gap-2 p-2 ps-4">
                <details class="message" on:toggle=move |event| if is_open(&event) { mark(true) }>
                    <summary>
                        <span class="flex min-w-0 flex-wrap items-center gap-x-2">
                            <span class="font-medium" class:text-muted=move || read.get() dir="auto">{message.name.clone()}</span>
                            {move || (!read.get()).then(|| view! { <Badge tone=Tone::Accent dot=true>"Unread"</Badge> })}
                            <span class="text-sm text-muted">
                                <span dir="auto">{source}</span>" · "<When at=message.created_at/>
                            </span>
                        </span>
                        <span class="message-start text-muted" dir="auto">{body.clone()}</span>
                    </summary>
                    <p class="message-body" dir="auto">{body}</p>
                    <p class="flex flex-wrap gap-2">
                        <ButtonLink href=answer(&message) icon=icondata_lu::LuReply>"Answer by mail"</ButtonLink>
                        <span class="self-center break-all text-sm text-muted">{message.email.clone()}</span>
                    </p>
                </details>
                <MessageMenu message read mark=Callback::new(mark) reload/>
            </div>
        </li>
    }
}

/// Whether a part of the page that opens and closes is open now.
fn is_open(event: &leptos::ev::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// A mail to whoever wrote, begun.
fn answer(message: &Message) -> String {
    let quoted: String = message.body.lines().take(40).map(|line| format!("> {line}\r\n")).collect();
    let encoded =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    format!(
        "mailto:{}?subject={}&body={}",
        message.email,
        encoded("Your message"),
        encoded(&format!("\r\n\r\n{quoted}"))
    )
}

#[component]
fn MessageMenu(message: Message, read: RwSignal<bool>, mark: Callback<bool>, reload: Callback<()>) -> impl IntoView {
    let open = use_workspace();
    let (workspace, toasts, id) = (open.id, use_toasts(), message.id);
    let name = message.name.clone();
    let delete = {
        let name = name.clone();
        move |()| {
            let name = name.clone();
            spawn_local(async move {
                if let Err(error) = delete_message(workspace, id).await {
                    return toasts.error(format!("The message was not deleted. {error}"));
                }
                reload.try_run(());
                toasts.undo(format!("Message from {name} deleted"), move || {
                    spawn_local(async move {
                        match restore_message(workspace, id).await {
                            Ok(()) => drop(reload.try_run(())),
                            Err(error) => toasts.error(format!("The message could not be brought back. {error}")),
                        }
                    });
                });
            });
        }
    };
    let word = move || if read.get() { "Mark as unread" } else { "Mark as read" };
    view! {
        <Menu id=format!("message-{id}") label=format!("Actions for the message from {name}") size=Size::Small>
            <MenuItem icon=icondata_lu::LuMailOpen on_click=move |()| mark.run(!read.get_untracked())>{word}</MenuItem>
            <MenuLink href=answer(&message) icon=icondata_lu::LuReply>"Answer by mail"</MenuLink>
            {open.can(Permission::EditContacts).then(|| view! {
                <MenuLine/>
                <MenuItem icon=icondata_lu::LuTrash2 danger=true on_click=delete>"Delete message"</MenuItem>
            })}
        </Menu>
    }
}
