// axe-core on every page: nothing serious, in light and dark, on a desk and on a phone.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { awake, handleOf, open, register } from "./support";

async function inspect(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const words = serious.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).slice(0, 3).join("\n  ")}`);
  expect(words, what).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test("doors and public pages", async ({ page }) => {
        for (const path of ["/", "/sign-in", "/sign-in/mail", "/sign-in/code", "/register", "/forgot-password", "/reset-password?token=none", "/check-mail", "/terms", "/privacy", "/no-such-page", "/dev/ui"]) {
          await open(page, path);
          await inspect(page, path);
        }
        for (const path of ["/@demo", "/@nobody-has-this-handle", "/dev/mails"]) {
          await page.goto(path);
          await inspect(page, path);
        }
      });

      test("the pages of a workspace", async ({ page }) => {
        // Twenty pages, each read by axe.
        test.slow();
        await register(page);
        const workspace = `/w/${handleOf(page)}`;
        for (const path of ["", "/sites", "/sites/new", "/analytics", "/audience", "/messages", "/members", "/settings", "/settings/roles", "/settings/roles/new", "/activity", "/tasks", "/tasks/new", "/tasks/columns"]) {
          await open(page, `${workspace}${path}`);
          await inspect(page, path || "home");
        }
        for (const path of ["/account", "/account/security", "/account/security/two-factor", "/account/data", "/account/visits", "/confirm", "/w", "/w/new"]) {
          await open(page, path);
          await inspect(page, path);
        }
        await awake(page);
      });
    });
  }
}
