// People of a workspace and their own data: roles, the owner, the board, a copy of everything, the end of an account.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { awake, handleOf, linkInMail, open, password, register, someone, stranger, type Someone } from "./support";

/** Invites somebody with a role and lets them accept; gives their page. */
async function join(page: Page, browser: Browser, workspace: string, guest: Someone, role: string) {
  await open(page, `${workspace}/members/invite`);
  await page.getByLabel("E-mail address").fill(guest.email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(guest.email).first()).toBeVisible();
  const other = await stranger(browser);
  await register(other, guest);
  await open(other, await linkInMail(other, guest.email, /invit/i));
  await other.getByRole("main").getByRole("button", { name: /join/i }).click();
  await other.waitForURL(`**${workspace}**`);
  await awake(other);
  return other;
}

test("make a role of one's own and invite with it", async ({ page, browser }) => {
  await register(page, someone("Olga"));
  const workspace = `/w/${handleOf(page)}`;
  await open(page, `${workspace}/settings/roles/new`);
  await page.getByLabel("Name").fill("Photographer");
  await page.getByRole("checkbox", { name: "See sites" }).check();
  await page.getByRole("checkbox", { name: "Work on tasks" }).check();
  await page.getByRole("button", { name: "Make role" }).click();
  await page.waitForURL("**/settings/roles");
  await expect(page.getByRole("heading", { name: /Photographer/ })).toBeVisible();
  const other = await join(page, browser, workspace, someone("Vic"), "Photographer");
  await expect(other.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name: "Sites" }).first()).toBeVisible();
  await expect(other.getByRole("link", { name: "Analytics" })).toHaveCount(0);
  const refused = await other.goto(`${workspace}/members/invite`);
  expect(refused?.status()).toBe(403);
  await open(page, `${workspace}/activity`);
  await expect(page.getByText(/made the role Photographer/)).toBeVisible();
});

test("hand the workspace over", async ({ page, browser }) => {
  await register(page, someone("Olga"));
  const workspace = `/w/${handleOf(page)}`;
  const heir = someone("Heir");
  const other = await join(page, browser, workspace, heir, "Admin");
  await open(page, `${workspace}/settings`);
  const section = page.getByRole("region", { name: "Owner" });
  await section.getByLabel("New owner").selectOption({ label: `${heir.name} (${heir.email})` });
  await section.getByLabel("Your password").fill(password);
  await section.getByRole("button", { name: "Offer the workspace" }).click();
  await expect(section.getByText(`${heir.name} has been asked`)).toBeVisible();
  await open(other, await linkInMail(other, heir.email, /hand .* over/i));
  await other.getByRole("button", { name: /Become the owner/ }).click();
  await other.waitForURL(`**${workspace}`);
  await open(other, `${workspace}/settings`);
  await expect(other.getByRole("region", { name: "Owner" })).toBeVisible();
  await open(page, `${workspace}/settings`);
  await expect(page.getByRole("region", { name: "Owner" })).toHaveCount(0);
});

