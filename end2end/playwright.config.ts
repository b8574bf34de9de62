// How the journeys run: a server of their own on a database of their own, and a real Chromium.
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const root = resolve(import.meta.dirname, "..");
const binary = resolve(process.env.MEWAYZ_BIN ?? join(root, "target/debug/mewayz"));
const site = resolve(process.env.MEWAYZ_SITE_ROOT ?? join(root, "target/site"));
// The same site as lazily loaded chunks; `make test` builds it. Without it the project `split` does not exist.
const splitSite = process.env.MEWAYZ_SPLIT_SITE_ROOT && resolve(process.env.MEWAYZ_SPLIT_SITE_ROOT);
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));

// Workers load this file again: they must see the folder that the first load made.
const data = (process.env.MEWAYZ_E2E_DATA ??= mkdtempSync(join(tmpdir(), "mewayz-e2e-")));

const port = 3410;
const splitPort = 3411;
// Passkeys belong to a site with a name, so this one is not reached by its number; its people can sign in with an issuer.
const doorsPort = 3412;
const issuerPort = 3413;
const doors = `http://localhost:${doorsPort}`;

function server(port: number, site: string, name: string, more: Record<string, string> = {}) {
  return {
    command: `"${binary}" serve`,
    url: `http://127.0.0.1:${port}/liveness`,
    cwd: data,
    reuseExistingServer: false,
    stdout: "pipe" as const,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 10_000 },
    env: {
      MEWAYZ__ENVIRONMENT: "development",
      MEWAYZ__SITE__ADDRESS: `127.0.0.1:${port}`,
      MEWAYZ__SITE__PUBLIC_URL: `http://127.0.0.1:${port}`,
      MEWAYZ__SITE__ROOT: site,
      MEWAYZ__DATABASE__URL: `sqlite://${join(data, `${name}.db`)}`,
      MEWAYZ__MAIL__FOLDER: join(data, `${name}-mails`),
      MEWAYZ__LIMITS__RATE_LIMITS: "false",
      // Journeys say where they come from in X-Forwarded-For.
      MEWAYZ__SITE__TRUSTED_PROXIES: "127.0.0.1",
      MEWAYZ__JOBS__POLL_MS: "50",
      MEWAYZ__LOG__FILTER: "warn",
      ...more,
    },
  };
}

const launchOptions = {
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"]],
  use: { trace: "retain-on-failure", launchOptions },
  projects: [
    {
      name: "journeys",
      testIgnore: ["split.spec.ts", "doors.spec.ts"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 }, baseURL: `http://127.0.0.1:${port}`, launchOptions },
    },
    {
      name: "doors",
      testMatch: "doors.spec.ts",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 }, baseURL: doors, launchOptions },
    },
    ...(splitSite
      ? [
          {
            name: "split",
            testMatch: "split.spec.ts",
            use: { ...devices["Desktop Chrome"], baseURL: `http://127.0.0.1:${splitPort}`, launchOptions },
          },
        ]
      : []),
  ],
  webServer: [
    server(port, site, "journeys"),
    server(doorsPort, site, "doors", {
      MEWAYZ__SITE__PUBLIC_URL: doors,
      MEWAYZ__SIGN_IN__PROVIDERS__EXAMPLE__LABEL: "Example",
      MEWAYZ__SIGN_IN__PROVIDERS__EXAMPLE__ISSUER: `http://localhost:${issuerPort}`,
      MEWAYZ__SIGN_IN__PROVIDERS__EXAMPLE__CLIENT_ID: "mewayz",
      MEWAYZ__SIGN_IN__PROVIDERS__EXAMPLE__CLIENT_SECRET: "a secret of the journeys",
    }),
    {
      command: `node issuer.mjs ${issuerPort} ${doors}/sign-in/with/example`,
      url: `http://127.0.0.1:${issuerPort}/.well-known/openid-configuration`,
      reuseExistingServer: false,
      gracefulShutdown: { signal: "SIGTERM" as const, timeout: 5_000 },
    },
    ...(splitSite ? [server(splitPort, splitSite, "split")] : []),
  ],
});
