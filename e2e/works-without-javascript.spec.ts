import { everyonesPassword, makeAccount } from "./support/people";
import { findOpenTalk, findPaidPost } from "./support/posts";
import { data, expect, test } from "./support/story";

test.use({ javaScriptEnabled: false });

test("a visitor reads, filters, pages and compares prices", async ({ page }) => {
  await page.goto("/c/slow-query/feed");
  await page.getByRole("link", { name: "Active", exact: true }).click();
  await expect(page).toHaveURL(/sort=active/);
  await page.locator("summary", { hasText: "All types" }).click();
  await page.getByRole("link", { name: "Questions", exact: true }).click();
  await expect(page).toHaveURL(/type=question/);
  await page.goto("/c/slow-query/feed");
  await page.getByRole("link", { name: /^Load older/ }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.locator("main a[href*='/posts/']").first()).toBeVisible();
  await page.goto("/c/slow-query/join");
  await page.getByRole("link", { name: "Yearly" }).click();
  await expect(page.getByText(/charged once a year/).first()).toBeVisible();
  await page.goto(findPaidPost().path);
  await expect(page.getByRole("heading", { name: "Keep reading" })).toBeVisible();
});

test("a member signs in, votes, comments, edits and deletes", async ({ page }) => {
  const { email } = makeAccount(data, { name: "Nils Noscript", joins: "slow-query" });
  const post = findOpenTalk();
  await page.goto(`/sign-in?next=${encodeURIComponent(post.path)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(everyonesPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${post.path}$`));

  const vote = page.locator("button.rx", { hasText: "Upvote" });
  await expect(vote).toHaveAttribute("aria-pressed", "false");
  await vote.click();
  await expect(vote).toHaveAttribute("aria-pressed", "true");

  await page.getByLabel("Write a comment").fill("Written without a script.");
  await page.getByRole("button", { name: "Post comment" }).click();
  const comment = page.locator("article.comment", { hasText: "Written without a script." });
  await expect(comment).toHaveCount(1);
  await comment.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Your comment").fill("Changed without a script.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.goto(post.path);
  await page
    .locator("article.comment", { hasText: "Changed without a script." })
    .getByRole("link", { name: "Delete" })
    .click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.goto(post.path);
  await expect(page.getByText("Changed without a script.")).toHaveCount(0);
});

test("somebody new joins for free and pays", async ({ page, newcomer }) => {
  await newcomer({ name: "Nele Noscript" });
  await page.goto("/c/slow-query/join");
  await page.getByRole("button", { name: "Join for free" }).first().click();
  await expect(page).toHaveURL(/\/feed$/);
  await page.goto("/c/slow-query/join?per=month");
  await page.getByRole("button", { name: "Choose Regular" }).click();
  await page.getByRole("button", { name: /^Subscribe for/ }).click();
  await expect(page.getByRole("heading", { name: "Welcome. Regular is yours" })).toBeVisible({ timeout: 15_000 });
});

test("search, language and theme are plain forms", async ({ page }) => {
  await page.goto("/c/slow-query/search?q=index");
  await expect(page.getByRole("heading", { name: /Results for/ })).toBeVisible();
  await page.goto("/explore");
  await page.getByRole("button", { name: "简体中文" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});
