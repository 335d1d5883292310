import type { Page } from "@playwright/test";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { makeAccount, signInContext, withDatabase } from "./support/people";
import { findPaidPost } from "./support/posts";
import { expect, test } from "./support/story";

let server: OwnServer;
test.describe.configure({ mode: "serial" });
test.use({ actionTimeout: 15_000 });
test.beforeAll(async () => {
  server = await startOwnServer();
  // What the owner's story does by hand (money-owner.spec.ts): a trial, and two weeks to take money back.
  withDatabase(server.data, (database) => {
    database.exec("update products set trial_days = 7 where kind = 'subscription' and name = 'Regular'");
    database.exec("update communities set refund_days = 14 where slug = 'slow-query'");
  });
});
test.afterAll(() => server?.stop());

/** Somebody new, signed in at this spec's own server. */
async function enter(page: Page, name: string): Promise<{ email: string; userId: string }> {
  const person = makeAccount(server.data, { name, joins: "slow-query" });
  await signInContext(page.context(), server.url, server.data, person.email);
  return person;
}

const at = (path: string) => `${server.url}${path}`;

async function payWith(page: Page, card: RegExp, button: RegExp): Promise<void> {
  await expect(page).toHaveURL(/\/sandbox\/checkout\//);
  await page.getByRole("radio", { name: card }).check();
  await page.getByRole("button", { name: button }).click();
}

async function passTime(page: Page, step: "1 week" | "1 day" | "1 month"): Promise<void> {
  await page.goto(at("/sandbox/clock"));
  // While notices are on their way the page loads again by itself, and a click in that moment is lost.
  await expect(page.locator("meta[http-equiv=refresh]")).toHaveCount(0, { timeout: 60_000 });
  await page.getByRole("button", { name: `+ ${step}` }).click();
  await expect(page).toHaveURL(/moved=yes/, { timeout: 60_000 });
}

/** Loads a page again until it says what the payment service has told in the meantime. */
async function untilSaid(page: Page, path: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(at(path));
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
}

test("a member joins with a code and a trial, goes up, plans to go down, thinks better of it, pauses, goes on, and takes the money back", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await enter(page, "Mara Money");
  await page.goto(at("/c/slow-query/join?per=month"));
  await page.getByLabel("Discount code").fill("slow 10");
  await page.getByRole("button", { name: "Use the code" }).click();
  await expect(page.getByText("The code SLOW-10 applies: 10% off")).toBeVisible();
  await page.getByRole("button", { name: "Try Regular for 7 days" }).click();
  await payWith(page, /4242/, /^Start the trial/);
  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("Nothing is charged today.")).toBeVisible();

  await page.goto(at("/me/billing"));
  await expect(page.getByText("Trial", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Free until .* is charged\.$/)).toBeVisible();
  await page.goto(at(findPaidPost().path));
  await expect(page.getByRole("heading", { name: "Keep reading" })).toHaveCount(0);

  await passTime(page, "1 week");
  await passTime(page, "1 day");
  await untilSaid(page, "/me/billing", "Running");
  await expect(page.getByRole("row", { name: /\$10\.80/ })).toHaveCount(1);

  await page.goto(at("/c/slow-query/join?per=year"));
  await page.getByRole("link", { name: "Switch to Regular" }).click();
  await expect(page.getByText(/^Charged now: \$/)).toBeVisible();
  await page.getByRole("button", { name: /^Switch now for \$/ }).click();
  await expect(page.getByText("Your plan has changed.")).toBeVisible();
  await expect(page.getByText("$120 / year").first()).toBeVisible();

  await page.goto(at("/c/slow-query/join?per=month"));
  await page.getByRole("link", { name: "Switch to Regular" }).click();
  await expect(page.getByText("Nothing is charged now")).toBeVisible();
  await page.getByRole("button", { name: /^Switch on / }).click();
  await expect(page.getByText("The change is arranged. Until then nothing changes.")).toBeVisible();
  await expect(page.getByText(/^Changes to Regular \(\$12 \/ month\) on /)).toBeVisible();
  await page.getByRole("button", { name: "Keep Regular" }).click();
  await expect(page.getByText("The arranged change is off. Your plan stays as it is.")).toBeVisible();

  await page.getByRole("link", { name: "Pause", exact: true }).click();
  await page.getByRole("button", { name: "Pause the subscription" }).click();
  await expect(page.getByText("Your subscription is paused. You can go on at any time.")).toBeVisible();
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await expect(page.getByText("Your subscription goes on.")).toBeVisible();

  await page.goto(at("/me/access"));
  await expect(page.getByText(/Your plan Regular/).first()).toBeVisible();
  await expect(page.getByText(/then renewed$/).first()).toBeVisible();

  await page.goto(at("/me/billing/receipts"));
  await page
    .getByRole("link", { name: /^Open receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /^Receipt S-/ })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Take the money back" })).toBeHidden();
  await expect(page.getByRole("heading", { name: /^Receipt S-/ })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "Take the money back" }).click();
  await expect(page.getByText("The subscription ends with it.")).toBeVisible();
  await page.getByRole("button", { name: /^Take \$.* back$/ }).click();
  await expect(page.getByText("Your refund is on its way.")).toBeVisible();
  await untilSaid(page, "/me/billing/receipts", "Refund");
  await untilSaid(page, "/me/billing", "You have no subscription.");
  await page.goto(at(findPaidPost().path));
  await expect(page.getByRole("heading", { name: "Keep reading" })).toBeVisible();
});

