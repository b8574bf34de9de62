// Accounts: from registration to a new password, with and without JavaScript.
import { expect, test } from "@playwright/test";
import { awake, linkInMail, open, password, register, someone, stranger } from "./support";

test("register, confirm, sign out, sign in", async ({ page }) => {
  const person = await register(page);
  await page.getByRole("button", { name: `Your account, ${person.name}` }).click();
  await page.getByRole("menuitem", { name: /sign out/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/w/"));

  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/w\//);
});

test("a wish for a page survives the sign-in", async ({ page, browser }) => {
  const person = await register(page);
  const home = new URL(page.url()).pathname;
  const other = await stranger(browser);
  await other.goto(`${home}/members`);
  await other.waitForURL(/\/sign-in/);
  await awake(other);
  await other.getByLabel("E-mail address").fill(person.email);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL(`**${home}/members`);
});

test("choose a new password; the other devices are signed out", async ({ page, browser }) => {
  const person = await register(page);
  const home = page.url();
  const other = await stranger(browser);
  await open(other, "/forgot-password");
  await other.getByLabel("E-mail address").fill(person.email);
  await other.getByRole("main").getByRole("button").last().click();
  await open(other, await linkInMail(other, person.email, /password/i));
  await other.getByLabel(/new password/i).fill("another battery 77 staple");
  await other.getByRole("main").getByRole("button", { name: /password/i }).last().click();
  await other.waitForURL(/\/(w|sign-in)/);
  await page.goto(home);
  await page.waitForURL(/\/sign-in/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the doors open and say what is wrong", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill("nobody@example.com");
    await page.getByLabel("Password", { exact: true }).fill("some password here");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(/do not (match|fit)|wrong|not right/i).first()).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue("nobody@example.com");

    const person = someone();
    await page.goto("/register");
    await page.getByLabel("Your name").fill(person.name);
    await page.getByLabel("E-mail address", { exact: true }).fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("checkbox", { name: /I accept the/ }).check();
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("heading", { name: /check your mail/i })).toBeVisible();
    await page.goto(await linkInMail(page, person.email, /confirm/i));
    await page.getByRole("button", { name: "Confirm e-mail address" }).click();
    await page.waitForURL(/\/w\//);
    await expect(page.getByRole("main")).toBeVisible();
  });
});
