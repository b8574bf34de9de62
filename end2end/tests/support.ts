// What every journey needs: people, their mails, and waiting until a page is awake.
import { expect, type Browser, type Page } from "@playwright/test";

export const password = "correct staple 42 battery";

let people = 0;

/** A person that no other test knows. */
export function someone(name = "Robin") {
  people += 1;
  const unique = `${name.toLowerCase()}${process.pid}x${Date.now().toString(36)}x${people}`;
  return { name: `${name} Example`, email: `${unique}@example.com` };
}

export type Someone = ReturnType<typeof someone>;

/** Opens a page and waits until it answers to clicks by itself. */
export async function open(page: Page, path: string) {
  await page.goto(path);
  await awake(page);
}

/** Waits until the WASM has taken over what the server rendered. */
export async function awake(page: Page) {
  await expect(page.locator("body")).toHaveAttribute("data-ready", "true", { timeout: 30_000 });
}

/** The address in the newest mail to somebody whose subject matches. */
export async function linkInMail(page: Page, to: string, subject: RegExp): Promise<string> {
  const mails = await page.context().newPage();
  try {
    const row = mails.getByRole("row").filter({ hasText: to }).filter({ hasText: subject }).first();
    await expect(async () => {
      await mails.goto("/dev/mails");
      await expect(row).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 15_000 });
    await row.getByRole("link").click();
    return (await mails.locator("main > ul a").first().getAttribute("href"))!;
  } finally {
    await mails.close();
  }
}

/** Registers, confirms the address, and lands on the home page of the first workspace. */
export async function register(page: Page, person: Someone = someone()): Promise<Someone> {
  await open(page, "/register");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail address", { exact: true }).fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("checkbox", { name: /I accept the/ }).check();
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: /check your mail/i })).toBeVisible();
  await confirmAddress(page, person);
  return person;
}

/** Opens the link of the confirmation mail and confirms. */
export async function confirmAddress(page: Page, person: Someone) {
  await open(page, await linkInMail(page, person.email, /confirm/i));
  await page.getByRole("button", { name: "Confirm e-mail address" }).click();
  await page.waitForURL(/\/w\/[^/]+/);
  await awake(page);
}

/** The handle in the address of a workspace page. */
export function handleOf(page: Page): string {
  return new URL(page.url()).pathname.split("/")[2];
}

/** A second browser with its own cookies. */
export async function stranger(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext(options);
  return context.newPage();
}
