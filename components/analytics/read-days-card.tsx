import type { ContentReport } from "@/lib/analytics/content-report";
import { type ContentCardProps, ContentChartCard } from "./content-chart-card";
import { countText, timeTexts } from "./figures";
import { LazyKindsChart } from "./lazy-activity-charts";

interface ReadDaysCardProps extends ContentCardProps {
  periods: NonNullable<ContentReport["periods"]>;
}

/** Views by day, or by month of a year. */
export function ReadDaysCard({ periods, ...props }: ReadDaysCardProps) {
  const { report, words } = props;
  const { t } = words;
  const total = report.totals.views ?? 0;
  const most = periods.reduce((best, period) => (period.views > best.views ? period : best));
  const line = (column: "views" | "readers" | "completions", value: number) =>
    `${t(`activity.content.column.${column}`)} ${countText(value, words)}`;
  return (
    <ContentChartCard
      {...props}
      chart="days"
      subtitle={t("activity.content.days.subtitle", { views: total, readers: report.totals.readers })}
      absent={periods.filter(({ views }) => views > 0).length >= 2 ? null : t("analytics.tooFew")}
      needsScript
    >
      <LazyKindsChart
        points={periods.map(({ period, views, readers, completions }) => ({
          ...timeTexts(period, words),
          tip: [line("views", views), line("readers", readers), line("completions", completions)],
          views,
        }))}
        kinds={[{ key: "views", name: t("activity.content.days.name") }]}
        summary={t("activity.content.days.summary", {
          total,
          period: timeTexts(most.period, words).label,
          most: most.views,
        })}
        locale={words.locale}
      />
    </ContentChartCard>
  );
}
