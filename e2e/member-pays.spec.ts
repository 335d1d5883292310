import { findPaidPost } from "./support/posts";
import { expect, test } from "./support/story";

test("a member meets the paywall, pays after a declined card, reads, cancels in two clicks and changes their mind", async ({
  page,
  newcomer,
}) => {
  await newcomer({ name: "Pia Payer", joins: "slow-query" });
  const post = findPaidPost();
  const body = page.locator(".prose").getByRole("heading", { name: post.lockedHeading });

  await page.goto(post.path);
  await expect(page.getByRole("heading", { name: "Keep reading" })).toBeVisible();
  await expect(body).toHaveCount(0);
  await page.getByRole("link", { name: "Become Regular" }).click();

  await expect(page).toHaveURL(/\/join/);
  await page.getByRole("link", { name: "Yearly" }).click();
  await expect(page).toHaveURL(/per=year/);
  await expect(
    page.getByText("$120.00 charged once a year").or(page.getByText("$120 charged once a year")).first(),
  ).toBeVisible();
  await page.getByRole("link", { name: "Monthly" }).click();
  await expect(page).toHaveURL(/per=month/);
  await page.getByRole("button", { name: "Choose Regular" }).click();

  await expect(page).toHaveURL(/\/sandbox\/checkout\//);
  await expect(page.getByText("Demo payments. No money moves.").first()).toBeVisible();
  await page.getByRole("radio", { name: /4000 0000 0000 0002/ }).check();
  await page.getByRole("button", { name: /^Subscribe for/ }).click();
  await expect(page.getByText("Your bank declined the charge.")).toBeVisible();
  await page.getByRole("radio", { name: /4242/ }).check();
  await page.getByRole("button", { name: /^Subscribe for/ }).click();

  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });
  await page.goto(post.path);
  await expect(body).toBeVisible();

  await page.goto("/me/billing");
  await expect(page.getByText("Running")).toBeVisible();
  await page
    .getByRole("link", { name: /Open receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /^Receipt / })).toBeVisible();
  await expect(page.getByText("Demo payments were on. No money moved.")).toBeVisible();

  await page.goto("/me/billing");
  await page.getByRole("link", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText("You can change your mind until the period ends.")).toBeVisible();
  await page.goto(post.path);
  await expect(body).toBeVisible();

  await page.goto("/me/billing");
  await page.getByRole("button", { name: "Keep the subscription" }).click();
  await expect(page.getByText("Your subscription goes on as before.")).toBeVisible();
});

test("a card that has expired is refused with a sentence, and leaving the checkout charges nothing", async ({
  page,
  newcomer,
}) => {
  await newcomer({ name: "Eva Expired", joins: "slow-query" });
  await page.goto("/c/slow-query/join");
  await page.getByRole("button", { name: "Choose Regular" }).click();
  await page.getByRole("radio", { name: /4000 0000 0000 0069/ }).check();
  await page.getByRole("button", { name: /^Subscribe for/ }).click();
  await expect(page.getByText("This card has expired.")).toBeVisible();
  await page.getByRole("link", { name: "Back without paying" }).click();
  await expect(page).toHaveURL(/\/c\/slow-query\/join/);
  await page.goto("/me/billing");
  await expect(page.getByText("You do not pay for anything here")).toBeVisible();
});

test("a reader buys one tutorial and keeps it without a plan", async ({ page, newcomer }) => {
  await newcomer({ name: "Otto Once" });
  const post = findPaidPost({ single: true });
  const body = page.locator(".prose").getByRole("heading", { name: post.lockedHeading });
  await page.goto(post.path);
  await expect(body).toHaveCount(0);
  await page.getByRole("link", { name: /^Only this one/ }).click();
  // What one came for stands first; passes and bundles follow below.
  await page
    .getByRole("button", { name: /^Buy for/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/sandbox\/checkout\//);
  await page.getByRole("button", { name: /^Pay / }).click();
  await expect(page.getByRole("heading", { name: /^Welcome\. .* is yours$/ })).toBeVisible({ timeout: 15_000 });
  await page.getByRole("link", { name: "Read on" }).click();
  await expect(body).toBeVisible();
  const other = findPaidPost();
  await page.goto(other.path);
  await expect(page.getByRole("heading", { name: "Keep reading" })).toBeVisible();
});
