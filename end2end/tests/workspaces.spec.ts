// Workspaces: a second person, and what that person may not do.
import { expect, test } from "@playwright/test";
import { awake, handleOf, linkInMail, open, register, someone, stranger } from "./support";

test("invite a viewer, who may look and not change", async ({ page, browser }) => {
  await register(page, someone("Olga"));
  const workspace = `/w/${handleOf(page)}`;
  const guest = someone("Vic");
  await open(page, `${workspace}/members/invite`);
  await page.getByLabel("E-mail address").fill(guest.email);
  await page.getByRole("radio", { name: /^Viewer/ }).or(page.getByLabel("Role")).first().check().catch(async () => {
    await page.getByLabel("Role").selectOption({ label: "Viewer" });
  });
  await page.getByRole("main").getByRole("button", { name: /invit/i }).last().click();
  await expect(page.getByText(guest.email).first()).toBeVisible();

  const other = await stranger(browser);
  await register(other, guest);
  await open(other, await linkInMail(other, guest.email, /invit/i));
  await other.getByRole("main").getByRole("button", { name: /join|accept/i }).click();
  await other.waitForURL(`**${workspace}**`);

  await open(other, `${workspace}/settings`);
  await expect(other.getByText(/owner or admin/i).first()).toBeVisible();
  await open(other, `${workspace}/members`);
  await expect(other.getByRole("main").getByRole("link", { name: /invite/i })).toHaveCount(0);
  const refused = await other.goto(`${workspace}/members/invite`);
  expect(refused?.status()).toBe(403);

  const strange = await stranger(browser);
  await register(strange, someone("Nobody"));
  const answer = await strange.goto(`${workspace}/members`);
  expect(answer?.status()).toBe(404);
});

test("change the handle; the old address leads to the new one", async ({ page }) => {
  await register(page);
  const old = handleOf(page);
  const fresh = `new-${old}`.slice(0, 30).replace(/-+$/, "");
  await open(page, `/w/${old}/settings`);
  const field = page.getByRole("textbox", { name: "Handle" });
  await field.fill("admin");
  await expect(page.getByText("This handle is reserved. Choose another.").first()).toBeVisible();
  await field.fill(fresh);
  await expect(page.getByText(/free|available/i).first()).toBeVisible();
  await field.press("Enter");
  await page.waitForURL(`**/w/${fresh}/settings**`);
  await open(page, `/w/${old}`);
  await page.waitForURL(`**/w/${fresh}`);
});

test("a page of the frame is reachable by keyboard alone", async ({ page }) => {
  await register(page);
  await open(page, `/w/${handleOf(page)}`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("members");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/members");
  await awake(page);
});
