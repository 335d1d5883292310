import { inspect } from "./support/inspection";
import { type OwnServer, startEmptyServer } from "./support/own-server";
import { everyonesPassword } from "./support/people";
import { expect, test } from "./support/story";

/** The first minutes of a real installation: nobody has an account, nothing is a demo. */
let server: OwnServer;

test.describe.configure({ mode: "serial", timeout: 120_000 });
// Asking again for a page that is gone is part of the story.
test.use({ expected: /404 \(Not Found\)/ });
test.beforeAll(async () => {
  server = await startEmptyServer();
});
test.afterAll(() => server?.stop());

test("axe, widths and the console find nothing on the first-run page, in both languages", async ({ context, page }) => {
  const problems: string[] = [];
  for (const locale of ["en", "zh-CN"]) {
    await context.addCookies([{ name: "guildhall-locale", value: locale, url: server.url }]);
    await page.goto(`${server.url}/setup`);
    problems.push(...(await inspect(page, `/setup in ${locale}`)));
  }
  expect(problems).toEqual([]);
});

test("the operator makes an account and the first community; then the first-run page is gone", async ({ page }) => {
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel("Name", { exact: true }).fill("Ottilie Operator");
  await page.getByLabel("E-mail").fill("ottilie@story.example");
  await page.getByLabel("Password", { exact: true }).fill(everyonesPassword);
  await page.getByLabel("Password again").fill("something else");
  await page.getByLabel("Name of the community").fill("Small Compilers");
  await page
    .getByLabel(/promise|sentence/i)
    .first()
    .fill("We read generated code.");
  await page.getByRole("button", { name: "Set up and open" }).click();
  await expect(page.getByText("The two passwords are not the same.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(everyonesPassword);
  await page.getByLabel("Password again").fill(everyonesPassword);
  await page.getByRole("button", { name: "Set up and open" }).click();
  await expect(page).toHaveURL(/\/c\/small-compilers/);
  expect((await page.goto(`${server.url}/setup`))?.status()).toBe(404);
});
