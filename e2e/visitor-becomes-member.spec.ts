import { findOpenTalk } from "./support/posts";
import { expect, linkInMail, test } from "./support/story";

test("a visitor makes an account, confirms it by mail, joins for free and takes part", async ({ page }) => {
  const email = `nadia-${Date.now()}@story.example`;
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Nadia Story");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("a long enough sentence");
  await page.getByLabel("Password again").fill("a long enough sentence");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();

  await page.goto(await linkInMail(page, email));
  await expect(page.getByRole("heading", { name: `Confirm ${email}` })).toBeVisible();
  await page.getByRole("button", { name: "Yes, this is my address" }).click();
  await expect(page).toHaveURL(/\/home$/);
  await expect(page.getByText("You are not in a community yet")).toBeVisible();

  await page.goto("/c/slow-query/join");
  await page.getByRole("button", { name: "Join for free" }).first().click();
  await expect(page).toHaveURL(/\/c\/slow-query\/feed$/);

  await page.goto(findOpenTalk().path);
  await page.getByLabel("Write a comment").fill("Measured it: **half** the pages were cold.");
  await page.getByRole("button", { name: "Post comment" }).click();
  const comment = page.locator("article.comment", { hasText: "Measured it" });
  await expect(comment.locator("strong")).toHaveText("half");
  await expect(page.getByRole("status").filter({ hasText: "Posted." })).toBeVisible();

  await comment.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Your comment").fill("Measured it again: a third were cold.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("article.comment", { hasText: "a third were cold" })).toContainText("edited");

  await page.locator("article.comment", { hasText: "a third were cold" }).getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("a third were cold")).toHaveCount(0);
  await expect(page.getByText("This comment was deleted.").last()).toBeVisible();
});

test("an address that already has an account gets a mail that says so, and the page says nothing else", async ({
  page,
}) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Somebody Else");
  await page.getByLabel("E-mail").fill("maya@guildhall.example");
  await page.getByLabel("Password", { exact: true }).fill("a long enough sentence");
  await page.getByLabel("Password again").fill("a long enough sentence");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
});

test("mistakes on the sign-up form are said beside their fields and what was typed stays", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Nadia");
  await page.getByLabel("E-mail").fill("nadia@example.org");
  await page.getByLabel("Password", { exact: true }).fill("a long enough sentence");
  await page.getByLabel("Password again").fill("another sentence here");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByText("The two passwords are not the same.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Nadia");
});
