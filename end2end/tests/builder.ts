// What journeys do in the builder again and again.
import { expect, type Page } from "@playwright/test";
import { awake, handleOf, open } from "./support";

/** Makes an empty site and opens it in the builder. */
export async function newSite(page: Page, title: string) {
  await open(page, `/w/${handleOf(page)}/sites/new`);
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("radio", { name: /^Empty/ }).check();
  await page.getByRole("button", { name: "Create site" }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
  await awake(page);
}

/** Adds a block of a kind; its form is open afterwards. */
export async function addBlock(page: Page, kind: string) {
  await page.getByRole("button", { name: "Add block" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${kind}`) }).click();
}

export async function addLink(page: Page, title: string, url: string) {
  await addBlock(page, "Link");
  const body = page.locator(".block-body");
  await body.getByRole("textbox", { name: "Title" }).fill(title);
  await body.getByRole("textbox", { name: "Address" }).fill(url);
}

export async function saved(page: Page) {
  await expect(page.getByText(/^Saved/).first()).toBeVisible({ timeout: 15_000 });
}

export async function publish(page: Page) {
  await saved(page);
  await page.getByRole("button", { name: /^(Publish|Update)$/ }).click();
  await expect(page.getByText("Online", { exact: true }).first()).toBeVisible();
}
