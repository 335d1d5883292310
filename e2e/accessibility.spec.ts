import { readdirSync } from "node:fs";
import path from "node:path";
import { inspect } from "./support/inspection";
import { everyPage, openedByStories } from "./support/pages";
import { makeAccount, signInContext } from "./support/people";
import { data, expect, linkInMail, test, url } from "./support/story";

/** Every page, as who may open it, in both languages and both themes, at every width the design names. */
test.describe.configure({ mode: "parallel", timeout: 240_000 });
// A trace of every axe run would cost more than the runs.
test.use({ expected: /404 \(Not Found\)/, trace: "off" });

/** An owner's pages are many: in this many parts each stays within its time on a machine half as fast. */
const ownerParts = 8;

/** Whose pages, and in how many parts: one test opens at most about thirty of them. */
const readers: [name: string, index: number, part: number, parts: number][] = [
  ["a visitor’s pages", 0, 0, 1],
  ["a payer’s pages", 1, 0, 1],
  ["a creator’s pages", 2, 0, 1],
  ...Array.from({ length: ownerParts }, (_, part): [string, number, number, number] => [
    `an owner’s pages, part ${part + 1} of ${ownerParts},`,
    3,
    part,
    ownerParts,
  ]),
];

for (const [name, index, part, parts] of readers) {
  for (const locale of ["en", "zh-CN"]) {
    test(`axe, widths and the console find nothing on ${name} in ${locale}`, async ({ context, page }) => {
      const { as, pages } = everyPage()[index]!;
      if (as) await signInContext(context, url, data, as);
      await context.addCookies([{ name: "guildhall-locale", value: locale, url }]);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const problems: string[] = [];
      for (const [nth, [route, address]] of Object.entries(pages).entries()) {
        if (nth % parts !== part) continue;
        await page.goto(address);
        problems.push(...(await inspect(page, route)));
      }
      expect(problems).toEqual([]);
    });
  }
}

test("axe, widths and the console find nothing on a mail, in both languages", async ({ context, page }) => {
  const { email } = makeAccount(data, { name: "Mara Mail" });
  await page.goto("/forgot");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await linkInMail(page, email);
  const mail = page.url();
  const problems = await inspect(page, mail);
  await context.addCookies([{ name: "guildhall-locale", value: "zh-CN", url }]);
  await page.goto(mail);
  expect([...problems, ...(await inspect(page, `${mail} in Chinese`))]).toEqual([]);
});

test("no page is left out", () => {
  const app = path.join(process.cwd(), "app");
  const routes = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, "").replace(/\/\.?$/, "") || "/");
  const known = new Set([...everyPage().flatMap(({ pages }) => Object.keys(pages)), ...openedByStories]);
  expect(routes.filter((route) => !known.has(route))).toEqual([]);
});
