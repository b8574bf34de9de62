// Numbers: a visit and a click appear on the page of numbers, over any days, as a file, and with nothing that axe minds.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { awake, handleOf, open, register, stranger } from "./support";

test("a visit and a click become numbers", async ({ page, browser, baseURL }) => {
  await register(page);
  const handle = handleOf(page);
  await open(page, `/w/${handle}/analytics`);
  await expect(page.getByRole("heading", { name: "Nothing to count yet" })).toBeVisible();

  await open(page, `/w/${handle}/sites/new`);
  await page.getByRole("textbox", { name: "Title" }).fill("Counted");
  await page.getByRole("radio", { name: /^Empty/ }).check();
  await page.getByRole("button", { name: "Create site" }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
  await awake(page);
  await page.getByRole("button", { name: "Add block" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /^Link/ }).click();
  const form = page.locator(".block-body");
  await form.getByRole("textbox", { name: "Title" }).fill("My prints");
  await form.getByRole("textbox", { name: "Address" }).fill(`${baseURL}/terms`);
  await expect(page.getByText(/^Saved/).first()).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: /^(Publish|Update)$/ }).click();
  await expect(page.getByText("Online", { exact: true }).first()).toBeVisible();

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/@${handle}?utm_source=letter&utm_campaign=spring`);
  expect(await visitor.context().cookies()).toEqual([]);
  await visitor.getByRole("link", { name: /My prints/ }).click();
  await visitor.waitForURL("**/terms");

  await open(page, `/w/${handle}`);
  await page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name: "Analytics" }).click();
  await page.getByRole("link", { name: "Counted", exact: true }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}\/analytics/);
  await expect(page.getByRole("heading", { name: "Counted", level: 1 })).toBeVisible();
  const row = (name: RegExp) => page.getByRole("row", { name });
  await expect(row(/Link “My prints”/)).toContainText("100%");
  await expect(row(/^letter/)).toBeVisible();
  await expect(row(/^spring/)).toBeVisible();

  await page.getByRole("link", { name: "7 days" }).click();
  await page.waitForURL(/range=7d/);
  await expect(page.getByRole("heading", { name: "Views and clicks by day" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download blocks as CSV" }).click();
  expect((await download).suggestedFilename()).toBe(`${handle}-block-7d.csv`);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await row(/Link “My prints”/).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Clicks by day", exact: true })).toBeVisible();
  await page.getByLabel("From").fill("2026-05-02");
  await page.getByLabel("to", { exact: true }).fill("2026-05-01");
  await page.getByRole("button", { name: "Show days" }).click();
  await expect(page.getByText("The last day is before the first. Choose a later one.")).toBeVisible();
});
