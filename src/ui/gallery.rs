//! Every component in every state on one page, for the people who build pages. The development build shows it at
//! `/dev/ui`; `gallery_data` holds the half with numbers and rows.

use leptos::{context::Provider, prelude::*};

use super::{gallery_data::*, *};
use crate::kernel::{AppError, FieldErrors};

/// The page of all components.
#[component]
pub fn Gallery() -> impl IntoView {
    provide_toasts();
    let crumbs = vec![Crumb::link("/", "Mewayz"), Crumb::here("Components")];
    view! {
        <leptos_meta::Title text="Components"/>
        <PageBody>
            <Breadcrumbs crumbs/>
            <PageHeader
                title="Components"
                about="What pages are made of, in every state. Look at it narrow and wide, light and dark."
                back=("/".to_owned(), "Mewayz".to_owned())
                count=39
                actions=|| view! { <ThemeToggle/> <ButtonLink href="/" external=true>"Open Mewayz"</ButtonLink> }
            >
                <Badge tone=Tone::Success dot=true>"Complete"</Badge>
            </PageHeader>
            <Colours/>
            <Writing/>
            <Buttons/>
            <Fields/>
            <Choices/>
            <FailedForm/>
            <Settings/>
            <Notices/>
            <Floating/>
            <Figures/>
            <Rows/>
            <Waiting/>
        </PageBody>
        <ToastRegion/>
    }
}

#[component]
fn Colours() -> impl IntoView {
    let swatch = |(name, class): (&'static str, &'static str)| {
        view! { <div class=format!("flex h-16 items-end rounded-lg border p-2 text-xs {class}")>{name}</div> }
    };
    let swatches = [
        ("Ground", "bg-bg text-text"),
        ("Surface", "bg-surface text-text"),
        ("Raised", "bg-raised text-text"),
        ("Sunken", "bg-sunken text-muted"),
        ("Hover", "bg-hover text-faint"),
        ("Accent", "bg-accent text-accent-contrast"),
        ("Accent, soft", "bg-accent-soft text-accent-text"),
        ("Success", "bg-success-soft text-success"),
        ("Warning", "bg-warning-soft text-warning"),
        ("Danger", "bg-danger-soft text-danger"),
        ("Information", "bg-info-soft text-info"),
    ];
    view! {
        <Card title="Colours">
            <div class="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
                {swatches.into_iter().map(swatch).collect_view()}
            </div>
        </Card>
    }
}

