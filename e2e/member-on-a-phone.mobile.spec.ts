import { findOpenTalk, findPaidPost } from "./support/posts";
import { expect, test } from "./support/story";

test("on a phone a member finds their way, reads to the pay line, compares prices and answers", async ({
  page,
  newcomer,
}) => {
  await newcomer({ name: "Phoebe Phone", joins: "slow-query" });
  await page.goto("/c/slow-query/feed");
  await page
    .getByRole("button", { name: "Open the navigation" })
    .or(page.getByRole("link", { name: "Open the navigation" }))
    .first()
    .tap();
  await page.getByRole("navigation").getByRole("link", { name: "Q&A" }).first().tap();
  await expect(page).toHaveURL(/\/questions$/);

  const post = findPaidPost();
  await page.goto(post.path);
  await expect(page.getByRole("heading", { name: "Keep reading" })).toBeVisible();
  await page.getByRole("link", { name: "Become Regular" }).tap();
  await page.getByRole("link", { name: "Yearly" }).tap();
  await expect(page).toHaveURL(/per=year/);

  await page.goto(findOpenTalk().path);
  await page.getByLabel("Write a comment").fill("From a phone.");
  await page.getByRole("button", { name: "Post comment" }).tap();
  await expect(page.getByText("Posted.")).toBeVisible();
  await expect(page.locator("article.comment", { hasText: "From a phone." })).toHaveCount(1);
});

test("touch targets of the thread and the pay card are at least 24 by 24", async ({ page }) => {
  for (const address of [findPaidPost().path, findOpenTalk().path, "/c/slow-query/join"]) {
    await page.goto(address);
    const small = await page.locator("main button:visible, main a.btn:visible").evaluateAll((elements) =>
      elements
        .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ text }) => text),
    );
    expect(small, address).toEqual([]);
  }
});
