// The other doors: passkeys, which need a site with a name, and accounts at an OpenID Connect issuer.
import { expect, test, type Page } from "@playwright/test";
import { awake, open, password, register, someone, stranger } from "./support";

/** A device that keeps passkeys and has just seen its owner's finger. */
async function device(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  /** Whether the finger is there: a passkey that the browser offers is taken at once then. */
  const finger = (enabled: boolean) =>
    session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  return { session, authenticatorId, finger };
}

async function signOut(page: Page) {
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.waitForURL(/\/sign-in/);
  await awake(page);
}

/** Types an address at the issuer and agrees. */
async function atIssuer(page: Page, email: string) {
  await page.waitForURL(/:3413\/interaction/);
  await page.getByPlaceholder(/enter any login/i).fill(email);
  await page.getByPlaceholder(/password/i).fill("any");
  await page.getByRole("button", { name: /sign-in/i }).click();
  await page.getByRole("button", { name: /continue/i }).click();
}

test("a passkey is added, signs in, is renamed and removed", async ({ page }) => {
  const { finger } = await device(page);
  await register(page);
  await open(page, "/account/security");
  await page.getByLabel("Name of the new passkey").fill("My laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "My laptop" });
  await expect(row).toContainText("not used yet");

  await finger(false);
  await signOut(page);
  await finger(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(/\/w\//);
  await open(page, "/account/security");
  await expect(row).toContainText("used just now");
  await row.getByText("Rename").click();
  await row.getByLabel("Name", { exact: true }).fill("Old laptop");
  await row.getByRole("button", { name: "Save name" }).click();
  const renamed = page.getByRole("listitem").filter({ hasText: "Old laptop" });
  await renamed.getByRole("button", { name: "Remove" }).click();
  await expect(renamed).toHaveCount(0);

  await finger(false);
  await signOut(page);
  await finger(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "does not fit" })).toBeVisible();
});

test("the browser offers a passkey in the field for the address", async ({ page }) => {
  const { session, finger } = await device(page);
  await register(page);
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "not used yet" })).toBeVisible();
  await finger(false);
  await signOut(page);
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("autocomplete", "username webauthn");
  await expect(page).toHaveURL(/\/sign-in/);

  // The same page once more, with a finger on the offer: no button is pressed.
  await finger(true);
  const asserted = new Promise((done) => session.once("WebAuthn.credentialAsserted", done));
  await page.goto("/sign-in");
  await page.waitForURL(/\/w\//);
  await asserted;
});

test("a browser that offers nothing has the button, and the address works beside an offer", async ({ page, browser }) => {
  const { finger } = await device(page);
  const person = await register(page);
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "not used yet" })).toBeVisible();
  await finger(false);
  await signOut(page);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/w\//);
  await signOut(page);
  await page.addInitScript(() => {
    Object.defineProperty(PublicKeyCredential, "isConditionalMediationAvailable", { value: undefined });
  });
  await finger(true);
  await open(page, "/sign-in");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(/\/w\//);

  const plain = await stranger(browser, { javaScriptEnabled: false });
  await plain.goto("/sign-in");
  await plain.getByLabel("E-mail address").fill(person.email);
  await plain.getByLabel("Password", { exact: true }).fill(password);
  await plain.getByRole("button", { name: "Sign in", exact: true }).click();
  await plain.waitForURL(/\/w\//);
  await plain.context().close();
});

test("without a finger nobody gets in", async ({ page }) => {
  const { session, authenticatorId, finger } = await device(page);
  await register(page);
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "not used yet" })).toBeVisible();
  await finger(false);
  await signOut(page);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await finger(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /No passkey was used|does not fit/ })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("somebody registers with an issuer, signs out and comes back", async ({ page }) => {
  const person = someone("issuer");
  await open(page, "/register");
  await page.getByRole("button", { name: "Continue with Example" }).click();
  await atIssuer(page, person.email);
  await page.waitForURL(/\/register\/finish/);
  await awake(page);
  await expect(page.getByLabel("Your name")).toHaveValue("Robin Elsewhere");
  await expect(page.getByText(person.email)).toBeVisible();
  await page.getByRole("checkbox", { name: /I accept the/ }).check();
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL(/\/w\//);
  await signOut(page);
  await page.getByRole("button", { name: "Continue with Example" }).click();
  await page.waitForURL(/\/w\//);
});

test("without scripts the way to the issuer works too", async ({ browser }) => {
  const person = someone("plain");
  const page = await stranger(browser, { javaScriptEnabled: false });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Example" }).click();
  await atIssuer(page, person.email);
  await page.waitForURL(/\/register\/finish/);
  await expect(page.getByText(person.email)).toBeVisible();
  await page.context().close();
});

test("an address that the issuer does not confirm is explained; linking needs a sign-in here", async ({ page, browser }) => {
  const elsewhere = `unconfirmed-${Date.now()}@example.com`;
  const stray = await stranger(browser);
  await open(stray, "/sign-in");
  await stray.getByRole("button", { name: "Continue with Example" }).click();
  await atIssuer(stray, elsewhere);
  await expect(stray.getByText(/does not confirm your e-mail address/)).toBeVisible();
  await stray.context().close();

  const person = await register(page);
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Link Example" }).click();
  await atIssuer(page, elsewhere);
  await page.waitForURL(/\/account\/security/);
  await expect(page.getByText(`Linked as ${elsewhere}`)).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Continue with Example" }).click();
  await page.waitForURL(/\/w\//);
  await open(page, "/account/security");
  await expect(page.getByText(person.email)).toBeVisible();
  await page.getByRole("button", { name: "Unlink Example" }).click();
  await expect(page.getByText("Not linked")).toBeVisible();
});
