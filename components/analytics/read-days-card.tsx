import type { ContentReport } from "@/lib/analytics/content-report";
import type { ContentCardProps } from "./content-report";
import { countText, dayText, dayTick, monthText, monthTick } from "./figures";
import { LazyKindsChart } from "./lazy-activity-charts";
import { ReportCard } from "./report-card";

interface ReadDaysCardProps extends ContentCardProps {
  periods: NonNullable<ContentReport["periods"]>;
}

/** Views by day, or by month of a year. */
export function ReadDaysCard({ periods, report, tables, ...card }: ReadDaysCardProps) {
  const { words } = card;
  const { t } = words;
  const isDay = report.unit === "day";
  const name = (period: string) => (isDay ? dayText(period, words, true) : monthText(period, words));
  const total = report.totals.views ?? 0;
  const most = periods.reduce((best, period) => (period.views > best.views ? period : best));
  const line = (column: "views" | "readers" | "completions", value: number) =>
    `${t(`activity.content.column.${column}`)} ${countText(value, words)}`;
  return (
    <ReportCard
      {...card}
      page="content"
      chart="days"
      title={t("activity.content.chart.days")}
      subtitle={t("activity.content.days.subtitle", { views: total, readers: report.totals.readers })}
      table={tables.days!}
      absent={periods.filter(({ views }) => views > 0).length >= 2 ? null : t("analytics.tooFew")}
    >
      <LazyKindsChart
        points={periods.map(({ period, views, readers, completions }) => ({
          period,
          tick: isDay ? dayTick(period, words) : monthTick(period, words),
          label: name(period),
          tip: [line("views", views), line("readers", readers), line("completions", completions)],
          views,
        }))}
        kinds={[{ key: "views", name: t("activity.content.days.name") }]}
        summary={t("activity.content.days.summary", {
          total,
          period: name(most.period),
          most: most.views,
        })}
        locale={words.locale}
      />
    </ReportCard>
  );
}
