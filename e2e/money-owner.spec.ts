import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { demo, makeAccount, signInContext, withDatabase } from "./support/people";
import { findPaidPost } from "./support/posts";
import { expect, test } from "./support/story";

let server: OwnServer;
test.describe.configure({ mode: "serial" });
test.use({ actionTimeout: 15_000 });
test.beforeAll(async () => {
  server = await startOwnServer();
});
test.afterAll(() => server?.stop());

const at = (path: string) => `${server.url}${path}`;
const manage = "/c/slow-query/manage";

async function asOwner(page: Page): Promise<void> {
  await signInContext(page.context(), server.url, server.data, demo.owner);
}

/** A product is named in the catalogue by a link; its row says what it costs. */
const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("the owner sells one of each kind, changes a price, and sees the join page as a visitor", async ({ page }) => {
  test.setTimeout(120_000);
  await asOwner(page);
  const create = async (kind: string, work: () => Promise<void>, button: string) => {
    await page.goto(at(`${manage}/plans`));
    await page.getByRole("link", { name: "New product" }).first().click();
    await page.getByRole("navigation", { name: "What to sell" }).getByRole("link", { name: kind, exact: true }).click();
    await expect(page.getByRole("button", { name: button })).toBeVisible();
    await work();
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByText("It is on sale.")).toBeVisible();
  };
  await create(
    "Plan",
    async () => {
      await page.getByLabel("Name", { exact: true }).fill("Patron");
      await page.getByLabel(/^Per month/).fill("40");
      await page.getByLabel(/^Days of trial with a card/).fill("14");
    },
    "Create the plan",
  );
  await create(
    "Pass",
    async () => {
      await page.getByLabel("Name", { exact: true }).fill("Week pass");
      await page.getByLabel(/^Price, in/).fill("5");
      await page.getByLabel(/^Days(optional)?$/).fill("7");
      await page.getByLabel("Regular", { exact: true }).check();
    },
    "Create the pass",
  );
  await create(
    "Single item",
    async () => {
      await page.getByLabel("Name", { exact: true }).fill("Index report");
      await page.getByLabel(/^Price, in/).fill("25");
      await page.getByLabel(/^Posts published for it alone/).check();
    },
    "Create the item",
  );
  await create(
    "Bundle",
    async () => {
      await page.getByLabel("Name", { exact: true }).fill("Everything written");
      await page.getByLabel(/^Price, in/).fill("45");
      await page.getByLabel("Index report", { exact: true }).check();
    },
    "Create the bundle",
  );
  await create(
    "Free plan",
    async () => {
      await page.getByLabel("Name", { exact: true }).fill("Bystander");
    },
    "Create the free plan",
  );
  await expect(rowOf(page, "Week pass")).toContainText("$5 for 7 days");

  await page.getByRole("link", { name: "Regular", exact: true }).click();
  await page.getByLabel(/^Per month/).fill("15");
  await page.getByRole("button", { name: "Set the prices" }).click();
  await expect(page.getByText("The new price").or(page.getByText("The new prices are for")).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("row", { name: /\$12 \/ month/ })).toBeVisible();
  await expect(page.getByText(/^Move \d+ subscribers from \$12 \/ month to \$15 \/ month$/)).toBeVisible();

  await page.goto(at("/c/slow-query/join?as=visitor&per=month"));
  await expect(page.getByText("You see this page as a visitor does.")).toBeVisible();
  await expect(page.getByText("Bystander").first()).toBeVisible();
  await expect(page.getByText("Patron").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Try Patron for 14 days" })).toBeVisible();
  await expect(page.getByText("$15").first()).toBeVisible();
});

