import { tableOf } from "@/lib/analytics/overview-tables";
import type { CardProps } from "./chart-card";
import { ChartTable } from "./chart-table";
import { CohortCard } from "./cohort-card";
import { CompositionCard } from "./composition-card";
import { GrowthTiles } from "./growth-tiles";
import { InsightLine } from "./insight-line";
import { InteractionCard } from "./interaction-card";
import { PlanCard } from "./plan-card";
import { RevenueCard } from "./revenue-card";
import { RiskCard } from "./risk-card";

/** The growth page below its frame: five figures, what stands out, five charts and who may leave. */
export function GrowthReport(props: CardProps) {
  const { growth, query, words } = props;
  return (
    <>
      {query.view === "table" ? (
        <div className="card p-4 md:p-5">
          <ChartTable
            label={words.t("analytics.chart.summary")}
            table={tableOf("summary", growth, words)}
            words={words}
          />
        </div>
      ) : (
        <GrowthTiles growth={growth} words={words} />
      )}
      <InsightLine {...props} />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-[1fr_22rem] [&>*]:min-w-0">
        <InteractionCard {...props} />
        <CompositionCard {...props} />
        <CohortCard {...props} />
        <RiskCard {...props} />
        <RevenueCard {...props} />
        <PlanCard {...props} />
      </div>
      <p className="mt-4 text-sm text-ink-3">{words.t("analytics.formulasHint")}</p>
    </>
  );
}
