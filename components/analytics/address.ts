import type { Chart, GrowthQuery } from "@/lib/analytics/schema";

/** The growth page's address with some of its choices changed; what is at its default stays out of it. */
export function growthHref(slug: string, query: GrowthQuery, changes: Partial<GrowthQuery>): string {
  return `/c/${slug}/manage/analytics${parameters({ ...query, ...changes })}`;
}

/** The address of a chart's numbers as a CSV file, for the same range. */
export function csvHref(slug: string, query: GrowthQuery, chart: Chart): string {
  const { range, cohort, asOf } = query;
  return `/c/${slug}/manage/analytics/export${parameters({ chart, range, cohort, asOf })}`;
}

const defaults: Record<string, string> = { range: "30d", view: "chart" };

function parameters(values: Record<string, string | undefined>): string {
  const chosen = Object.entries(values).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== defaults[entry[0]],
  );
  return chosen.length === 0 ? "" : `?${new URLSearchParams(chosen)}`;
}
