import type { ActivityReport } from "@/lib/analytics/activity-report";
import type { ChartTable } from "@/lib/analytics/cells";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { type CardContent, ReportCard } from "./report-card";

/** What every card of the activity page is given. */
export interface ActivityCardProps {
  slug: string;
  query: GrowthQuery;
  words: Words;
  report: ActivityReport;
  tables: Record<string, ChartTable>;
}

type ActivityChart = "kinds" | "distribution" | "people" | "weekdays" | "replies" | "top";

/** A card of the activity page: its name and its table follow from its chart. */
export function ActivityChartCard(props: ActivityCardProps & CardContent & { chart: ActivityChart }) {
  const { chart, words, tables } = props;
  return <ReportCard {...props} page="activity" title={words.t(`activity.chart.${chart}`)} table={tables[chart]!} />;
}
