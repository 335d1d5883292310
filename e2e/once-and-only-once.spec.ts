import { countRows, findOpenTalk } from "./support/posts";
import { expect, test } from "./support/story";

test("two clicks on “Post comment” post one comment", async ({ page, newcomer }) => {
  const person = await newcomer({ name: "Dora Double", joins: "slow-query" });
  await page.goto(findOpenTalk().path);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Write a comment").fill("Only once, please.");
  await page.getByRole("button", { name: "Post comment" }).dblclick();
  await expect(page.getByText("Posted.")).toBeVisible();
  await page.reload();
  await expect(page.locator("article.comment", { hasText: "Only once, please." })).toHaveCount(1);
  expect(
    countRows(
      "select count(*) as n from comments c join members m on m.id = c.author_id where m.user_id = ?",
      person.userId,
    ),
  ).toBe(1);
});

test("two clicks on “Join for free” make one membership", async ({ page, newcomer }) => {
  const person = await newcomer({ name: "Dirk Double" });
  await page.goto("/c/slow-query/join");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Join for free" }).first().dblclick({ force: true });
  await expect(page).toHaveURL(/\/feed$/);
  expect(countRows("select count(*) as n from members where user_id = ?", person.userId)).toBe(1);
  expect(
    countRows(
      "select count(*) as n from journal where verb = 'member.joined' and member_id in (select id from members where user_id = ?)",
      person.userId,
    ),
  ).toBe(1);
});

test("two clicks on “Subscribe”, and the back button, charge once", async ({ page, newcomer }) => {
  const person = await newcomer({ name: "Dana Double", joins: "slow-query" });
  await page.goto("/c/slow-query/join");
  await page.getByRole("button", { name: "Choose Regular" }).click();
  await expect(page).toHaveURL(/\/sandbox\/checkout\//);
  await page.waitForLoadState("networkidle");
  const checkout = page.url();
  await page.getByRole("button", { name: /^Subscribe for/ }).dblclick({ force: true });
  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });
  await page.goto(checkout);
  await expect(page.getByText("This checkout has been paid.")).toBeVisible();
  const count = (table: string) => countRows(`select count(*) as n from ${table} where user_id = ?`, person.userId);
  await expect.poll(() => count("payments")).toBe(1);
  expect(count("subscriptions")).toBe(1);
});
