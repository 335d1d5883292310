import type { FrontMatter } from "./types";

const collator = new Intl.Collator(["en", "zh-CN"], { numeric: true, sensitivity: "base" });

const isIndex = (name: string) => /^(?:_?index|readme)\.(?:md|mdx|markdown)$/i.test(name);

/**
 * Articles in reading order. A `SUMMARY.md` decides for those it names; else, in each folder: the index first, then
 * front matter's number (order, weight …), then the number a name begins with, then the name. A folder stands where
 * its index's number or its own name puts it.
 */
export function inReadingOrder<T extends { path: string; front: Pick<FrontMatter, "order"> }>(
  articles: T[],
  summary: string | null,
): T[] {
  const numbers = new Map<string, number>();
  for (const { path, front } of articles) {
    if (front.order === undefined) continue;
    numbers.set(path, front.order);
    const slash = path.lastIndexOf("/");
    if (isIndex(path.slice(slash + 1)) && slash > 0) numbers.set(path.slice(0, slash), front.order);
  }
  const sorted = articles.toSorted((a, b) => comparePaths(a.path, b.path, numbers));
  if (summary === null) return sorted;
  const listed = summaryOrder(summary);
  const place = (article: T) => listed.get(article.path) ?? listed.size;
  return sorted.toSorted((a, b) => place(a) - place(b));
}

function comparePaths(a: string, b: string, numbers: Map<string, number>): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; ; i++) {
    const x = left[i];
    const y = right[i];
    if (x === undefined || y === undefined) return left.length - right.length;
    if (x === y) continue;
    const xLast = i === left.length - 1;
    const yLast = i === right.length - 1;
    const index = Number(yLast && isIndex(y)) - Number(xLast && isIndex(x));
    if (index !== 0) return index;
    const xNumber = numbers.get(left.slice(0, i + 1).join("/"));
    const yNumber = numbers.get(right.slice(0, i + 1).join("/"));
    if (xNumber !== yNumber) return (xNumber ?? Number.MAX_SAFE_INTEGER) - (yNumber ?? Number.MAX_SAFE_INTEGER);
    // Texts before folders, as a reader meets them.
    if (xLast !== yLast && leadingNumber(x) === null && leadingNumber(y) === null) return xLast ? -1 : 1;
    return collator.compare(x, y) || (x < y ? -1 : 1);
  }
}

function leadingNumber(name: string): number | null {
  const match = /^(\d{1,6})(?=[-_. ])/.exec(name);
  return match ? Number(match[1]) : null;
}

/** The places of the files that an mdBook contents page links to. */
function summaryOrder(summary: string): Map<string, number> {
  const places = new Map<string, number>();
  for (const match of summary.matchAll(/\]\(\s*<?(?:\.\/)?([^)>\s#]+\.(?:md|markdown|mdx))/g)) {
    const path = decode(match[1]!);
    if (!places.has(path)) places.set(path, places.size);
  }
  return places;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
