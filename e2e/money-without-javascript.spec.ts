import { makeAccount, signInContext } from "./support/people";
import { findPaidPost } from "./support/posts";
import { data, expect, test, url } from "./support/story";

test.use({ javaScriptEnabled: false });

test("somebody joins with a code, cancels with a reason, and changes their mind", async ({ page, newcomer }) => {
  await newcomer({ name: "Noah Noscript" });
  await page.goto("/c/slow-query/join?per=month");
  await page.getByLabel("Discount code").fill("SLOW-10");
  await page.getByRole("button", { name: "Use the code" }).click();
  await expect(page.getByText("The code SLOW-10 applies")).toBeVisible();
  await page.getByRole("button", { name: "Choose Regular" }).click();
  await page.getByRole("button", { name: /^Subscribe for \$10\.80/ }).click();
  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });

  await page.goto("/me/billing");
  await page.getByRole("link", { name: "Cancel", exact: true }).click();
  await page.getByRole("radio", { name: "I do not use it enough" }).check();
  await page.getByLabel("What would have made you stay?").fill("More time.");
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText("You can change your mind until the period ends.")).toBeVisible();
  await page.getByRole("button", { name: "Keep the subscription" }).click();
  await expect(page.getByText("Your subscription goes on as before.")).toBeVisible();
});

test("a gift is bought and redeemed", async ({ browser, page, newcomer }) => {
  await newcomer({ name: "Nora Noscript" });
  await page.goto("/c/slow-query/gift");
  await page.getByRole("button", { name: "Buy the gift" }).click();
  await page.getByRole("button", { name: /^Pay / }).click();
  await expect(page.getByRole("heading", { name: "Your gift is ready" })).toBeVisible({ timeout: 15_000 });
  const code = /[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}/.exec((await page.locator("main").textContent()) ?? "")?.[0];

  const other = await browser.newContext({ locale: "en", javaScriptEnabled: false });
  const { email } = makeAccount(data, { name: "Nina Noscript" });
  await signInContext(other, url, data, email);
  const friend = await other.newPage();
  await friend.goto(`${url}/c/slow-query/gift/redeem`);
  await friend.getByLabel("Gift code").fill(code!);
  await friend.getByRole("button", { name: "Redeem it" }).click();
  await expect(friend.getByText("The gift is yours")).toBeVisible();
  await friend.goto(`${url}${findPaidPost().path}`);
  await expect(friend.getByRole("heading", { name: "Keep reading" })).toHaveCount(0);
  await other.close();
});
