import { readdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { everyPage, openedByStories } from "./support/pages";
import { signInContext } from "./support/people";
import { data, expect, test, url } from "./support/story";

/** Every page, as who may open it, in both languages and both themes, at every width the design names. */
test.describe.configure({ mode: "parallel", timeout: 150_000 });
// A trace of every axe run would cost more than the runs.
test.use({ expected: /404 \(Not Found\)/, trace: "off" });

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const widths = [360, 390, 820, 1024, 1440];

for (const [index, name] of ["visitor", "payer", "creator", "owner"].entries()) {
  for (const locale of ["en", "zh-CN"]) {
    test(`axe, widths and the console find nothing on a ${name}’s pages in ${locale}`, async ({ context, page }) => {
      const { as, pages } = everyPage()[index]!;
      if (as) await signInContext(context, url, data, as);
      await context.addCookies([{ name: "guildhall-locale", value: locale, url }]);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const problems: string[] = [];
      for (const [route, address] of Object.entries(pages)) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(address);
        problems.push(...(await violations(page, route, "light")));
        problems.push(...(await inTheDark(page, () => violations(page, route, "dark"))));
        problems.push(...(await overflows(page, route)));
      }
      expect(problems).toEqual([]);
    });
  }
}

/** All rules in the light theme; in the dark one only what colours can change. */
async function violations(page: Page, route: string, theme: "light" | "dark"): Promise<string[]> {
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  // There are no frames to look into; without this mode each run opens a page of its own.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations: found } = await (theme === "light"
    ? builder.withTags(tags)
    : builder.withRules(["color-contrast"])
  ).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        (node) =>
          `${route} (${theme}): ${id} at ${node.target.join(" ")} — ${node.failureSummary?.split("\n")[1]?.trim()}`,
      ),
  );
}

/**
 * Runs a check in the dark theme. Chromium sometimes reports colours of before the change for a moment; what is really
 * wrong is still wrong when the check is made again.
 */
async function inTheDark(page: Page, check: () => Promise<string[]>): Promise<string[]> {
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  let found = await check();
  for (let attempt = 0; attempt < 2 && found.length > 0; attempt++) {
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
    await page.waitForTimeout(200);
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    found = await check();
  }
  await page.evaluate(() => document.documentElement.removeAttribute("data-theme"));
  return found;
}

async function overflows(page: Page, route: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const extra = await settledExcess(page);
    if (extra > 0) found.push(`${route}: ${extra} px too wide at ${width}`);
  }
  return found;
}

/** By how much the page is wider than the window; charts measure themselves a moment after the window has changed. */
async function settledExcess(page: Page): Promise<number> {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (let attempt = 0; attempt < 10 && (await excess()) > 0; attempt++) await page.waitForTimeout(100);
  return excess();
}

test("no page is left out", () => {
  const app = path.join(process.cwd(), "app");
  const routes = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, "").replace(/\/\.?$/, "") || "/");
  const known = new Set([...everyPage().flatMap(({ pages }) => Object.keys(pages)), ...openedByStories]);
  expect(routes.filter((route) => !known.has(route))).toEqual([]);
});
