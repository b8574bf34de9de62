// When and to whom a page is shown: schedules with a moved clock, passwords, gates; what comes back from the history.
import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { addLink, newSite, publish } from "./builder";
import { awake, handleOf, open, register, stranger } from "./support";

test.describe.configure({ mode: "serial" });

async function rules(page: Page) {
  await page.getByText("Schedule & rules").click();
}

/** The wall clock of the workspace's zone, some hours from now, as the field takes it. */
async function inHours(page: Page, hours: number): Promise<string> {
  const zone = (await page.getByText(/Times are in the zone of the workspace/).textContent())!.match(/: (.+)\.$/)![1];
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).format(new Date(Date.now() + hours * 3_600_000));
  return parts.replace(" ", "T");
}

test("a scheduled block appears and disappears when its time comes", async ({ page, browser, request }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "Kiln days");
  await addLink(page, "Always there", "https://example.com/a");
  await addLink(page, "Open day", "https://example.com/b");
  await rules(page);
  await page.getByLabel("Shown from").fill(await inHours(page, 2));
  await page.getByLabel("Shown until").fill(await inHours(page, 4));
  await expect(page.locator(".badge", { hasText: "Scheduled from" })).toBeVisible();
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  const shown = async () => {
    await visitor.goto(`/@${handle}`);
    await expect(visitor.getByRole("link", { name: "Always there" })).toBeVisible();
    return visitor.getByRole("link", { name: "Open day" }).count();
  };
  const move = (seconds: number) => request.post("/dev/clock", { form: { seconds: String(seconds) } });
  try {
    expect(await shown()).toBe(0);
    await move(2 * 3600);
    expect(await shown()).toBe(1);
    expect(await shown()).toBe(1);
    await move(2 * 3600);
    expect(await shown()).toBe(0);
  } finally {
    await move(-4 * 3600);
  }
});

test("a password for the page, an age before a link", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "For friends");
  await addLink(page, "Wine shop", "https://example.com/wine");
  await rules(page);
  await page.getByLabel("Before the link opens").selectOption("age");
  await expect(page.locator(".badge", { hasText: "18+" })).toBeVisible();
  await page.getByRole("link", { name: "Settings", exact: true }).last().click();
  await page.getByRole("radio", { name: /^With a password/ }).check();
  await page.getByLabel("Password of the page").fill("kiln");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/@${handle}`);
  await expect(visitor.getByRole("heading", { name: "This page has a password" })).toBeVisible();
  await expect(visitor.locator("body")).not.toContainText("For friends");
  await visitor.getByLabel("Password").fill("wrong");
  await visitor.getByRole("button", { name: "Open page" }).click();
  await expect(visitor.getByText("This is not the password.")).toBeVisible();
  await visitor.getByLabel("Password").fill("kiln");
  await visitor.getByRole("button", { name: "Open page" }).click();
  await expect(visitor.getByRole("heading", { name: "For friends" })).toBeVisible();

  await visitor.route("https://example.com/**", (route) => route.fulfill({ body: "the shop" }));
  await visitor.getByRole("link", { name: "Wine shop" }).click();
  await expect(visitor.getByText("Are you at least 18?")).toBeVisible();
  await visitor.getByRole("button", { name: /^No/ }).click();
  await expect(visitor.getByText("stays closed")).toBeVisible();
  await visitor.getByRole("link", { name: "Back to the page" }).click();
  await visitor.getByRole("link", { name: "Wine shop" }).click();
  await visitor.getByRole("button", { name: /^Yes/ }).click();
  await visitor.waitForURL("https://example.com/wine");
});

test("an older version comes back, a copy and an export are made", async ({ page }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "First name");
  await addLink(page, "One", "https://example.com/1");
  await publish(page);
  await page.getByRole("link", { name: "Settings", exact: true }).last().click();
  await page.getByRole("textbox", { name: "Title" }).first().fill("Second name");
  await publish(page);

  await page.getByRole("link", { name: "History" }).click();
  const versions = page.getByRole("list", { name: "Versions, the newest first" }).locator("> li");
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText("Title changed");
  await versions.last().getByRole("button").first().click();
  await expect(versions.last().locator(".bio")).toContainText("First name");
  await page.getByRole("button", { name: "Restore this version" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "First name" })).toBeVisible();
  await page.getByRole("button", { name: /^Undo \(/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Second name" })).toBeVisible();

  await page.getByRole("button", { name: "More for this site" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as a file" }).click();
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, "utf8")).mewayz_site).toBe(1);

  await page.getByRole("button", { name: "More for this site" }).click();
  await page.getByRole("menuitem", { name: "Duplicate site" }).click();
  await expect(page.getByText("Site copied. The copy is not online.")).toBeVisible();
  await expect(page.getByText("Not published").first()).toBeVisible();

  await open(page, `/w/${handle}/sites`);
  await expect(page.getByRole("row").filter({ hasText: "Second name" })).toHaveCount(2);
  await page.getByRole("button", { name: "Import site" }).click();
  await page.getByLabel("File", { exact: true }).setInputFiles(file);
  await page.getByRole("dialog").getByRole("button", { name: "Import site" }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
  await awake(page);
  await expect(page.getByRole("heading", { level: 1, name: "Second name" })).toBeVisible();
});
