import { expect, test } from "./support/story";

test("somebody opens a community, makes a plan and publishes a first tutorial with a pay line", async ({
  page,
  newcomer,
  browser,
}) => {
  await newcomer({ name: "Olga Opener" });
  const slug = `guild-${Date.now().toString(36)}`;
  await page.goto("/open");
  await page.getByLabel("Name", { exact: true }).fill("Parser Guild");
  await page.getByLabel(/^Address/).fill(slug);
  await page.getByLabel(/^Promise in one line/).fill("One grammar a week");
  await page.getByRole("button", { name: "Open the community" }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${slug}(/|$)`));

  await page.goto(`/c/${slug}/manage/plans`);
  await page.getByRole("link", { name: "New product" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Journeyman");
  await page
    .getByLabel(/^Per month/)
    .first()
    .fill("9");
  await page.getByRole("button", { name: "Create the plan" }).click();
  await expect(page.getByText("It is on sale.")).toBeVisible();

  await page.goto(`/c/${slug}/studio/new`);
  await page.getByLabel("Title").fill("Precedence climbing in forty lines");
  await page.getByLabel("Who can read it").selectOption({ label: "Plan: Journeyman" });
  await page
    .getByLabel("Text (Markdown)")
    .fill(
      "Binding power decides.\n\n<!-- pay -->\n\n## The loop\n\n```ts\nwhile (power(next()) > least) left = join(left);\n```\n",
    );
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview.getByRole("heading", { name: "The loop" })).toBeVisible();
  await expect(preview.locator(".pay-line")).toBeVisible();
  await expect(page.getByLabel("Title"), "what was typed stays").toHaveValue("Precedence climbing in forty lines");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published.")).toBeVisible();

  const visitor = await browser.newContext({ locale: "en" });
  const outside = await visitor.newPage();
  await outside.goto(`/c/${slug}/feed`);
  await outside.getByRole("link", { name: "Precedence climbing in forty lines" }).first().click();
  await expect(outside.getByText("Binding power decides.")).toBeVisible();
  await expect(outside.getByRole("heading", { name: "Keep reading" })).toBeVisible();
  expect(await outside.content()).not.toContain("left = join(left)");
  await visitor.close();
});

test("a taken address is said beside its field", async ({ page, newcomer }) => {
  await newcomer({ name: "Otmar Opener" });
  await page.goto("/open");
  await page.getByLabel("Name", { exact: true }).fill("Another");
  await page.getByLabel(/^Address/).fill("slow-query");
  await page.getByLabel(/^Promise in one line/).fill("Something else");
  await page.getByRole("button", { name: "Open the community" }).click();
  await expect(page.getByText("This address is already taken. Choose another.")).toBeVisible();
});
