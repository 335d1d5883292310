import { test as base, expect, type Page } from "@playwright/test";
import { makeAccount, type NewPerson, signInContext } from "./people";

export { expect };
export const url = `http://localhost:${process.env.E2E_PORT}`;
export const data = process.env.E2E_DATA!;

interface Story {
  /** Signs this test's browser in as an account of the demo. */
  as(email: string): Promise<void>;
  /** A person nobody else uses, signed in here. */
  newcomer(person: { name: string; joins?: string; role?: string }): Promise<NewPerson>;
  /** Complaints of the browser's console that a test expects. */
  expected: RegExp | null;
  complaints: string[];
}

/** Every story also fails when the browser's console complains: script errors, hydration, content security policy. */
export const test = base.extend<Story>({
  expected: [null, { option: true }],
  as: async ({ context }, use) => use((email) => signInContext(context, url, data, email)),
  newcomer: async ({ context }, use) =>
    use(async (person) => {
      const made = makeAccount(data, person);
      await signInContext(context, url, data, made.email);
      return made;
    }),
  complaints: [
    async ({ context, expected }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" && !expected?.test(message.text()))
          complaints.push(`${message.page()?.url()}: ${message.text()}`);
      });
      context.on("weberror", (error) => complaints.push(`${error.page()?.url()}: ${error.error()}`));
      await use(complaints);
      expect(complaints, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** Follows the newest mail to an address, as somebody reading /dev/mail would, and returns its link's path. */
export async function linkInMail(page: Page, email: string): Promise<string> {
  await expect(async () => {
    await page.goto("/dev/mail");
    await page
      .getByRole("link")
      .filter({ hasText: email })
      .or(page.locator("li", { hasText: email }).getByRole("link"))
      .first()
      .click({ timeout: 1000 });
  }).toPass({ timeout: 15_000 });
  const link = page
    .locator("main a[href*='token='], main a[href*='/confirm'], main a[href*='/reset'], main a[href*='/magic']")
    .first();
  const href = await link.getAttribute("href");
  if (!href) throw new Error("the mail holds no link");
  const target = new URL(href, url);
  return target.pathname + target.search;
}
