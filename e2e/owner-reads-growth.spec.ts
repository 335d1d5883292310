import { readFileSync } from "node:fs";
import { demo } from "./support/people";
import { expect, test } from "./support/story";

const growth = "/c/slow-query/manage/analytics";

test("the owner reads the tiles, changes the period in the address, sees tables and takes a CSV home", async ({
  page,
  as,
}) => {
  await as(demo.owner);
  await page.goto(growth);
  for (const tile of ["Members", "Net growth R", "Activity A", "Active members", "MRR"])
    await expect(page.getByRole("term").filter({ hasText: tile }).first()).toBeVisible();
  await expect(page.getByText(/^As of /).first()).toBeVisible();

  for (const [name, range] of [
    ["7 days", "7d"],
    ["90 days", "90d"],
    ["12 months", "12m"],
  ] as const) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`range=${range}`));
  }
  await page.getByRole("link", { name: "Tables", exact: true }).click();
  await expect(page).toHaveURL(/view=table/);
  await expect(page.getByRole("table").first()).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Interactions" }).first()).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /CSV/ }).first().click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file.split("\n").length).toBeGreaterThan(2);
});

test("members, creators and visitors do not learn that the page exists", async ({ page, as }) => {
  expect((await page.goto(growth))?.status()).toBe(404);
  await as(demo.payer);
  expect((await page.goto(growth))?.status()).toBe(404);
});
test.use({ expected: /404/ });
