import type { AnalyticsPage, GrowthQuery } from "@/lib/analytics/schema";

/** The address of an analytics page with some of its choices changed; what is at its default stays out of it. */
export function analyticsHref(
  slug: string,
  page: AnalyticsPage,
  query: GrowthQuery,
  changes: Partial<GrowthQuery> = {},
): string {
  return `${pagePath(slug, page)}${parameters({ ...query, ...changes })}`;
}

/** What another page takes along from this one: the stretch of time and the people, not how one chart is shown. */
export function sharedChoices({ range, asOf, segment, definition, staff, view }: GrowthQuery): GrowthQuery {
  return { range, asOf, segment, definition, staff, view };
}

/** The address of a chart's numbers as a CSV file, for the same choices. */
export function chartCsvHref(slug: string, page: AnalyticsPage, query: GrowthQuery, chart: string): string {
  const { view: _view, table: _table, after: _after, ...choices } = query;
  return `${pagePath(slug, page)}/export${parameters({ chart, ...choices })}`;
}

/** The address of the rows behind a figure; `at` names the day, month or cell where a figure has several. */
export function rowsHref(slug: string, page: AnalyticsPage, query: GrowthQuery, figure: string, at?: string): string {
  const { view: _view, table: _table, after: _after, ...choices } = query;
  return `${pagePath(slug, page)}/rows${parameters({ ...choices, figure, at })}`;
}

/** The same rows as a CSV file. */
export function rowsCsvHref(slug: string, page: AnalyticsPage, query: GrowthQuery): string {
  const { after: _after, ...choices } = query;
  return `${pagePath(slug, page)}/rows/export${parameters(choices)}`;
}

/** The overview's address. */
export function growthHref(slug: string, query: GrowthQuery, changes: Partial<GrowthQuery>): string {
  return analyticsHref(slug, "overview", query, changes);
}

function pagePath(slug: string, page: AnalyticsPage): string {
  return `/c/${slug}/manage/analytics${page === "overview" ? "" : `/${page}`}`;
}

const defaults: Record<string, string> = { range: "30d", view: "chart", definition: "guildhall" };

function parameters(values: Record<string, string | undefined>): string {
  const chosen = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== defaults[entry[0]],
  );
  return chosen.length === 0 ? "" : `?${new URLSearchParams(chosen)}`;
}
