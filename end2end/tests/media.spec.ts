// Pictures and links that leave the house: upload, choose, publish, QR code, another code, a report.
import { deflateSync } from "node:zlib";
import { expect, test, type Page } from "@playwright/test";
import { awake, handleOf, open, register, stranger } from "./support";

/** A PNG of one colour, as a file to upload. */
function png(name: string, width: number, height: number) {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    let sum = ~0;
    for (const byte of body) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(~sum >>> 0, 4 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7a)]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const parts = [chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
  const buffer = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...parts]);
  return { name, mimeType: "image/png", buffer };
}

async function newSite(page: Page) {
  await open(page, `/w/${handleOf(page)}/sites/new`);
  await page.getByRole("textbox", { name: "Title" }).fill("Mira Draws");
  await page.getByRole("radio", { name: /^Empty/ }).check();
  await page.getByRole("button", { name: "Create site" }).click();
  await page.waitForURL(/\/sites\/[0-9a-f-]{36}/);
  await awake(page);
}

async function publish(page: Page) {
  await expect(page.getByText(/^Saved/).first()).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: /^(Publish|Update)$/ }).click();
  await expect(page.getByText("Online", { exact: true }).first()).toBeVisible();
}

test("upload pictures, use one, and see that it cannot be deleted while it is used", async ({ page, browser }) => {
  await register(page);
  const handle = handleOf(page);
  await open(page, `/w/${handle}/media`);
  await expect(page.getByText("No pictures yet")).toBeVisible();
  const files = [png("cup.png", 700, 500), png("bowl.png", 64, 64)];
  await page.locator("input[type=file]").setInputFiles(files);
  await expect(page.getByText("2 pictures uploaded")).toBeVisible();
  await page.locator("input[type=file]").setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await expect(page.getByText(/SVG drawing/)).toBeVisible();
  await page.getByRole("button", { name: /cup\.png/ }).click();
  await page.getByLabel("What it shows").fill("A blue cup");
  await page.getByRole("button", { name: "Save description" }).click();
  await expect(page.getByText("Description saved")).toBeVisible();

  await newSite(page);
  await page.getByRole("button", { name: "Add block" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /^Image/ }).click();
  await page.getByRole("button", { name: "Choose from library" }).click();
  await page.getByRole("button", { name: "A blue cup" }).click();
  await expect(page.locator(".preview .bio-image img")).toHaveAttribute("src", /^\/m\/.*-700x500\/700$/);
  await expect(page.getByLabel("What it shows")).toHaveValue("A blue cup");
  await publish(page);

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/@${handle}`);
  const image = visitor.locator(".bio-image img");
  await expect(image).toHaveAttribute("alt", "A blue cup");
  await expect(image).toHaveJSProperty("complete", true);
  expect(await image.getAttribute("srcset")).toContain("320w");

  await open(page, `/w/${handle}/media`);
  await page.getByRole("button", { name: /cup\.png/ }).click();
  await expect(page.getByRole("link", { name: "Mira Draws" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Delete picture" }).click();
  await page.getByRole("dialog", { name: /Delete the picture/ }).getByRole("button", { name: "Delete picture" }).click();
  await expect(page.getByText(/This picture is used/)).toBeVisible();
});

test("tag a link, give it a code of one's own, get its QR code; a visitor reports the page", async ({ page, browser, baseURL }) => {
  await register(page);
  const handle = handleOf(page);
  await newSite(page);
  await page.getByRole("button", { name: "Add block" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /^Link/ }).click();
  const body = page.locator(".block-body");
  await body.getByRole("textbox", { name: "Title" }).fill("Shop");
  await body.getByRole("textbox", { name: "Address" }).fill(`${baseURL}/terms`);
  await body.getByText("Campaign tags").click();
  await body.getByLabel("Source").fill("poster");
  await expect(body.getByRole("textbox", { name: "Address" })).toHaveValue(`${baseURL}/terms?utm_source=poster`);
  await publish(page);

  await body.getByText("Short link and QR code").click();
  const code = `spring-${Date.now()}`;
  await body.getByRole("button", { name: "Edit code" }).click();
  await body.getByLabel("Code", { exact: true }).fill("admin");
  await expect(body.getByText(/reserved/)).toBeVisible();
  await body.getByLabel("Code", { exact: true }).fill(code);
  await expect(body.getByText("This code is free.")).toBeVisible();
  await body.getByRole("button", { name: "Save code" }).click();
  await expect(body.getByText(`${baseURL}/l/${code}`)).toBeVisible();
  await body.getByRole("button", { name: "QR code" }).click();
  const qr = page.getByRole("img", { name: "QR code of this short link" });
  await expect(qr).toBeVisible();
  expect(await qr.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBeGreaterThan(20);
  await page.keyboard.press("Escape");

  const visitor = await stranger(browser, { javaScriptEnabled: false });
  await visitor.goto(`/l/${code}`);
  await visitor.waitForURL("**/terms?utm_source=poster");
  await visitor.goto(`/@${handle}`);
  await visitor.getByRole("link", { name: "Report" }).click();
  await visitor.getByLabel("It is spam").check();
  await visitor.getByLabel("In your own words").fill("Only advertisements.");
  await visitor.waitForTimeout(2500);
  await visitor.getByRole("button", { name: "Send report" }).click();
  await expect(visitor.getByRole("heading", { name: "Thank you" })).toBeVisible();
  const answer = await page.goto("/admin/reports");
  expect(answer?.status()).toBe(404);
});
