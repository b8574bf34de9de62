// The site in lazy chunks: a page loads its own chunk, opened directly and by navigation.
import { expect, test, type Page } from "@playwright/test";
import { awake, open } from "./support";

function chunks(page: Page): string[] {
  const loaded: string[] = [];
  page.on("response", (answer) => {
    const name = new URL(answer.url()).pathname;
    if (/split_.*\.wasm$/.test(name)) {
      expect(answer.status()).toBe(200);
      loaded.push(name);
    }
  });
  return loaded;
}

test("a lazy page, opened directly", async ({ page }) => {
  const loaded = chunks(page);
  await open(page, "/register");
  await page.getByLabel("Password", { exact: true }).fill("password");
  await expect(page.getByText(/weak|strength/i).first()).toBeVisible();
  expect(loaded.some((name) => name.includes("register"))).toBe(true);
  expect(loaded.some((name) => name.includes("sign_in"))).toBe(false);
});

test("a lazy page, reached by navigation", async ({ page }) => {
  const loaded = chunks(page);
  await open(page, "/sign-in");
  expect(loaded.some((name) => name.includes("register"))).toBe(false);
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Create your account" })).toBeVisible();
  await awake(page);
  expect(loaded.some((name) => name.includes("register"))).toBe(true);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
