import type { Words } from "@/lib/i18n/words";
import { type ChartTable, count, decimal, share, text } from "./cells";
import { type Funnel, personSteps } from "./funnel";

/** The charts of the funnel page as tables, by their names in addresses. */
type FunnelChart = "steps" | "channels";

export function funnelTables(
  funnel: Funnel,
  words: Words,
  { withPayments }: { withPayments: boolean },
): Record<FunnelChart, ChartTable> {
  const { t } = words;
  const shown = personSteps.filter((step) => withPayments || step !== "paid");
  const heading = (name: "step" | "count" | "share" | "hours" | "channel") => t(`sightings.column.${name}`);
  return {
    steps: {
      columns: [
        { label: heading("step"), numeric: false },
        ...(["count", "share", "hours"] as const).map((name) => ({ label: heading(name), numeric: true })),
      ],
      rows: funnel.steps.map((step) => [
        text(t(`sightings.funnel.step.${step.step}`)),
        count(step.count),
        share(step.share),
        decimal(step.medianHours),
      ]),
    },
    channels: {
      columns: [
        { label: heading("channel"), numeric: false },
        ...(["visits", ...shown] as const).map((name) => ({ label: t(`sightings.column.${name}`), numeric: true })),
        { label: t("sightings.column.joinedShare"), numeric: true },
      ],
      rows: funnel.byChannel.map((row) => [
        text(t(`sightings.channel.${row.channel}`)),
        count(row.visits),
        ...shown.map((step) => count(row[step])),
        share(row.arrived === 0 ? null : row.joined / row.arrived),
      ]),
    },
  };
}
