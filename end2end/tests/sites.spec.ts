// The main job: from a new site to a counted click.
import { devices, expect, test, type Page } from "@playwright/test";
import { addBlock, addLink, newSite, publish, saved } from "./builder";
import { awake, handleOf, open, register, stranger } from "./support";

function names(page: Page) {
  return page.getByRole("list", { name: "Blocks of the page, in order" }).locator(".block-toggle .font-medium");
}

test("build, publish, visit without JavaScript, click, see the count", async ({ page, browser, baseURL }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "Mira Draws");
  await addLink(page, "My prints", `${baseURL}/terms`);
  await addBlock(page, "E-mail form");
  await expect(page.locator(".preview .bio")).toContainText("My prints");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  const answer = await visitor.goto(`/@${handle}`);
  expect(answer?.status()).toBe(200);
  await expect(visitor.getByRole("heading", { name: "Mira Draws" })).toBeVisible();
  await expect(visitor.locator("script:not([type='application/ld+json'])")).toHaveCount(0);
  await visitor.getByRole("link", { name: /My prints/ }).click();
  await visitor.waitForURL("**/terms");

  await visitor.goto(`/@${handle}`);
  await visitor.getByLabel("E-mail address").fill("reader@example.com");
  await visitor.getByRole("button", { name: "Subscribe" }).click();
  await expect(visitor.getByText("Thank you. You are on the list.")).toBeVisible();

  await page.reload();
  await awake(page);
  await expect(page.getByText("1 click in the last 7 days")).toBeVisible();
  await page.getByRole("button", { name: "30 days" }).click();
  await expect(page.getByText("1 click in the last 30 days")).toBeVisible();

  await open(page, `/w/${handle}/audience`);
  await expect(page.getByText("reader@example.com")).toBeVisible();

  const robot = await browser.newContext({ userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" });
  const crawler = await robot.newPage();
  await crawler.goto(`/@${handle}`);
  await crawler.getByRole("link", { name: /My prints/ }).click();
  await crawler.waitForURL("**/terms");
  await page.goBack();
  await page.reload();
  await awake(page);
  await expect(page.getByText("1 click in the last 7 days")).toBeVisible();
});

test("undo, delete with undo, hide, duplicate; nothing is saved that is not shown", async ({ page }) => {
  await register(page);
  await newSite(page, "Undo");
  await addLink(page, "First", "https://example.com/1");
  await addLink(page, "Second", "https://example.com/2");
  await saved(page);
  await page.getByRole("button", { name: /^Actions for Link “First”/ }).click();
  await page.getByRole("menuitem", { name: "Delete block" }).click();
  await expect(names(page)).toHaveText(["Second"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(names(page)).toHaveText(["First", "Second"]);
  await page.getByRole("button", { name: /^Actions for Link “Second”/ }).click();
  await page.getByRole("menuitem", { name: "Duplicate block" }).click();
  await expect(names(page)).toHaveText(["First", "Second", "Second"]);
  await page.getByRole("button", { name: /^Undo \(/ }).click();
  await expect(names(page)).toHaveText(["First", "Second"]);
  await page.getByRole("button", { name: /^Actions for Link “First”/ }).click();
  await page.getByRole("menuitem", { name: "Hide block" }).click();
  await saved(page);
  await page.reload();
  await awake(page);
  await expect(names(page)).toHaveText(["First", "Second"]);
  await expect(page.getByText("Hidden", { exact: true })).toBeVisible();
});

test("sort by keyboard", async ({ page }) => {
  await register(page);
  await newSite(page, "Order");
  for (const name of ["One", "Two", "Three"]) await addLink(page, name, `https://example.com/${name}`);
  await expect(names(page)).toHaveText(["One", "Two", "Three"]);
  const handle = page.getByRole("button", { name: /^Move Link “One”/ });
  await handle.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(names(page)).toHaveText(["Two", "Three", "One"]);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(names(page)).toHaveText(["Two", "Three", "One"]);
  await saved(page);
  await page.reload();
  await awake(page);
  await expect(names(page)).toHaveText(["Two", "Three", "One"]);
});

test("sort by mouse", async ({ page }) => {
  await register(page);
  await newSite(page, "Drag");
  for (const name of ["One", "Two", "Three"]) await addLink(page, name, `https://example.com/${name}`);
  await page.locator(".block-toggle[aria-expanded='true']").click();
  const from = (await page.getByRole("button", { name: /^Move Link “Three”/ }).boundingBox())!;
  const to = (await page.getByRole("button", { name: /^Move Link “One”/ }).boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 2, { steps: 12 });
  await page.mouse.up();
  await expect(names(page)).toHaveText(["Three", "One", "Two"]);
});

test("sort by finger on a phone", async ({ browser }) => {
  const page = await stranger(browser, { ...devices["Pixel 7"], hasTouch: true });
  await register(page);
  await newSite(page, "Finger");
  for (const name of ["One", "Two", "Three"]) await addLink(page, name, `https://example.com/${name}`);
  await page.locator(".block-toggle[aria-expanded='true']").click();
  const handle = (name: string) => page.getByRole("button", { name: new RegExp(`^Move Link “${name}”`) });
  await handle("One").scrollIntoViewIfNeeded();
  const [from, to] = [(await handle("Three").boundingBox())!, (await handle("One").boundingBox())!];
  const [x, start, end] = [from.x + from.width / 2, from.y + from.height / 2, to.y + 2];
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x, y }] });
  await touch("touchStart", start);
  for (let step = 1; step <= 12; step++) await touch("touchMove", start + ((end - start) * step) / 12);
  await touch("touchEnd");
  await expect(names(page)).toHaveText(["Three", "One", "Two"]);
});

