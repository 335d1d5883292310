import { ChartFrame } from "@/components/ui/chart-frame";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Segmented } from "@/components/ui/tabs";
import type { ChartTable } from "@/lib/analytics/cells";
import type { GrowthQuery } from "@/lib/analytics/schema";
import { firstSources, revenueDays, type Sources, sourceKey, touchKinds } from "@/lib/analytics/sources";
import { sourcesTables } from "@/lib/analytics/sources-tables";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, chartCsvHref, rowsHref } from "./address";
import { ColumnHeads } from "./chart-table";
import { type CountedProps, CountingNotes } from "./counting-notes";
import { cellText } from "./figures";
import { ReportCard } from "./report-card";

interface SourcesReportProps extends CountedProps {
  slug: string;
  report: Sources;
  titles: ReadonlyMap<string, string>;
  currency: string;
  withPayments: boolean;
}

/** The sources page below its frame: sources, campaigns, and the posts people landed on. */
export function SourcesReport(props: SourcesReportProps) {
  const { slug, query, words, currency, withPayments } = props;
  const { t } = words;
  const { report, more } = firstSources(props.report);
  const tables = sourcesTables(report, words, props);
  const card = { slug, page: "sources" as const, query, words };
  const subtitle = t(`sightings.sources.touchNote.${query.touch ?? "first"}`);
  return (
    <>
      <div className="grid gap-4 [&>*]:min-w-0">
        <SourceCard {...props} report={report} table={tables.sources} subtitle={subtitle} more={more.sources} />
        <ReportCard
          {...card}
          chart="campaigns"
          title={t("sightings.sources.campaigns")}
          subtitle={t("sightings.sources.campaignsSubtitle")}
          table={tables.campaigns}
          absent={report.campaigns.length === 0 ? t("sightings.sources.campaignsEmpty") : null}
          footnote={moreText(more.campaigns, words)}
        />
        <ReportCard
          {...card}
          chart="landings"
          title={t("sightings.sources.landings")}
          subtitle={t("sightings.sources.landingsSubtitle")}
          table={tables.landings}
          absent={report.landings.length === 0 ? t("sightings.sources.landingsEmpty") : null}
          footnote={moreText(more.landings, words)}
        />
      </div>
      <CountingNotes {...props}>
        {withPayments ? t("sightings.sources.revenueNote", { currency, days: revenueDays }) : null}
      </CountingNotes>
    </>
  );
}

/** How many rows the file holds beyond those of the page; nothing when it holds no more. */
function moreText(more: number, { t }: Words): string | undefined {
  return more > 0 ? t("sightings.sources.more", { n: more }) : undefined;
}

/** Every source with the way to the people behind it. */
function SourceCard({
  slug,
  query,
  words,
  report,
  table,
  subtitle,
  more,
}: SourcesReportProps & { table: ChartTable; subtitle: string; more: number }) {
  const { t } = words;
  const title = t("sightings.sources.title");
  if (report.sources.length === 0) {
    return (
      <ChartFrame id="sources" title={title} subtitle={subtitle}>
        <p className="pb-2 text-ink-2">{t("sightings.funnel.empty")}</p>
      </ChartFrame>
    );
  }
  return (
    <ChartFrame
      id="sources"
      title={title}
      subtitle={subtitle}
      csv={{ href: chartCsvHref(slug, "sources", query, "sources"), label: t("analytics.csv") }}
      footnote={[t("sightings.sources.visitsNote"), moreText(more, words)].filter(Boolean).join(" ")}
    >
      <Table label={t("common.chart.scrollHint", { name: title })}>
        <thead>
          <tr>
            <ColumnHeads columns={table.columns} />
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([channel, source, ...cells], i) => {
            const of = report.sources[i];
            return (
              <tr key={of ? sourceKey(of) : "total"}>
                <th scope="row" className="whitespace-nowrap">
                  {cellText(channel!, words)}
                </th>
                <td className="whitespace-nowrap">
                  {of && of.arrived > 0 ? (
                    <Link className="link" href={rowsHref(slug, "sources", query, "arrived", sourceKey(of))}>
                      {cellText(source!, words)}
                    </Link>
                  ) : (
                    cellText(source!, words)
                  )}
                </td>
                {cells.map((cell, column) => (
                  <td key={table.columns[column + 2]!.label} className="r num whitespace-nowrap">
                    {cellText(cell, words)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Table>
    </ChartFrame>
  );
}

/** By the first way here, or by the last one before paying. */
export function TouchSwitch({ slug, query, words }: { slug: string; query: GrowthQuery; words: Words }) {
  return (
    <Segmented
      className="no-print"
      label={words.t("sightings.sources.touchLabel")}
      items={touchKinds.map((touch) => ({
        label: words.t(`sightings.sources.touch.${touch}`),
        href: analyticsHref(slug, "sources", query, { touch: touch === "first" ? undefined : touch }),
        current: (query.touch ?? "first") === touch,
      }))}
    />
  );
}
