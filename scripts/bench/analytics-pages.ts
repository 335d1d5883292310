import type { AnalyticsFilled } from "./analytics-fill";
import type { MeasuredServer } from "./measured-server";
import { benchCommunity } from "./texts";

export interface PageTimes {
  name: string;
  /** The first request for this page, in milliseconds; then the median and the longest of ten. */
  first: number;
  median: number;
  max: number;
  /** What was answered instead of the page; null when all is well. */
  failed: string | null;
}

const requests = 10;

const pages = (segmentId: string) => [
  "",
  "?range=12m",
  "/growth",
  "/growth?range=12m",
  "/retention",
  "/retention?unit=week",
  "/retention?variant=continuous",
  "/retention?variant=activity",
  "/retention?variant=activity&unit=week",
  "/retention?variant=renewal",
  "/activity",
  "/activity?range=12m",
  "/activity?staff=without",
  "/revenue",
  "/revenue?range=12m",
  "/revenue?definition=chartmogul",
  "/content",
  "/content?range=12m",
  "/funnel",
  "/funnel?range=12m",
  "/sources",
  "/definitions",
  `?segment=${segmentId}`,
  `/growth?range=12m&segment=${segmentId}`,
  `/retention?segment=${segmentId}`,
  `/activity?range=12m&segment=${segmentId}`,
  `/revenue?range=12m&segment=${segmentId}`,
];

/** Asks for every analytics page as the owner: once, then ten times more. */
export async function measurePages(server: MeasuredServer, filled: AnalyticsFilled): Promise<PageTimes[]> {
  // What the process loads at its very first page is not a page's own time.
  await fetch(`${server.origin}/c/${benchCommunity}`, { headers: headersOf(filled) }).then((answer) => answer.text());
  const times: PageTimes[] = [];
  for (const page of pages(filled.segmentId)) {
    times.push(await measurePage(server, filled, page));
    const { name, first, median, failed } = times.at(-1)!;
    console.error(`  ${name}: ${failed ?? `${Math.round(first)} ms, then ${Math.round(median)} ms`}`);
  }
  return times;
}

async function measurePage(server: MeasuredServer, filled: AnalyticsFilled, page: string): Promise<PageTimes> {
  const address = `${server.origin}/c/${benchCommunity}/manage/analytics${page}`;
  const name = page.replace(filled.segmentId, "…") || "overview";
  const took: number[] = [];
  for (let request = 0; request <= requests; request++) {
    const before = performance.now();
    const answer = await fetch(address, { headers: headersOf(filled), redirect: "manual" });
    await answer.text();
    took.push(performance.now() - before);
    if (answer.status !== 200) return { name, first: 0, median: 0, max: 0, failed: `answered ${answer.status}` };
  }
  const [first, ...warm] = took;
  const sorted = warm.sort((a, b) => a - b);
  return { name, first: first!, median: sorted[Math.floor(requests / 2)]!, max: sorted.at(-1)!, failed: null };
}

const headersOf = ({ token }: AnalyticsFilled) => ({
  cookie: `guildhall.session=${token}`,
  "accept-encoding": "gzip",
  "accept-language": "en",
});
