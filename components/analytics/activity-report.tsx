import { Link } from "@/components/ui/link";
import { Segmented } from "@/components/ui/tabs";
import { activityTables } from "@/lib/analytics/activity-tables";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { ActivePeopleCard } from "./active-people-card";
import type { ActivityCardProps } from "./activity-chart-card";
import { ActivityKindsCard } from "./activity-kinds-card";
import { ActivityTiles } from "./activity-tiles";
import { analyticsHref, chartCsvHref } from "./address";
import { ChartTable } from "./chart-table";
import { DistributionCard, TopCard, WeekdayCard } from "./habit-cards";
import { ReplyCard } from "./reply-card";

/** The activity page below its frame. */
export function ActivityReport({ slug, query, report, words }: Omit<ActivityCardProps, "tables">) {
  const { t } = words;
  const tables = activityTables(report, words);
  const card = { slug, query, report, words, tables };
  return (
    <>
      {report.staffLeftOut === null ? null : (
        <p className="mb-3 text-sm text-ink-2">{t("activity.staffLeftOut", { n: report.staffLeftOut })}</p>
      )}
      {query.view === "table" ? (
        <div className="card p-4 md:p-5">
          <ChartTable label={t("activity.chart.summary")} table={tables.summary!} words={words} />
        </div>
      ) : (
        <ActivityTiles report={report} words={words} />
      )}
      <p className="no-print mt-2 text-right text-sm">
        <a className="link" href={chartCsvHref(slug, "activity", query, "summary")} download>
          {t("activity.chart.summary")}: {t("analytics.csv")}
        </a>
      </p>
      <div className="mt-2 grid items-start gap-4 xl:grid-cols-[1fr_22rem] [&>*]:min-w-0">
        <ActivityKindsCard {...card} />
        <DistributionCard {...card} />
        <ActivePeopleCard {...card} />
        <WeekdayCard {...card} />
        <ReplyCard {...card} />
        <TopCard {...card} />
      </div>
      <p className="mt-4 text-sm text-ink-3">
        {t("analytics.formulasHint")}{" "}
        <Link className="link" href={analyticsHref(slug, "definitions", { range: "30d", view: "chart" })}>
          {t("analytics.pages.definitions.title")}
        </Link>
      </p>
    </>
  );
}

/** With or without those who are active by profession. */
export function StaffSwitch({ slug, query, words }: { slug: string; query: GrowthQuery; words: Words }) {
  return (
    <Segmented
      className="no-print"
      label={words.t("activity.staffLabel")}
      items={([undefined, "without"] as const).map((staff) => ({
        label: words.t(`activity.staff.${staff ?? "with"}`),
        href: analyticsHref(slug, "activity", query, { staff }),
        current: query.staff === staff,
      }))}
    />
  );
}
