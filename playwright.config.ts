import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./e2e/support/chromium";

/** Workers read this file too: what is chosen once travels to them in the environment. 20000–31999 lies below Linux's own ephemeral ports. */
process.env.E2E_PORT ??= String(20_000 + (process.pid % 12_000));
process.env.E2E_DATA ??= path.join(tmpdir(), `guildhall-e2e-${process.pid}`);
const url = `http://localhost:${process.env.E2E_PORT}`;

const chromium = await findChromium();
if ("missing" in chromium) throw new Error(chromium.missing);

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? ".cache/test/e2e.json" }]],
  use: {
    baseURL: url,
    locale: "en",
    timezoneId: "UTC",
    // Recording slows every story down, and nobody can fetch a trace from CI.
    trace: process.env.CI ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium.executablePath,
      env: { ...(process.env as Record<string, string>), ...chromium.env },
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "desktop", testIgnore: "**/*.mobile.spec.ts", use: { ...devices["Desktop Chrome"], channel: undefined } },
    { name: "mobile", testMatch: "**/*.mobile.spec.ts", use: { ...devices["Pixel 7"], channel: undefined } },
  ],
  webServer: {
    command: `"${process.execPath}" scripts/run.mjs e2e/support/serve.ts`,
    url: `${url}/api/health`,
    env: { PORT: process.env.E2E_PORT, GUILDHALL_DATA: process.env.E2E_DATA, GUILDHALL_LOG: "warn" },
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 12_000 },
    stdout: "pipe",
  },
});