test("import a page with 100 links", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "Moved here");
  const links = Array.from({ length: 100 }, (_, n) => `<a class="button" href="https://example.com/place-${n + 1}">Place ${n + 1}</a>`);
  const html = `<!doctype html><html><head><title>Old page</title></head><body><h1>Old page</h1>${links.join("\n")}</body></html>`;
  await page.getByRole("link", { name: "Import" }).or(page.getByRole("tab", { name: "Import" })).first().click();
  await page.locator("input[type=file]").setInputFiles({ name: "links.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.getByRole("button", { name: /Add 100 blocks to the site/ }).click();
  await expect(names(page)).toHaveCount(100);
  await publish(page);
  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/@${handle}`);
  await expect(visitor.locator("a[href^='/l/']")).toHaveCount(100);
  await expect(visitor.getByRole("link", { name: "Place 100" })).toBeVisible();
});

test("a file that is no page is refused in words", async ({ page }) => {
  await register(page);
  await newSite(page, "No page");
  await page.getByRole("link", { name: "Import" }).or(page.getByRole("tab", { name: "Import" })).first().click();
  await page.locator("input[type=file]").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]) });
  await expect(page.getByRole("alert").filter({ hasText: /HTML|page/ }).first()).toBeVisible();
});

test("two windows: the second save is told, and nothing is overwritten silently", async ({ page, context }) => {
  await register(page);
  await newSite(page, "Ours");
  await addLink(page, "Base", "https://example.com/base");
  await saved(page);
  const second = await context.newPage();
  await open(second, page.url());
  await addLink(page, "From the first", "https://example.com/first");
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.waitForTimeout(1500);
  await saved(page);
  await addLink(second, "From the second", "https://example.com/second");
  await expect(second.getByText("This site was changed somewhere else").first()).toBeVisible({ timeout: 15_000 });
  await second.getByRole("button", { name: /Take theirs/i }).click();
  await expect(names(second)).toHaveText(["Base", "From the first"]);
});

test("script in every field is shown as text, to creator and visitor", async ({ page, browser }) => {
  const alarm = `<script>window.__hacked=1</script><img src=x onerror="window.__hacked=1">`;
  await register(page);
  const handle = handleOf(page);
  await newSite(page, `T ${alarm}`.slice(0, 80));
  await addLink(page, alarm, "https://example.com/?q=%22%3E");
  await addBlock(page, "Text");
  await page.locator(".block-body").getByRole("textbox", { name: "Text" }).fill(`${alarm} مرحبا 👩‍🎤`);
  await publish(page);
  const visitor = await stranger(browser);
  await visitor.goto(`/@${handle}`);
  await expect(visitor.getByText("مرحبا 👩‍🎤")).toBeVisible();
  await expect(visitor.getByRole("link", { name: /<script>/ })).toBeVisible();
  for (const one of [page, visitor]) expect(await one.evaluate(() => "__hacked" in window)).toBe(false);
});

test("a visitor writes without JavaScript; the message is read, deleted and brought back", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "Studio");
  await addBlock(page, "Contact form");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/@${handle}`);
  await visitor.getByLabel("Your name").fill("Grace");
  await visitor.getByLabel("E-mail address").fill("grace@example.com");
  await visitor.getByLabel("Message").fill("Do you ship to Norway?");
  // Nobody types faster than two seconds.
  await visitor.waitForTimeout(2100);
  await visitor.getByRole("button", { name: "Send message" }).click();
  await expect(visitor.getByText("Your message has arrived")).toBeVisible();

  await open(page, `/w/${handle}/messages`);
  await expect(page.getByText("Unread", { exact: true })).toBeVisible();
  await page.locator("summary").filter({ hasText: "Grace" }).click();
  await expect(page.getByText("Unread", { exact: true })).toBeHidden();
  await page.getByRole("button", { name: /^Actions for the message from Grace/ }).click();
  await page.getByRole("menuitem", { name: "Delete message" }).click();
  await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Do you ship to Norway?").first()).toBeVisible();
});

test("a player is asked for by the visitor, and only then", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page, "Films");
  await addBlock(page, "Video or music");
  await page.locator(".block-body").getByRole("textbox", { name: "Address" }).fill("https://youtu.be/dQw4w9WgXcQ");
  await page.locator(".block-body").getByRole("textbox", { name: "Title" }).fill("My film");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  // Nothing is really asked of them: it is enough that the browser tries, which the policy of the page decides.
  const asked: string[] = [];
  visitor.on("request", (request) => asked.push(request.url()));
  const theirs = () => asked.filter((url) => new URL(url).hostname.endsWith("youtube-nocookie.com"));
  await visitor.goto(`/@${handle}`);
  const link = visitor.frameLocator("iframe").getByRole("link", { name: /My film/ });
  await expect(link).toBeVisible();
  expect(theirs()).toEqual([]);
  await link.click();
  await expect.poll(theirs).toEqual(["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]);
});