#[component]
fn Writing() -> impl IntoView {
    view! {
        <Card title="Writing">
            <div class="flex flex-col gap-2">
                <p class="text-3xl font-semibold">"Thirty-two: a number that matters"</p>
                <p class="text-2xl font-semibold">"Twenty-four: a figure on a card"</p>
                <p class="text-xl font-semibold">"Twenty: the title of a page"</p>
                <p class="text-lg font-semibold">"Sixteen: the title of a dialog"</p>
                <p>"Fourteen: everything else. " <a class="link" href="/">"Links look like links"</a> "."</p>
                <p class="text-sm text-muted">"Thirteen and muted: help and asides. Zażółć gęślą jaźń, Ünïcödé."</p>
                <p class="text-xs text-faint">"Twelve and faint: axes and heads of tables."</p>
                <p>"Press " <Kbd>"Ctrl"</Kbd> " " <Kbd>"K"</Kbd> " to find anything. "
                    <ExternalLink href="https://example.com">"A page elsewhere"</ExternalLink></p>
            </div>
        </Card>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let work = move |()| {
        pending.set(true);
        set_timeout(move || _ = pending.try_set(false), std::time::Duration::from_secs(2));
    };
    let said = move |()| toasts.success("Pressed");
    view! {
        <Card title="Buttons">
            <div class="flex flex-col gap-4">
                <div class="flex flex-wrap items-center gap-2">
                    <Button kind=Kind::Primary icon=icondata_lu::LuPlus on_click=said>"Create site"</Button>
                    <Button on_click=said>"Save draft"</Button>
                    <Button kind=Kind::Ghost on_click=said>"Skip"</Button>
                    <Button kind=Kind::Danger icon=icondata_lu::LuTrash2 on_click=said>"Delete site"</Button>
                    <Button kind=Kind::DangerQuiet on_click=said>"Delete site"</Button>
                    <IconButton label="Edit the title" icon=icondata_lu::LuPencil on_click=said/>
                    <CopyButton text="https://example.com/@ada"/>
                    <CopyButton text="https://example.com/@ada" label="Copy the address" compact=true/>
                </div>
                <div class="flex flex-wrap items-center gap-2">
                    <Button kind=Kind::Primary pending on_click=work>"Work for two seconds"</Button>
                    <Button kind=Kind::Primary pending=true>"Publish site"</Button>
                    <Button pending=true>"Save draft"</Button>
                    <Button kind=Kind::Primary disabled=true>"Publish site"</Button>
                    <Button disabled=true>"Save draft"</Button>
                    <Button kind=Kind::Ghost disabled=true>"Skip"</Button>
                </div>
                <div class="flex flex-wrap items-center gap-2">
                    <Button size=Size::Small on_click=said>"Small"</Button>
                    <Button on_click=said>"Medium"</Button>
                    <Button size=Size::Large on_click=said>"Large"</Button>
                    <SubmitButton size=Size::Large>"Sign in"</SubmitButton>
                </div>
            </div>
        </Card>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let name = RwSignal::new("Ada's links".to_owned());
    let picture = RwSignal::new(String::new());
    let colour = RwSignal::new("#c26a00".to_owned());
    let money = SelectOption::new("EUR", "Euro");
    let options = vec![money, SelectOption::new("USD", "US dollar"), SelectOption::new("JPY", "Japanese yen")];
    view! {
        <Card title="Fields">
            <div class="grid items-start gap-4 md:grid-cols-2">
                <TextField name="title" label="Title" bind=name help=move || format!("People see: {}", name.get())/>
                <TextField name="email" label="E-mail" type_="email" autocomplete="email" placeholder="ada@example.com" required=true/>
                <TextField name="handle" label="Handle" prefix="example.com/@" value="ada" maxlength=30 help="3 to 30 letters, digits, - or _."/>
                <TextField name="price" label="Price" suffix="EUR" inputmode="decimal" value="12.50" optional=true/>
                <TextField name="wrong" label="Address" value="htp://example" type_="url" error="Start the address with https://."/>
                <TextField name="off" label="Plan" value="Free" disabled=true help="The owner can change the plan."/>
                <PasswordField label="Password" autocomplete="new-password" help="At least 8 characters."/>
                <SelectField name="currency" label="Currency" options=options.clone() value="USD"/>
                <SelectField name="country" label="Currency of payouts" options nothing="Choose a currency" error="Choose a currency."/>
                <TextField name="day" label="From" type_="date"/>
                <ImageField name="picture" label="Picture" bind=picture optional=true help="It is shown as a square."/>
                <ColourField name="colour" label="Colour" bind=colour usual="#5646d8" reset="Use the usual colour"/>
                <TextArea name="bio" label="Bio" maxlength=300 value="I make things." help="Up to 300 characters."/>
                <TextArea name="notes" label="Notes" optional=true placeholder="Only your team sees them."/>
            </div>
        </Card>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let plans = vec![
        Choice::new("free", "Free").about("One site, every block."),
        Choice::new("pro", "Pro").about("Ten sites, your own domain, no limits on blocks."),
        Choice::new("enterprise", "Enterprise").about("Talk to us first.").disabled(true),
    ];
    view! {
        <Card title="Choices">
            <div class="flex flex-col gap-4">
                <RadioCards name="plan" label="Plan" choices=plans value="pro" help="You can change it at any time."/>
                <Checkbox name="terms" label="I accept the " error="Accept the terms to go on.">
                    <a class="link" href="/">"terms"</a>
                </Checkbox>
                <Checkbox name="news" label="Send me news" checked=true help="About once a month. You can stop it at any time."/>
                <Switch name="public" label="Show the site to everybody" checked=true/>
                <Switch name="index" label="Let search engines list it" help="It takes a few days until they notice."/>
                <Switch name="locked" label="Hide the badge" disabled=true help="Part of the Pro plan."/>
            </div>
        </Card>
    }
}

#[component]
fn FailedForm() -> impl IntoView {
    let mut fields = FieldErrors::default();
    fields.add("name", "Enter a name.");
    fields.add("email", "Enter an e-mail address such as ada@example.com.");
    let error = Signal::derive(move || Some(AppError::Invalid(fields.clone())));
    view! {
        <Card title="A form that was refused">
            <Provider value=FieldScope::new("refused")>
                <form class="form max-w-md" method="get">
                    <FormError error/>
                    <TextField name="name" label="Name" error=field_error(error, "name")/>
                    <TextField name="email" label="E-mail" value="ada" error=field_error(error, "email")/>
                    <FormActions>
                        <SubmitButton>"Invite member"</SubmitButton>
                        <ButtonLink href="/" kind=Kind::Ghost>"Cancel"</ButtonLink>
                    </FormActions>
                </form>
            </Provider>
        </Card>
    }
}

#[component]
fn Settings() -> impl IntoView {
    view! {
        <Card title="Settings">
            <SettingsSection title="Profile" about="How your team sees you.">
                <form class="form" method="get">
                    <TextField name="name" label="Name" value="Ada Lovelace" autocomplete="name"/>
                    <FormActions><SubmitButton kind=Kind::Secondary>"Save profile"</SubmitButton></FormActions>
                </form>
            </SettingsSection>
            <SettingsSection title="Workspace" about="What visitors see on every site.">
                <Facts>
                    <Fact label="Handle">"@ada " <CopyButton text="@ada" compact=true label="Copy the handle"/></Fact>
                    <Fact label="Created">"21 Nov 2026"</Fact>
                    <Fact label="Owner"><span class="inline-flex items-center gap-2"><Avatar name="Ada Lovelace" size=20/>"Ada Lovelace"</span></Fact>
                </Facts>
            </SettingsSection>
        </Card>
    }
}

#[component]
fn Notices() -> impl IntoView {
    view! {
        <Card title="Notices, badges, pictures">
            <div class="flex flex-col gap-3">
                <Alert title="Your address is not confirmed yet.">
                    <p class="text-muted">"We sent you a mail with a link. " <a class="link" href="/">"Send it again"</a></p>
                </Alert>
                <Alert tone=Tone::Success title="The site is published."/>
                <Alert tone=Tone::Warning title="The text is hard to read on this background."/>
                <Alert tone=Tone::Danger title="The payment was refused.">"Your bank did not say why. Try another card."</Alert>
                <div class="flex flex-wrap gap-2">
                    <Badge>"Archived"</Badge>
                    <Badge tone=Tone::Accent>"New"</Badge>
                    <Badge tone=Tone::Success dot=true>"Published"</Badge>
                    <Badge tone=Tone::Warning dot=true>"Draft"</Badge>
                    <Badge tone=Tone::Danger icon=icondata_lu::LuCircleAlert>"Failed"</Badge>
                    <Badge tone=Tone::Info icon=icondata_lu::LuInfo>"Scheduled"</Badge>
                </div>
                <div class="flex flex-wrap items-center gap-2">
                    {["Ada Lovelace", "Grace", "Bo Diddley", "Çelik", "Zoë Kravitz", "Mewayz", ""].into_iter()
                        .map(|name| view! { <Avatar name size=40/> }).collect_view()}
                    <Avatar name="Analytical Engines" size=40 square=true/>
                </div>
            </div>
        </Card>
    }
}

#[component]
fn Floating() -> impl IntoView {
    let toasts = use_toasts();
    let (dialog, sheet, confirm) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let deleted = move |()| {
        confirm.set(false);
        toasts.undo("Site deleted", move || toasts.success("Site restored"));
    };
    let said = move |()| toasts.success("Chosen");
    view! {
        <Card title="Things that float">
            <div class="flex flex-wrap items-center gap-2">
                <Button on_click=move |()| dialog.set(true)>"Open dialog"</Button>
                <Button on_click=move |()| sheet.set(true)>"Open sheet"</Button>
                <Button kind=Kind::DangerQuiet on_click=move |()| confirm.set(true)>"Delete site"</Button>
                <Button on_click=move |()| toasts.success("Site published")>"Good news"</Button>
                <Button on_click=move |()| toasts.error("The site could not be saved. Check your connection and try again.")>"Bad news"</Button>
                <Menu id="gallery-menu" label="Actions for Ada's links">
                    <MenuHeading>"Ada's links"</MenuHeading>
                    <MenuItem icon=icondata_lu::LuPencil on_click=said>"Rename site"</MenuItem>
                    <MenuItem icon=icondata_lu::LuCopy on_click=said>"Duplicate site"</MenuItem>
                    <MenuLink icon=icondata_lu::LuGlobe href="/" external=true>"Open site"</MenuLink>
                    <MenuItem icon=icondata_lu::LuInbox disabled=true>"Archive site"</MenuItem>
                    <MenuLine/>
                    <MenuItem icon=icondata_lu::LuTrash2 danger=true on_click=move |()| confirm.set(true)>"Delete site"</MenuItem>
                </Menu>
            </div>
            <Dialog id="gallery-dialog" open=dialog title="Rename site" about="The address stays as it is.">
                <TextField name="title" label="Title" value="Ada's links"/>
                <DialogActions>
                    <Button on_click=move |()| dialog.set(false)>"Cancel"</Button>
                    <Button kind=Kind::Primary on_click=move |()| dialog.set(false)>"Rename site"</Button>
                </DialogActions>
            </Dialog>
            <Sheet id="gallery-sheet" open=sheet title="Edit link">
                <TextField name="label" label="Text" value="My shop"/>
                <TextField name="url" label="Address" value="https://example.com" type_="url"/>
            </Sheet>
            <ConfirmDialog id="gallery-confirm" open=confirm title="Delete the site “Ada's links”?" action="Delete site" on_confirm=deleted
                lost="Its 12 blocks and its address go away for visitors at once. You can bring it back for 30 days."/>
        </Card>
    }
}
