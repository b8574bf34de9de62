// The design of a site: a theme, choices over it, a warning that is mended, CSS of one's own, and the page as visitors get it.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { awake, handleOf, open, register, stranger } from "./support";

async function newSite(page: Page) {
  await open(page, `/w/${handleOf(page)}/sites/new`);
  await page.getByRole("textbox", { name: "Title" }).fill("Mira Draws");
  await page.getByRole("radio", { name: /^With example blocks/ }).check();
  await page.getByRole("button", { name: "Create site" }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
  await awake(page);
  await page.getByRole("link", { name: "Design" }).click();
  await expect(page.getByRole("heading", { name: "Colours" })).toBeVisible();
}

async function publish(page: Page) {
  await expect(page.getByText(/^Saved/).first()).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: /^(Publish|Update)$/ }).click();
  await expect(page.getByText("Online", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^(Site published|Page updated)$/).last()).toBeVisible();
}

test("a look of one's own, from the first choice to the visitor", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page);
  const preview = page.locator(".preview .bio");
  await page.getByRole("radio", { name: /^Terracotta/ }).check();
  await expect(preview).toHaveClass(/theme-terracotta/);

  await page.getByLabel("Text", { exact: true }).fill("#a05030");
  const warning = page.getByText(/Text on the background: hard to read/).first();
  await expect(warning).toBeVisible();
  // Changes of the look in one breath are one step; this one is to be a step of its own.
  await page.waitForTimeout(1_600);
  await page.getByRole("button", { name: "Fix" }).first().click();
  await expect(warning).toBeHidden();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(warning).toBeVisible();
  await page.getByRole("button", { name: /^Redo/ }).click();
  await expect(warning).toBeHidden();

  await page.getByRole("radio", { name: "Two colours", exact: true }).check();
  await page.getByLabel("From", { exact: true }).fill("#0f2027");
  await page.getByLabel("To", { exact: true }).fill("#2c5364");
  await page.getByLabel("Text", { exact: true }).fill("#ffffff");
  await page.getByLabel("Title and headings").selectOption("playfair");
  await page.getByText("Pill", { exact: true }).click();
  await expect(preview).toHaveCSS("background-image", /linear-gradient\(rgb\(15, 32, 39\)/);

  await page.getByLabel(/^CSS/).fill(".bio-title { letter-spacing: 3px }\n.bio-link { position: fixed }");
  await expect(page.getByText("One thing is left out")).toBeVisible();
  await expect(preview.locator(".bio-title")).toHaveCSS("letter-spacing", "3px");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const files: string[] = [];
  visitor.on("request", (request) => files.push(new URL(request.url()).pathname));
  await visitor.goto(`/@${handle}`, { waitUntil: "networkidle" });
  const title = visitor.getByRole("heading", { level: 1 });
  await expect(title).toHaveCSS("letter-spacing", "3px");
  await expect(title).toHaveCSS("font-family", /^"Playfair Display"/);
  await expect(visitor.locator(".bio-link").first()).toHaveCSS("border-top-left-radius", "99px");
  await expect(visitor.locator(".bio-link").first()).toHaveCSS("position", "static");
  expect(files.filter((file) => file.endsWith(".woff2")).every((file) => /playfair|bricolage/.test(file))).toBe(true);
  const share = await visitor.locator("meta[property='og:image']").getAttribute("content");
  const picture = await visitor.request.get(share!);
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/png"]);
});

test("every theme is kind to everybody, and nothing jumps", async ({ page, browser }) => {
  test.setTimeout(240_000);
  await register(page);
  const handle = handleOf(page);
  await newSite(page);
  const visitor = await stranger(browser, { viewport: { width: 390, height: 844 } });
  for (const card of await page.locator(".theme-card").all()) {
    const name = await card.locator(".font-medium").innerText();
    await card.locator("input").check();
    await publish(page);
    await visitor.goto(`/@${handle}`, { waitUntil: "networkidle" });
    const { violations } = await new AxeBuilder({ page: visitor }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), name).toEqual([]);
    const jump = await visitor.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        }),
    );
    expect(jump, name).toBeLessThan(0.02);
  }
});
