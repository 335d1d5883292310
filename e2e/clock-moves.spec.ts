import type { Page } from "@playwright/test";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { makeAccount, signInContext } from "./support/people";
import { expect, test } from "./support/story";

let server: OwnServer;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  server = await startOwnServer();
});
test.afterAll(() => server?.stop());

async function subscribe(page: Page, card: RegExp): Promise<void> {
  await page.goto(`${server.url}/c/slow-query/join`);
  await page.getByRole("button", { name: "Choose Regular" }).click();
  await page.getByRole("radio", { name: card }).check();
  await page.getByRole("button", { name: /^Subscribe for/ }).click();
  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });
}

test("when a month passes, a good card pays again and a failing one puts up a banner", async ({ browser }) => {
  // A month of the whole demo renews: some hundred invoices, each heard of by several events.
  test.setTimeout(240_000);
  const good = await browser.newContext({ locale: "en" });
  const bad = await browser.newContext({ locale: "en" });
  for (const [context, name] of [
    [good, "Greta Good"],
    [bad, "Bodo Bad"],
  ] as const) {
    await signInContext(
      context,
      server.url,
      server.data,
      makeAccount(server.data, { name, joins: "slow-query" }).email,
    );
  }
  const [goodPage, badPage] = [await good.newPage(), await bad.newPage()];
  await subscribe(goodPage, /4242/);
  await subscribe(badPage, /4000 0000 0000 0341/);

  await goodPage.goto(`${server.url}/sandbox/clock`);
  await goodPage.getByRole("button", { name: "+ 1 month" }).click();
  await expect(goodPage.getByText(/^It is now /)).toBeVisible({ timeout: 60_000 });
  await goodPage.getByRole("button", { name: "+ 1 day" }).click();
  await expect(goodPage).toHaveURL(/moved=yes/);

  await expect(async () => {
    await goodPage.goto(`${server.url}/me/billing`);
    await expect(goodPage.getByRole("link", { name: /Open receipt/ })).toHaveCount(2, { timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await expect(goodPage.getByText(/^Next charge/)).toBeVisible();

  await expect(async () => {
    await badPage.goto(`${server.url}/c/slow-query/feed`);
    await expect(badPage.getByText("Your last payment did not go through")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await badPage.goto(`${server.url}/me/billing`);
  await expect(badPage.getByText("Payment failed")).toBeVisible();
  await badPage.getByRole("button", { name: "Change the card" }).click();
  await badPage.getByRole("radio", { name: /4242/ }).check();
  await badPage.getByRole("button", { name: "Use this card" }).click();
  await expect(async () => {
    await badPage.goto(`${server.url}/me/billing`);
    await expect(badPage.getByText("Running")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await good.close();
  await bad.close();
});
