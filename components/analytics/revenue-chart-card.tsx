import type { ChartTable } from "@/lib/analytics/cells";
import type { RevenueReport } from "@/lib/analytics/revenue-report";
import type { RevenueChart } from "@/lib/analytics/revenue-tables";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { type CardContent, ReportCard } from "./report-card";

/** What every card of the revenue page is given. */
export interface RevenueCardProps {
  slug: string;
  query: GrowthQuery;
  words: Words;
  report: RevenueReport;
  tables: Record<RevenueChart, ChartTable>;
}

/** A card of the revenue page: its name and its table follow from its chart. */
export function RevenueChartCard(props: RevenueCardProps & CardContent & { chart: RevenueChart }) {
  const { chart, words, tables } = props;
  return <ReportCard {...props} page="revenue" title={words.t(`revenue.chart.${chart}`)} table={tables[chart]} />;
}