test("the owner makes a coupon and gives somebody access by hand", async ({ page }) => {
  await asOwner(page);
  const friend = makeAccount(server.data, { name: "Fay Friend", joins: "slow-query" });
  await page.goto(at(`${manage}/coupons`));
  await page.getByLabel("Code", { exact: true }).fill("SPRING-20");
  await page.getByLabel("How much", { exact: true }).fill("20");
  await page.getByLabel(/^Uses altogether/).fill("3");
  await page.getByRole("button", { name: "Create the coupon" }).click();
  await expect(page.getByText("The code SPRING-20 can be used.")).toBeVisible();
  await expect(page.getByText("20% off, the first payment")).toBeVisible();

  await page.getByRole("link", { name: "Given by hand" }).click();
  const handle = withDatabase(server.data, (database) =>
    database.prepare("select handle from users where id = ?").get(friend.userId),
  ) as { handle: string };
  await page.getByLabel("Handle of the member").fill(handle.handle);
  await page.getByLabel("What they get").selectOption({ label: "Regular" });
  await page.getByLabel("Reason", { exact: true }).fill("Answered forty questions");
  await page.getByRole("button", { name: "Give it" }).click();
  await expect(page.getByText("Fay Friend has it now.")).toBeVisible();

  const slug = findPaidPost().path.split("/").at(-1)!;
  await page.goto(at(`${manage}/access?person=${handle.handle}&post=${slug}`));
  await expect(page.getByText(/^Fay Friend can read/)).toBeVisible();
  await expect(page.getByText(/given by who runs the community: Answered forty questions/).first()).toBeVisible();
  await expect(page.getByText("There is no payment behind it.")).toBeVisible();
  expect(await page.locator("main").textContent()).not.toContain(findPaidPost().lockedHeading);
});

test("the owner sets terms, gives money back, answers for a dispute, reads the ledger and its file, and compares", async ({
  browser,
  page,
}) => {
  test.setTimeout(240_000);
  await asOwner(page);
  await page.goto(at(`${manage}/payments`));
  await page.getByLabel(/^Days in which members can take their money back/).fill("30");
  await page.getByRole("button", { name: "Set the terms" }).click();
  await expect(page.getByText("The terms are in force from now on.")).toBeVisible();
  await page.goto(at("/c/slow-query/join"));
  await expect(page.getByText("30 days to take your money back yourself").first()).toBeVisible();

  const payer = await browser.newContext({ locale: "en" });
  const payerPage = await payer.newPage();
  const { email } = makeAccount(server.data, { name: "Dirk Disputer", joins: "slow-query" });
  await signInContext(payer, server.url, server.data, email);
  await payerPage.goto(at("/c/slow-query/join?per=year"));
  await payerPage.getByRole("button", { name: "Choose Regular" }).click();
  await payerPage.getByRole("button", { name: /^Subscribe for \$120/ }).click();
  await expect(payerPage.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });

  await page.goto(at(`${manage}/orders?q=Dirk`));
  await page.getByRole("link", { name: /^Open S-/ }).click();
  await page.getByLabel(/^Amount, in USD/).fill("20");
  await page.getByLabel(/^Reason/).fill("A broken promise");
  await page.getByRole("button", { name: "Give it back" }).click();
  await expect(page.getByText("The money is on its way back.")).toBeVisible();
  await expect(page.getByText("A broken promise").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /Refunds.*Held at Stripe.*\$20/ })).toBeVisible();

  await page.goto(at("/sandbox/control"));
  const charge = page.getByRole("row", { name: /Payment \$120/ }).first();
  await charge.getByRole("button", { name: "Dispute it" }).click();
  await expect(page.getByText("The bank has decided.")).toBeVisible();
  await expect(async () => {
    await page.goto(at(`${manage}/disputes`));
    await expect(page.getByRole("row", { name: /Dirk Disputer.*\$100/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await payerPage.goto(at(findPaidPost().path));
  await expect(payerPage.getByRole("heading", { name: "Keep reading" })).toBeVisible();
  await payerPage.goto(at("/me/access"));
  await payerPage.locator("summary", { hasText: "One that has ended" }).click();
  await expect(payerPage.getByText("Held back: the payment is disputed").first()).toBeVisible();

  await page.goto(at("/sandbox/control"));
  await page
    .getByRole("row", { name: /Dispute \$100/ })
    .first()
    .getByRole("button", { name: "The seller wins" })
    .click();
  await expect(page.getByText("The bank has decided.")).toBeVisible();
  await expect(async () => {
    await payerPage.goto(at(findPaidPost().path));
    await expect(payerPage.getByRole("heading", { name: "Keep reading" })).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await payer.close();

  await page.goto(at(`${manage}/ledger`));
  await expect(page.getByRole("heading", { name: "In USD" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Sum/ })).toBeVisible();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "These rows as a CSV file" }).click();
  const rows = readFileSync((await (await waiting).path())!, "utf8")
    .trim()
    .split(/\r?\n/);
  expect(rows[0]).toContain("Posting");
  expect(rows.filter((row) => /dispute/i.test(row)).length).toBeGreaterThan(1);

  await page.goto(at(`${manage}/payments`));
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page.getByText("Looked at everything: our books and Stripe say the same.")).toBeVisible({
    timeout: 60_000,
  });
});
