import { demo, makeAccount, signInContext } from "./support/people";
import { data, expect, test, url } from "./support/story";

test.use({ expected: /404/ });

test("a moderator deletes a comment and removes a post, and both are gone for everybody", async ({
  page,
  as,
  browser,
}) => {
  const author = await browser.newContext({ locale: "en", baseURL: url });
  await signInContext(author, url, data, makeAccount(data, { name: "Rudi Rude", joins: "slow-query" }).email);
  const writing = await author.newPage();
  await writing.goto("/c/slow-query/new");
  await writing.getByLabel("Title").fill(`Cheap keys ${Date.now()}`);
  await writing.getByLabel("Text", { exact: true }).fill("Buy my licence keys.");
  await writing.getByLabel("Who can read it").selectOption("public");
  await writing.getByRole("button", { name: "Publish" }).click();
  await expect(writing).toHaveURL(/\/posts\//);
  const post = new URL(writing.url()).pathname;
  await writing.getByLabel("Write a comment").fill("Really cheap!");
  await writing.getByRole("button", { name: "Post comment" }).click();
  await expect(writing.getByText("Posted.")).toBeVisible();

  await as(demo.moderator);
  await page.goto(post);
  await page.locator("article.comment", { hasText: "Really cheap!" }).getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("This comment was deleted.")).toBeVisible();
  await expect(page.getByText("Really cheap!")).toHaveCount(0);

  await page.getByRole("link", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page).toHaveURL(/\/feed$/);
  expect((await writing.goto(post))?.status()).toBe(404);
  await author.close();
});
