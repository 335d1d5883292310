import { buttonClass } from "@/components/ui/button-class";
import { Download } from "@/components/ui/icons";
import { exactTime } from "@/components/ui/relative-time";
import { Segmented } from "@/components/ui/tabs";
import { rangeKeys } from "@/lib/analytics/ranges";
import { tableOf } from "@/lib/analytics/tables";
import { csvHref, growthHref } from "./address";
import type { CardProps } from "./chart-card";
import { ChartTable } from "./chart-table";
import { CohortCard } from "./cohort-card";
import { CompositionCard } from "./composition-card";
import { dayText } from "./figures";
import { GrowthTiles } from "./growth-tiles";
import { InteractionCard } from "./interaction-card";
import { PlanCard } from "./plan-card";
import { RevenueCard } from "./revenue-card";

/** The growth page below its frame: period and moment, five figures, five charts. */
export function GrowthReport(props: CardProps) {
  const { growth, query, words } = props;
  return (
    <>
      <ReportHead {...props} />
      {query.view === "table" ? (
        <div className="card mt-5 p-4 md:p-5">
          <ChartTable
            label={words.t("analytics.chart.summary")}
            table={tableOf("summary", growth, words)}
            words={words}
          />
        </div>
      ) : (
        <GrowthTiles growth={growth} words={words} />
      )}
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-[1fr_22rem] [&>*]:min-w-0 xl:[&>*:last-child]:col-span-2">
        <InteractionCard {...props} />
        <CompositionCard {...props} />
        <CohortCard {...props} />
        <PlanCard {...props} />
        <RevenueCard {...props} />
      </div>
      <p className="mt-4 text-sm text-ink-3">{words.t("analytics.formulasHint")}</p>
    </>
  );
}

function ReportHead({ slug, query, growth, words }: CardProps) {
  const { t } = words;
  const { range, asOf } = growth;
  const length = t(`analytics.range.${range.key}`);
  const from = dayText(range.days[0]!, words, range.key === "12m");
  const to = dayText(range.days.at(-1)!, words, range.key === "12m");
  return (
    <header className="flex flex-wrap items-end gap-x-3 gap-y-4">
      <div className="mr-auto">
        <h1 className="text-2xl">{t("analytics.title")}</h1>
        <p className="mt-0.5 text-ink-3">{t("analytics.period", { from, to, length })}</p>
        <p className="text-sm text-ink-3">
          <time dateTime={asOf.toISOString()}>
            {t("analytics.asOf", { time: exactTime(asOf, words.locale, range.zone), zone: range.zone })}
          </time>
        </p>
      </div>
      <Segmented
        label={t("analytics.rangeLabel")}
        items={rangeKeys.map((key) => ({
          label: t(`analytics.range.${key}`),
          href: growthHref(slug, query, { range: key }),
          current: query.range === key,
        }))}
      />
      <Segmented
        label={t("analytics.viewLabel")}
        items={(["chart", "table"] as const).map((view) => ({
          label: t(`analytics.view.${view}`),
          href: growthHref(slug, query, { view, table: undefined }),
          current: query.view === view,
        }))}
      />
      <a className={buttonClass({ size: "sm" })} href={csvHref(slug, query, "summary")} download>
        <Download />
        {t("analytics.export")}
      </a>
    </header>
  );
}
