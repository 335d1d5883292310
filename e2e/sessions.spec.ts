import type { Page } from "@playwright/test";
import { everyonesPassword, makeAccount } from "./support/people";
import { data, expect, linkInMail, test, url } from "./support/story";

async function signIn(page: Page, email: string, password: string, remember: boolean): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Keep me signed in on this device").setChecked(remember);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const sessionCookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name.endsWith("guildhall.session"));

test("“keep me signed in” decides whether the browser forgets the session when it closes", async ({ page }) => {
  const { email } = makeAccount(data, { name: "Rhea Remember" });
  await signIn(page, email, everyonesPassword, false);
  await expect(page).toHaveURL(/\/home$/);
  expect((await sessionCookie(page))?.expires).toBe(-1);
  expect((await sessionCookie(page))?.httpOnly).toBe(true);
  await page.context().clearCookies();
  await signIn(page, email, everyonesPassword, true);
  await expect(page).toHaveURL(/\/home$/);
  expect((await sessionCookie(page))!.expires).toBeGreaterThan(Date.now() / 1000 + 86_400 * 50);
});

test("a wrong password and an unknown address get the same sentence", async ({ page }) => {
  const { email } = makeAccount(data, { name: "Wanda Wrong" });
  for (const address of [email, "nobody-at-all@story.example"]) {
    await signIn(page, address, "not the password", false);
    await expect(page.getByText("This e-mail and password do not belong together.")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(address);
  }
});

test("a person sees where they are signed in, ends one of them, then all", async ({ browser }) => {
  const { email } = makeAccount(data, { name: "Sven Sessions" });
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ locale: "en", baseURL: url })));
  const [here, there, far] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page, Page];
  for (const page of [here, there, far]) {
    await signIn(page, email, everyonesPassword, true);
    await expect(page).toHaveURL(/\/home$/);
  }
  await here.goto("/me/security");
  await expect(here.getByText("This device")).toBeVisible();
  const revoke = here.getByRole("button", { name: /^Sign out: / });
  await expect(revoke).toHaveCount(2);
  await revoke.first().click();
  await expect(revoke).toHaveCount(1);
  await expect(here.getByRole("status").getByText("That device is signed out.")).toBeVisible();
  await here.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here).toHaveURL(/\/sign-in\?ended=1/);
  for (const page of [here, there, far]) {
    await page.goto("/me");
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await Promise.all(contexts.map((context) => context.close()));
});

test("a forgotten password is set anew by mail, which ends the other sessions; the link works once", async ({
  page,
  browser,
}) => {
  const { email } = makeAccount(data, { name: "Fritz Forgot" });
  const other = await browser.newContext({ locale: "en", baseURL: url });
  const elsewhere = await other.newPage();
  await signIn(elsewhere, email, everyonesPassword, true);
  await expect(elsewhere).toHaveURL(/\/home$/);

  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const link = await linkInMail(page, email);
  await page.goto(link);
  await page
    .getByLabel("New password")
    .or(page.getByLabel("Password", { exact: true }))
    .first()
    .fill("a brand new sentence");
  await page.getByLabel("Password again").fill("a brand new sentence");
  await page.getByRole("button", { name: "Set the password and sign in" }).click();
  await expect(page).toHaveURL(/\/home$/);

  await elsewhere.goto("/me");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await signIn(elsewhere, email, "a brand new sentence", false);
  await expect(elsewhere).toHaveURL(/\/home$/);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await other.close();
});

test("after signing out the old cookie is worth nothing", async ({ page, newcomer, context }) => {
  await newcomer({ name: "Ola Out" });
  await page.goto("/home");
  const cookie = (await sessionCookie(page))!;
  await page.getByRole("button", { name: "Account of Ola Out" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${url}/`);
  await context.addCookies([cookie]);
  await page.goto("/home");
  await expect(page).toHaveURL(/\/sign-in/);
});
