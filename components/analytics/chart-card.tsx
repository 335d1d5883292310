import { tableOf } from "@/lib/analytics/overview-tables";
import type { Chart, GrowthQuery } from "@/lib/analytics/schema";
import type { Growth } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { type CardContent, ReportCard } from "./report-card";

/** What every card of the overview is given. */
export interface CardProps {
  slug: string;
  query: GrowthQuery;
  growth: Growth;
  words: Words;
}

/** A card of the overview: its name and its table follow from its chart. */
export function ChartCard(props: CardProps & CardContent & { chart: Exclude<Chart, "summary"> }) {
  const { chart, growth, words } = props;
  return (
    <ReportCard
      {...props}
      page="overview"
      title={words.t(`analytics.chart.${chart}`)}
      table={tableOf(chart, growth, words)}
    />
  );
}
