import type { ReactNode } from "react";
import { ChartFrame } from "@/components/ui/chart-frame";
import type { ChartTable as Table } from "@/lib/analytics/cells";
import type { AnalyticsPage, GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, chartCsvHref } from "./address";
import { ChartTable } from "./chart-table";
import { RowsLink } from "./rows-link";

interface ReportCardProps {
  slug: string;
  page: AnalyticsPage;
  query: GrowthQuery;
  words: Words;
  /** Its name in addresses: the id on the page, `table=`, `chart=` of the CSV file. */
  chart: string;
  title: string;
  /** The finding or the total. */
  subtitle?: ReactNode;
  /** The same numbers as the drawing: for the table view, and for the CSV file. */
  table: Table;
  /** Why there is nothing to show yet; given, it stands in the place of drawing and table. */
  absent?: string | null;
  /** The figure whose rows can be opened from here. */
  rows?: { figure: string; at?: string };
  footnote?: ReactNode;
  /** True when the drawing is made by JavaScript: without it, the card says so and names the table. */
  needsScript?: boolean;
  /** The drawing; without one the table is all there is. */
  children?: ReactNode;
}

/** What a card says that is its own; the rest it has from its page. */
export type CardContent = Pick<
  ReportCardProps,
  "subtitle" | "absent" | "rows" | "footnote" | "needsScript" | "children"
>;

/** A chart of an analytics page with the ways to its numbers: table (in the address), CSV, and the rows it counts. */
export function ReportCard(props: ReportCardProps) {
  const { slug, page, query, words, chart, title, subtitle, table, absent, rows, footnote, needsScript, children } =
    props;
  const { t } = words;
  const switchable = children !== undefined && !absent;
  const shown = !children || query.view === "table" || query.table === chart;
  const href = analyticsHref(slug, page, query, shown ? { view: "chart", table: undefined } : { table: chart });
  const note = rows ? (
    <>
      {footnote}
      {footnote ? " " : null}
      <RowsLink slug={slug} page={page} query={query} {...rows}>
        {t("analytics.showRows")}
      </RowsLink>
    </>
  ) : (
    footnote
  );
  return (
    <ChartFrame
      id={chart}
      title={title}
      subtitle={subtitle}
      table={
        switchable
          ? { href: `${href}#${chart}`, label: t(shown ? "analytics.showChart" : "analytics.showTable"), shown }
          : undefined
      }
      csv={absent ? undefined : { href: chartCsvHref(slug, page, query, chart), label: t("analytics.csv") }}
      footnote={note}
    >
      {absent ? (
        <p className="pb-2 text-ink-2">{absent}</p>
      ) : shown ? (
        <ChartTable label={title} table={table} words={words} />
      ) : (
        <>
          {children}
          {needsScript ? (
            <noscript>
              <p className="py-4 text-ink-2">
                {t("analytics.noScript")}{" "}
                <a className="link" href={`${href}#${chart}`}>
                  {t("analytics.noScriptLink")}
                </a>
              </p>
            </noscript>
          ) : null}
        </>
      )}
    </ChartFrame>
  );
}
