import type { ChartTable } from "@/lib/analytics/cells";
import type { ContentReport } from "@/lib/analytics/content-report";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { type CardContent, ReportCard } from "./report-card";

/** What every card of the content page is given. */
export interface ContentCardProps {
  slug: string;
  query: GrowthQuery;
  words: Words;
  report: ContentReport;
  tables: Record<string, ChartTable>;
}

type ContentChart = "posts" | "days" | "kinds" | "topics" | "gaps" | "searches";

/** A card of the content page: its name and its table follow from its chart. */
export function ContentChartCard(props: ContentCardProps & CardContent & { chart: ContentChart }) {
  const { chart, words, tables } = props;
  return (
    <ReportCard {...props} page="content" title={words.t(`activity.content.chart.${chart}`)} table={tables[chart]!} />
  );
}