test("work on the board by mouse and by keyboard", async ({ page }) => {
  await register(page);
  const workspace = `/w/${handleOf(page)}`;
  for (const title of ["Glaze the cups", "Fire the kiln"]) {
    await open(page, `${workspace}/tasks/new`);
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Make task" }).click();
    await page.waitForURL("**/tasks");
  }
  await open(page, `${workspace}/tasks`);
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  await expect(column("To do").getByRole("listitem").filter({ hasText: /cups|kiln/ })).toHaveCount(2);

  const handle = page.getByRole("button", { name: "Move Fire the kiln" });
  const from = (await handle.boundingBox())!;
  const to = (await column("Doing").boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(column("Doing").getByText("Fire the kiln")).toBeVisible();

  await page.getByRole("button", { name: "Move Glaze the cups" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const moved = page.waitForResponse((answer) => answer.url().includes("move_task"));
  await page.keyboard.press("Space");
  await expect(column("Done").getByText("Glaze the cups")).toBeVisible();
  await expect(page.getByRole("button", { name: "Move Glaze the cups" })).toBeFocused();
  expect((await moved).ok()).toBe(true);

  await open(page, `${workspace}/tasks`);
  await expect(column("Doing").getByText("Fire the kiln")).toBeVisible();
  await expect(column("Done").getByText("Glaze the cups")).toBeVisible();
});

test("two people change one task: the second hears of it", async ({ page, context }) => {
  await register(page);
  const workspace = `/w/${handleOf(page)}`;
  await open(page, `${workspace}/tasks/new`);
  await page.getByLabel("Title").fill("Glaze");
  await page.getByRole("button", { name: "Make task" }).click();
  await page.waitForURL("**/tasks");
  await page.getByRole("link", { name: "Glaze", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save task" })).toBeVisible();
  const second = await context.newPage();
  await open(second, page.url());
  await page.getByLabel("Title").fill("Glaze the cups");
  await page.getByRole("button", { name: "Save task" }).click();
  await expect(page.getByText("Task saved")).toBeVisible();
  await second.getByLabel("Title").fill("Glaze the bowls");
  await second.getByRole("button", { name: "Save task" }).click();
  await expect(second.getByText(/Somebody changed this task/)).toBeVisible();
  await second.getByRole("link", { name: "Reload page" }).click();
  await expect(second.getByLabel("Title")).toHaveValue("Glaze the cups");
});

test("take a copy of everything along", async ({ page }) => {
  await register(page);
  await open(page, "/account/data");
  await page.getByRole("button", { name: "Prepare a copy" }).click();
  const link = page.getByRole("link", { name: "Download" });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(file.suggestedFilename()).toBe("mewayz-data.zip");
  expect(await file.failure()).toBeNull();
});

test("delete the account, come back and keep it", async ({ page }) => {
  const person = await register(page);
  await open(page, "/account/data");
  await page.getByRole("checkbox", { name: /Delete my workspace/ }).check();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.waitForURL("**/sign-in**");
  await awake(page);
  await page.getByLabel("E-mail address", { exact: true }).fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/account/leaving");
  await page.getByRole("button", { name: "Keep my account" }).click();
  await page.waitForURL(/\/w\/[^/]+$/);
  await expect(page.getByText(/will be erased/)).toHaveCount(0);
});

test("colours, name and picture are the person's on every device", async ({ page, browser }) => {
  const person = await register(page);
  await open(page, "/account");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Robin Renamed");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  const kept = page.waitForResponse((answer) => answer.url().includes("change_theme"));
  await page.getByRole("button", { name: "Dark" }).first().click();
  await kept;
  const other = await stranger(browser);
  await open(other, "/sign-in");
  await other.getByLabel("E-mail address", { exact: true }).fill(person.email);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL(/\/w\/[^/]+$/);
  await open(other, "/account");
  await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(other.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Robin Renamed");
});

/** Counts the calls of a server function and lets each of them take its time. */
async function calls(page: Page, name: string) {
  const seen = { count: 0 };
  await page.route(
    (url) => url.pathname.includes(name),
    async (route) => {
      seen.count += 1;
      await new Promise((done) => setTimeout(done, 600));
      await route.continue();
    },
  );
  return seen;
}

test("a second click sends nothing twice", async ({ page }) => {
  await register(page);
  const workspace = `/w/${handleOf(page)}`;
  const guest = someone("Twice");
  await open(page, `${workspace}/members/invite`);
  const invited = await calls(page, "invite_member");
  await page.getByLabel("E-mail address").fill(guest.email);
  await page.getByRole("button", { name: "Send invitation" }).dblclick();
  await page.waitForURL("**/members");
  await expect(page.getByRole("row").filter({ hasText: guest.email })).toHaveCount(1);
  expect(invited.count).toBe(1);

  await open(page, `${workspace}/tasks/new`);
  const made = await calls(page, "create_task");
  await page.getByLabel("Title").fill("Glaze the cups");
  await page.getByRole("button", { name: "Make task" }).dblclick();
  await page.waitForURL("**/tasks");
  await expect(page.getByRole("link", { name: "Glaze the cups" })).toHaveCount(1);
  expect(made.count).toBe(1);

  await open(page, "/w/new");
  const created = await calls(page, "create_workspace");
  await page.getByLabel("Name").fill("Second studio");
  await page.getByRole("button", { name: "Create workspace" }).dblclick();
  await page.waitForURL((url) => url.pathname.startsWith("/w/") && url.pathname !== "/w/new" && url.pathname !== workspace);
  expect(created.count).toBe(1);
});

test("lists that are empty say what they are for and what to do", async ({ page }) => {
  await register(page);
  const workspace = `/w/${handleOf(page)}`;
  await open(page, `${workspace}/members`);
  await expect(page.getByRole("heading", { name: "You work here alone" })).toBeVisible();
  await page.getByRole("link", { name: "Invite somebody" }).click();
  await page.waitForURL("**/members/invite");

  await open(page, `${workspace}/tasks`);
  await expect(page.getByRole("heading", { name: "Nothing to do yet" })).toBeVisible();
  await page.getByRole("link", { name: "Make the first task" }).click();
  await page.waitForURL("**/tasks/new");
  await page.getByLabel("Title").fill("Glaze the cups");
  await page.getByRole("button", { name: "Make task" }).click();
  await expect(page.getByRole("link", { name: "Glaze the cups" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing to do yet" })).toHaveCount(0);
  await page.getByLabel("Due").selectOption("overdue");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("heading", { name: "No task matches" })).toBeVisible();
  await page.getByRole("link", { name: "Show all tasks" }).click();
  await expect(page.getByRole("link", { name: "Glaze the cups" })).toBeVisible();

  await open(page, `${workspace}/activity?from=2020-01-01&to=2020-01-02`);
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Show everything" }).last().click();
  await expect(page.getByText(/made the task Glaze the cups/)).toBeVisible();
});
