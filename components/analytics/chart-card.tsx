import type { ReactNode } from "react";
import { ChartFrame } from "@/components/ui/chart-frame";
import { tableOf } from "@/lib/analytics/overview-tables";
import type { Chart, GrowthQuery } from "@/lib/analytics/schema";
import type { Growth } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { csvHref, growthHref } from "./address";
import { ChartTable } from "./chart-table";

/** What every card of the growth page is given. */
export interface CardProps {
  slug: string;
  query: GrowthQuery;
  growth: Growth;
  words: Words;
}

interface ChartCardProps extends CardProps {
  chart: Exclude<Chart, "summary">;
  subtitle: string;
  /** Why there is nothing to show yet; given, it stands in the place of drawing and table. */
  absent?: string | null;
  footnote?: ReactNode;
  children: ReactNode;
}

/** A chart with the way to its numbers: as a table (in the address, so that it works without JavaScript) and as CSV. */
export function ChartCard({ chart, subtitle, absent, footnote, children, ...card }: ChartCardProps) {
  const { slug, query, growth, words } = card;
  const title = words.t(`analytics.chart.${chart}`);
  const shown = query.view === "table" || query.table === chart;
  const href = growthHref(slug, query, shown ? { view: "chart", table: undefined } : { table: chart });
  return (
    <ChartFrame
      id={chart}
      title={title}
      subtitle={subtitle}
      table={
        absent
          ? undefined
          : {
              href: `${href}#${chart}`,
              label: words.t(shown ? "analytics.showChart" : "analytics.showTable"),
              shown,
            }
      }
      csv={absent ? undefined : { href: csvHref(slug, query, chart), label: words.t("analytics.csv") }}
      footnote={footnote}
    >
      {absent ? (
        <p className="pb-2 text-ink-2">{absent}</p>
      ) : shown ? (
        <ChartTable label={title} table={tableOf(chart, growth, words)} words={words} />
      ) : (
        children
      )}
    </ChartFrame>
  );
}

/** What stands in the place of a drawing when JavaScript is off. */
export function WithoutScript({ chart, slug, query, words }: CardProps & { chart: Chart }) {
  return (
    <noscript>
      <p className="py-4 text-ink-2">
        {words.t("analytics.noScript")}{" "}
        <a className="link" href={`${growthHref(slug, query, { table: chart })}#${chart}`}>
          {words.t("analytics.noScriptLink")}
        </a>
      </p>
    </noscript>
  );
}
