// Staff: finds and suspends a person, acts in somebody's name, lifts a block; what browsers refuse reaches staff, and our own pages
// make them refuse nothing.
import AxeBuilder from "@axe-core/playwright";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { awake, handleOf, open, password, register, someone, stranger, type Someone } from "./support";

const binary = resolve(process.env.MEWAYZ_BIN ?? join(import.meta.dirname, "../../target/debug/mewayz"));

/** Makes an administrator as the operator does, on the command line. */
function administrator(): Someone {
  const person = someone("Head");
  const data = process.env.MEWAYZ_E2E_DATA!;
  execFileSync(binary, ["user", "create", "--admin", "--email", person.email, "--name", person.name], {
    cwd: data,
    env: {
      ...process.env,
      MEWAYZ__DATABASE__URL: `sqlite://${join(data, "journeys.db")}`,
      MEWAYZ_USER_PASSWORD: password,
      MEWAYZ__LOG__FILTER: "error",
    },
  });
  return person;
}

async function signIn(page: Page, person: Someone) {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\//);
  await awake(page);
}

async function staff(browser: Browser): Promise<Page> {
  const page = await stranger(browser, { viewport: { width: 1440, height: 900 } });
  await signIn(page, administrator());
  return page;
}

async function openPerson(page: Page, person: Someone) {
  await open(page, "/admin/users");
  await page.getByLabel("Search name or e-mail").fill(person.email);
  await page.getByLabel("Search name or e-mail").press("Enter");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: person.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
}

test("staff finds a person and suspends them; they are out at once and read why", async ({ page, browser }) => {
  const person = await register(page);
  const head = await staff(browser);
  await head.getByRole("button", { name: /^Your account/ }).click();
  await head.getByRole("menuitem", { name: "Staff pages" }).click();
  await expect(head.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await openPerson(head, person);
  const card = head.locator("section").filter({ has: head.getByRole("heading", { name: "Suspend account" }) });
  await card.getByLabel("Why").fill("It sends spam to strangers");
  await card.getByRole("button", { name: "Suspend account" }).click();
  await expect(head.getByText(/Suspended since/)).toBeVisible();

  await page.goto("/account/security");
  await page.waitForURL(/\/sign-in/);
  await awake(page);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/It sends spam to strangers/)).toBeVisible();

  await head.getByRole("button", { name: "Lift suspension" }).click();
  await expect(head.getByRole("heading", { name: "Suspend account" })).toBeVisible();
  await signIn(page, person);
});

