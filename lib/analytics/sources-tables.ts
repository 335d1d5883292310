import type { Words } from "@/lib/i18n/words";
import { otherSources } from "@/lib/sightings/limits";
import { type Cell, type ChartTable, count, money, share, text } from "./cells";
import { type CampaignRow, type LandingRow, revenueDays, type SourceRow, type Sources } from "./sources";

/** The charts of the sources page as tables, by their names in addresses. */
type SourcesChart = "sources" | "campaigns" | "landings";

interface Shown {
  currency: string;
  /** False for who may not see money: without payments and revenue. */
  withPayments: boolean;
  titles: ReadonlyMap<string, string>;
}

export function sourcesTables(
  report: Sources,
  words: Words,
  { currency, withPayments, titles }: Shown,
): Record<SourcesChart, ChartTable> {
  const { t } = words;
  const columns = (texts: ("channel" | "source" | "campaign" | "post")[], numbers: ("visitors" | "arrived")[]) => [
    ...texts.map((name) => ({ label: t(`sightings.column.${name}`), numeric: false })),
    ...[...numbers, "joined" as const, "joinedShare" as const, ...(withPayments ? (["paid"] as const) : [])].map(
      (name) => ({
        label: t(`sightings.column.${name}`),
        numeric: true,
      }),
    ),
    ...(withPayments ? [{ label: t("sightings.column.revenue", { days: revenueDays }), numeric: true }] : []),
  ];
  const outcome = (row: Omit<SourceRow | CampaignRow | LandingRow, "source">): Cell[] => [
    count(row.joined),
    share(row.joinedShare),
    ...(withPayments ? [count(row.paid), money(row.revenue, currency)] : []),
  ];
  const { total } = report;
  return {
    sources: {
      columns: columns(["channel", "source"], ["visitors", "arrived"]),
      rows: [
        ...report.sources.map((row) => [
          text(t(`sightings.channel.${row.channel}`)),
          text(sourceName(row.source, words)),
          count(row.visitors),
          count(row.arrived),
          ...outcome(row),
        ]),
        [
          text(t("sightings.sources.total")),
          text(""),
          count(total.visitors),
          count(total.arrived),
          ...outcome({ ...total, joinedShare: total.arrived === 0 ? null : total.joined / total.arrived }),
        ],
      ],
    },
    campaigns: {
      columns: columns(["source", "campaign"], ["arrived"]),
      rows: report.campaigns.map((row) => [
        text(sourceName(row.source, words)),
        text(row.campaign),
        count(row.arrived),
        ...outcome(row),
      ]),
    },
    landings: {
      columns: columns(["post"], ["arrived"]),
      rows: report.landings.map((row) => [
        text(titles.get(row.postId) ?? t("sightings.sources.goneTitle")),
        count(row.arrived),
        ...outcome(row),
      ]),
    },
  };
}

/** A source as people read it: its host or short name; "" is nobody's, and one sign stands for the many small ones. */
export function sourceName(source: string, { t }: Words): string {
  if (source === "") return t("sightings.noSource");
  return source === otherSources ? t("sightings.otherSources") : source;
}