test("somebody buys a gift, and another redeems it, once", async ({ browser, page }) => {
  test.setTimeout(90_000);
  await enter(page, "Gita Giver");
  await page.goto(at("/c/slow-query/join"));
  await page.getByRole("link", { name: "Give it to somebody" }).first().click();
  await page.getByLabel("What you would like to say").fill("Read slowly.");
  await page.getByRole("button", { name: "Buy the gift" }).click();
  await payWith(page, /4242/, /^Pay /);
  await expect(page.getByRole("heading", { name: "Your gift is ready" })).toBeVisible({ timeout: 15_000 });
  const code = /[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}/.exec((await page.locator("main").textContent()) ?? "")?.[0];
  expect(code).toBeTruthy();

  const friend = await browser.newContext({ locale: "en" });
  const friendPage = await friend.newPage();
  await enter(friendPage, "Fria Friend");
  await friendPage.goto(at(findPaidPost().path));
  await expect(friendPage.getByRole("heading", { name: "Keep reading" })).toBeVisible();
  await friendPage.goto(at("/c/slow-query/gift/redeem"));
  await friendPage.getByLabel("Gift code").fill(` ${code!.toLowerCase().replaceAll("-", " ")} `);
  await friendPage.getByRole("button", { name: "Redeem it" }).click();
  await expect(friendPage.getByText("The gift is yours")).toBeVisible();
  await friendPage.goto(at("/me/access"));
  await expect(friendPage.getByText("Quarter pass, a gift from Gita Giver")).toBeVisible();
  await friendPage.goto(at(findPaidPost().path));
  await expect(friendPage.getByRole("heading", { name: "Keep reading" })).toHaveCount(0);

  await friendPage.goto(at("/c/slow-query/gift/redeem"));
  await friendPage.getByLabel("Gift code").fill(code!);
  await friendPage.getByRole("button", { name: "Redeem it" }).click();
  await expect(friendPage.getByText("The gift is yours")).toHaveCount(0);
  await page.goto(at("/me/billing"));
  await expect(page.getByText(/^Redeemed on /)).toBeVisible();
  await friend.close();
});

test("a pass is bought and continued: the second begins where the first ends", async ({ page }) => {
  test.setTimeout(90_000);
  const person = await enter(page, "Pablo Pass");
  await page.goto(at("/c/slow-query/join"));
  await page.getByRole("button", { name: /^Buy for \$33/ }).click();
  await payWith(page, /4242/, /^Pay /);
  await expect(page.getByRole("heading", { name: "Welcome. Quarter pass is yours" })).toBeVisible({ timeout: 15_000 });
  await page.goto(at("/me/billing"));
  await page.getByRole("button", { name: /^Continue: 90 days for \$33/ }).click();
  await payWith(page, /4242/, /^Pay /);
  await expect(page.getByRole("heading", { name: "Welcome. Quarter pass is yours" })).toBeVisible({ timeout: 15_000 });
  const held = withDatabase(server.data, (database) =>
    database.prepare("select starts_at as a, ends_at as b from grants where user_id = ? order by 1").all(person.userId),
  ) as { a: number; b: number }[];
  const [first, second] = held;
  expect(held).toHaveLength(2);
  expect(second!.a).toBe(first!.b);
  expect(second!.b - first!.a).toBe(180 * 86_400_000);
  await page.goto(at("/me/access"));
  await expect(page.getByText(/Bought: Quarter pass/).first()).toBeVisible();
});
