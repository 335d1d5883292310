import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { demo, makeAccount, signInContext } from "./support/people";
import { data, expect, test, url } from "./support/story";

const manage = "/c/slow-query/manage";
const analytics = `${manage}/analytics`;

const linesOf = async (download: Download) =>
  readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");

async function csvLines(page: Page, name = "CSV"): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).first().click();
  return linesOf(await download);
}

test("a figure opens exactly the people it counts, and takes them home as a file", async ({ page, as }) => {
  await as(demo.owner);
  await page.goto(`${analytics}/growth?range=12m`);
  for (const figure of ["Joined", "Left", "Paying members"]) {
    const tile = page.getByRole("term").filter({ hasText: figure }).locator("xpath=..");
    const value = Number((await tile.locator(".num").first().textContent())!.replaceAll(",", ""));
    expect(value).toBeGreaterThan(0);
    await tile.getByRole("link", { name: "Show the rows" }).click();
    await expect(page).toHaveURL(/\/growth\/rows\?/);
    await expect(page.getByText(`${value} row${value === 1 ? "" : "s"}`, { exact: true })).toBeVisible();
    expect(await csvLines(page)).toHaveLength(value + 1);
    await page.goBack();
    await expect(page).toHaveURL(/\/growth\?/);
  }
});

test("churn and MRR change with whose rules they follow, and each figure says what it means", async ({ page, as }) => {
  await as(demo.owner);
  await page.goto(`${analytics}/revenue?range=90d`);
  await page.getByRole("link", { name: "Stripe", exact: true }).click();
  await expect(page).toHaveURL(/definition=stripe/);
  for (const tool of ["Guildhall", "Stripe", "ChartMogul", "Baremetrics"])
    await expect(page.getByRole("columnheader", { name: tool })).toBeVisible();
  await page.getByRole("navigation", { name: "Growth pages" }).getByRole("link", { name: "Definitions" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#logoChurn")).toContainText("paying(from)");
});

test("a moderator reads numbers without names, and learns nothing of the money", async ({ page, as }) => {
  await as(demo.moderator);
  await page.goto(`${analytics}/growth`);
  await page.getByRole("link", { name: "Show the rows" }).first().click();
  await expect(page.getByText(/Who they are is shown to the owner and admins/)).toBeVisible();
  await expect(page.locator("main").getByRole("table")).toHaveCount(0);
  for (const closed of ["", "/revenue", "/growth/rows/export?figure=members", "/export/raw?what=payments&format=csv"])
    expect((await page.request.get(`${analytics}${closed}`)).status()).toBe(404);
  expect((await page.request.get(`${manage}/at-risk`)).status()).toBe(404);
});

test("a segment is put together, counted, explained, and narrows the charts", async ({ page, as }) => {
  await as(demo.owner);
  const name = `Members now ${Date.now()}`;
  await page.goto(`${manage}/segments/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Count", exact: true }).last().click();
  const counted = page.getByText(/^\d+ members/).first();
  await expect(counted).toBeVisible();
  const count = Number(/^\d+/.exec((await counted.textContent())!)![0]);
  expect(count).toBeGreaterThan(50);
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.goto(`${analytics}/growth?range=12m`);
  const members = page.getByRole("term").filter({ hasText: "MembersN" }).locator("xpath=..").locator(".num").first();
  const everybody = await members.textContent();
  await page.getByLabel("Counting").selectOption({ label: name });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/segment=/);
  await expect(members).toHaveText(String(count));
  expect(Number(everybody)).toBe(count);
});

test("members at risk are called, one in ten is left alone, and the page says when the effect is known", async ({
  page,
  as,
}) => {
  await as(demo.owner);
  await page.goto(`${manage}/at-risk`);
  await expect(page.getByRole("heading", { name: "What the score has been worth" })).toBeVisible();
  await page.getByLabel("Risk", { exact: true }).selectOption({ label: "Low" });
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("link", { name: /Do something for all/ }).click();
  await expect(page.getByRole("heading", { name: "Reach out" })).toBeVisible();
  await expect(page.getByText(/will be reached, \d+ held out/)).toBeVisible();
  await page.getByLabel("What to do").selectOption({ index: 2 });
  await page.getByLabel("Name", { exact: true }).fill("A word with everybody");
  await page.getByLabel("Letter", { exact: true }).fill("Ask what they are working on.");
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await expect(page.getByRole("heading", { name: "A word with everybody" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What it brought" })).toBeVisible();
  await expect(page.getByText(/^Known on /)).toBeVisible();
});

test("an anonymous survey is answered once by each, and its owner sees nothing below five", async ({
  page,
  as,
  browser,
}) => {
  await as(demo.owner);
  await page.goto(`${manage}/surveys/new`);
  await page.getByRole("button", { name: /NPS, each quarter/ }).click();
  await page.getByRole("radio", { name: /Anonymous/ }).check();
  await page.getByRole("button", { name: "Save and go to publishing" }).click();
  await page.getByRole("button", { name: "Publish the survey" }).click();
  await expect(page.getByText("Asked", { exact: true }).first()).toBeVisible();
  const survey = new URL(page.url()).pathname.split("/").at(-1)!;

  const scores = [10, 9, 7, 3, 10];
  for (const [index, score] of scores.entries()) {
    const context = await browser.newContext({ locale: "en", baseURL: url });
    const { email } = makeAccount(data, { name: `Answering ${index}`, joins: "slow-query" });
    await signInContext(context, url, data, email);
    const member = await context.newPage();
    await member.goto(`/c/slow-query/surveys/${survey}`);
    await expect(member.getByText(/cannot be traced to you/)).toBeVisible();
    await member.getByRole("radio", { name: new RegExp(`^${score}\\b`) }).check();
    await member.getByRole("button", { name: /Send/ }).click();
    await expect(member.getByRole("radio")).toHaveCount(0);
    await context.close();
    await page.reload();
    if (index < 4) await expect(page.getByText(/^No answers to show yet/)).toBeVisible();
  }
  await page.reload();
  await expect(page.getByText("n = 5").first()).toBeVisible();
  await expect(
    page
      .locator("p.num")
      .filter({ hasText: /^\+?40\s/ })
      .first(),
  ).toBeVisible();
});

test("the morning says what waits, and the weekly letter can be stopped and wanted again", async ({ page, as }) => {
  await as(demo.owner);
  await page.goto(manage);
  await expect(page.getByRole("heading", { name: "Needs a person today" })).toBeVisible();
  await expect(page.getByText(/waited longer than promised/)).toBeVisible();
  await page.getByRole("button", { name: "Stop sending it" }).click();
  await expect(page.getByText(/You do not get the weekly letter/)).toBeVisible();
  await page.getByRole("button", { name: "Send it to me" }).click();
  await expect(page.getByText(/every Monday morning/)).toBeVisible();
});
