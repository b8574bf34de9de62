// How people get in: with a code of their phone, with a backup code when it is lost, with a link from a mail.
import { createHmac } from "node:crypto";
import { expect, test, type Page } from "@playwright/test";
import { awake, linkInMail, open, password, register, stranger } from "./support";

/** The code that an authenticator app shows so many steps of 30 seconds from now (RFC 6238). */
function code(key: string, steps = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Sets two-factor sign-in up; gives the key of the app and the backup codes. */
async function setUp(page: Page) {
  await open(page, "/account/security");
  await page.getByRole("link", { name: "Open two-factor sign-in" }).click();
  await page.getByRole("button", { name: "Set up two-factor sign-in" }).click();
  await expect(page.getByAltText("QR code for your authenticator app")).toBeVisible();
  const key = (await page.locator("[data-key]").getAttribute("data-key"))!;
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("This code is not right.").first()).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(code(key, -1));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("Keep these backup codes")).toBeVisible();
  const codes = await page.locator("[data-codes] li").allTextContents();
  expect(codes).toHaveLength(10);
  return { key, codes };
}

async function signOut(page: Page) {
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.waitForURL(/\/sign-in/);
}

async function enterPassword(page: Page, email: string) {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a code of the phone is asked for, and a backup code when the phone is lost", async ({ page }) => {
  const person = await register(page);
  const { key, codes } = await setUp(page);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download codes" }).click();
  expect((await file).suggestedFilename()).toBe("mewayz-backup-codes.txt");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Keep these backup codes")).toBeHidden();
  await page.reload();
  await awake(page);
  await expect(page.getByText("10 of ten are left.")).toBeVisible();
  await expect(page.locator("[data-codes]")).toHaveCount(0);

  await signOut(page);
  await enterPassword(page, person.email);
  await page.waitForURL(/\/sign-in\/code/);
  await awake(page);
  await page.goto("/account/security");
  await page.waitForURL(/\/sign-in/);
  await open(page, "/sign-in/code");
  await page.getByLabel("Code", { exact: true }).fill(code(key));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\//);

  // The phone is lost.
  await signOut(page);
  await enterPassword(page, person.email);
  await page.waitForURL(/\/sign-in\/code/);
  await awake(page);
  await page.getByRole("link", { name: "Use a backup code" }).click();
  await page.getByLabel("Backup code").fill(codes[0]);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\//);
  expect(await linkInMail(page, person.email, /backup code was used/i)).toContain("/account/security/two-factor");
  await open(page, "/account/security/two-factor");
  await expect(page.getByText("9 of ten are left.")).toBeVisible();
  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByRole("button", { name: "Set up two-factor sign-in" })).toBeVisible();
});

test("without scripts a code works too", async ({ page, browser }) => {
  const person = await register(page);
  const { key } = await setUp(page);
  const plain = await stranger(browser, { javaScriptEnabled: false });
  await plain.goto("/sign-in");
  await plain.getByLabel("E-mail address").fill(person.email);
  await plain.getByLabel("Password", { exact: true }).fill(password);
  await plain.getByRole("button", { name: "Sign in", exact: true }).click();
  await plain.waitForURL(/\/sign-in\/code/);
  await plain.getByLabel("Code", { exact: true }).fill("123");
  await plain.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(plain.getByText("This code is not right").first()).toBeVisible();
  await plain.getByLabel("Code", { exact: true }).fill(code(key));
  await plain.getByRole("button", { name: "Sign in", exact: true }).click();
  await plain.waitForURL(/\/w\//);
  await plain.context().close();
});

test("a link from a mail signs in once, by its button", async ({ page, browser }) => {
  const person = await register(page);
  await signOut(page);
  await page.getByRole("link", { name: "E-mail me a sign-in link" }).click();
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText(/a mail with a link is on its way/)).toBeVisible();
  const link = await linkInMail(page, person.email, /sign-in link/i);

  // A program that looks at mails opens the link first.
  const scanner = await stranger(browser);
  await open(scanner, link);
  await scanner.context().close();
  await open(page, link);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\//);

  const second = await stranger(browser);
  await open(second, link);
  await expect(second.getByText("This link does not work any more")).toBeVisible();
  await second.context().close();
});

test("a workspace asks for it, and leads there and back", async ({ page }) => {
  await register(page);
  const home = new URL(page.url()).pathname;
  await open(page, `${home}/settings`);
  await page.getByLabel("Members must use two-factor sign-in").check();
  await page.getByRole("button", { name: "Save sign-in rule" }).click();
  await expect(page.getByText("Set up two-factor sign-in for yourself first")).toBeVisible();
  await setUp(page);
  await open(page, `${home}/settings`);
  await page.getByLabel("Members must use two-factor sign-in").check();
  await page.getByRole("button", { name: "Save sign-in rule" }).click();
  await expect(page.getByText("Sign-in rule saved")).toBeVisible();
  await open(page, "/account/security/two-factor");
  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByRole("button", { name: "Set up two-factor sign-in" })).toBeVisible();
  await page.goto(`${home}/sites`);
  await page.waitForURL(/\/account\/security\/two-factor\?next=/);
  await expect(page.getByText("This is needed first")).toBeVisible();
});