test("staff acts in somebody's name under a banner, stops, and the person can read about it", async ({ page, browser }) => {
  const person = await register(page);
  const handle = handleOf(page);
  const head = await staff(browser);
  await openPerson(head, person);
  const card = head.locator("section").filter({ has: head.getByRole("heading", { name: "Act in their name" }) });
  await card.getByLabel("Why").fill("The page looks odd");
  await card.getByRole("button", { name: "Act in their name" }).click();
  await head.waitForURL(new RegExp(`/w/${handle}`));
  const banner = head.getByRole("region", { name: "Visit of staff" });
  await expect(banner).toContainText(person.name);
  await awake(head);
  await expect(banner).toBeVisible();
  await head.getByRole("link", { name: "Sites" }).first().click();
  await expect(head).toHaveURL(/\/sites$/);
  await expect(banner).toBeInViewport();
  await head.goto("/admin");
  await expect(head.getByText(/We cannot find this page|does not exist/).first()).toBeVisible();
  await banner.getByRole("button", { name: "Stop" }).click();
  await head.waitForURL(/\/admin\/users\//);
  await expect(banner).toHaveCount(0);
  await expect(head.getByRole("heading", { level: 1, name: person.name })).toBeVisible();

  await open(page, "/account/visits");
  await expect(page.getByText("The page looks odd")).toBeVisible();
});

test("staff blocks a network and lifts the block", async ({ browser, request }) => {
  const head = await staff(browser);
  const net = `198.51.100.${(process.pid % 200) + 20}`;
  const answer = async () => (await request.get("/sign-in", { headers: { "x-forwarded-for": net } })).status();
  expect(await answer()).toBe(200);
  await open(head, "/admin/threats");
  await head.getByLabel("Address or network").fill(net);
  await head.getByLabel("Why").fill("It copies every page");
  await head.getByRole("button", { name: "Save network" }).click();
  const row = head.getByRole("row").filter({ hasText: net });
  await expect(row).toContainText("Blocked for good");
  expect(await answer()).toBe(403);
  await row.getByRole("button", { name: /Lift block/ }).click();
  await expect(row).toHaveCount(0);
  expect(await answer()).toBe(200);
});

test("an announcement is read and put away", async ({ page, browser }) => {
  await register(page);
  const home = page.url();
  const head = await staff(browser);
  const words = `A short break on Sunday (${process.pid}-${Date.now()})`;
  await open(head, "/admin/announcements");
  await head.getByLabel("What people should know").fill(words);
  await head.getByRole("button", { name: "Publish announcement" }).click();
  await expect(head.getByText(words)).toBeVisible();
  await open(page, home);
  const notice = page.locator(".alert").filter({ hasText: words });
  await notice.getByRole("button", { name: "Put away" }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await awake(page);
  await expect(notice).toHaveCount(0);
  await head.locator("section").filter({ hasText: words }).last().getByRole("button", { name: "Withdraw" }).click();
  await expect(head.getByText(words)).toHaveCount(0);
});

test("what a browser refuses reaches staff", async ({ page, browser }) => {
  await open(page, "/terms");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.planted = true";
    document.body.append(script);
  });
  expect(await page.evaluate(() => "planted" in window)).toBe(false);
  const head = await staff(browser);
  await expect(async () => {
    await head.goto("/admin/browser-reports");
    await expect(head.getByRole("row").filter({ hasText: "/terms" }).filter({ hasText: "script-src" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`everybody can use the pages of staff, ${colorScheme}, on a phone`, async ({ page, browser }) => {
    test.setTimeout(120_000);
    const person = await register(page);
    const head = await stranger(browser, { colorScheme, viewport: { width: 390, height: 844 } });
    await signIn(head, administrator());
    const inspect = async (what: string) => {
      const { violations } = await new AxeBuilder({ page: head }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, help, nodes }) => `${id}: ${help} ${nodes[0]?.html}`), what).toEqual([]);
      const over = await head.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${what} is too wide`).toBeLessThanOrEqual(0);
    };
    for (const part of ["", "/reports", "/users", "/workspaces", "/audit", "/threats", "/browser-reports", "/flags", "/announcements"]) {
      await open(head, `/admin${part}`);
      await inspect(part || "overview");
    }
    await open(head, `/admin/users?q=${encodeURIComponent(person.email)}`);
    await head.getByRole("link", { name: person.name }).click();
    await expect(head.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
    await inspect("one person");
    await head.locator("form[action$=visit] textarea").fill("To see what they see");
    await head.getByRole("button", { name: "Act in their name" }).click();
    await head.waitForURL(/\/w\//);
    await awake(head);
    await inspect("under the banner");
  });
}

test("our own pages make browsers refuse nothing", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const refused: string[] = [];
  const watch = async (who: Page) => {
    await who.exposeFunction("refusedByPolicy", (what: string) => void refused.push(what));
    await who.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const tell = (window as unknown as { refusedByPolicy(what: string): void }).refusedByPolicy;
        tell(`${location.pathname}: ${event.effectiveDirective} refused ${event.blockedURI}`);
      });
    });
  };
  await watch(page);
  await register(page);
  const home = new URL(page.url()).pathname;
  const own = ["", "/sites", "/sites/new", "/analytics", "/media", "/audience", "/messages", "/members", "/settings"];
  for (const path of ["/account/security", "/account/visits", "/w", "/terms", "/privacy", ...own.map((part) => home + part)]) {
    await open(page, path);
  }
  const head = await staff(browser);
  await watch(head);
  for (const part of ["", "/reports", "/users", "/workspaces", "/audit", "/threats", "/browser-reports", "/flags", "/announcements"]) {
    await open(head, `/admin${part}`);
  }
  await page.goto(home.replace("/w/", "/@"));
  expect(refused).toEqual([]);
});
