import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const widths = [360, 390, 820, 1024, 1440];

/** What is wrong with the page at hand: axe in both themes, and whatever is wider than the window at any width. */
export async function inspect(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  return [
    ...(await violations(page, name, "light")),
    ...(await inTheDark(page, () => violations(page, name, "dark"))),
    ...(await overflows(page, name)),
  ];
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
