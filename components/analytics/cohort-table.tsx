import { ScrollRegion } from "@/components/ui/table";
import { type Cohort, type CohortTable as Cohorts, heatStep, type Outlier } from "@/lib/analytics/retention";
import type { Words } from "@/lib/i18n/words";
import { countText, dash, monthText } from "./figures";

/** The cohort triangle as a real table: the number in every cell, the colour only beside it. */
export function CohortTable({
  table,
  label,
  words,
}: {
  table: Cohorts & { outlier: Outlier | null };
  label: string;
  words: Words;
}) {
  const { t } = words;
  const columns = lastReached(table);
  const scale = scaleOf(table);
  return (
    <ScrollRegion label={words.t("common.chart.scrollHint", { name: label })}>
      <table className="cohort">
        <thead>
          <tr>
            <th scope="col">{t("analytics.cohorts.month")}</th>
            <th scope="col">{t("analytics.cohorts.size")}</th>
            {columns.map((k) => (
              <th key={k} scope="col" aria-label={columnName(k, words)}>
                {k === 0 ? t("analytics.cohorts.own") : t("analytics.cohorts.later", { k })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.cohorts.map((cohort) => (
            <CohortRow key={cohort.month} {...{ cohort, columns, scale, words }} outlier={table.outlier} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("analytics.cohorts.average")}</th>
            <td>
              {countText(
                table.cohorts.reduce((sum, cohort) => sum + cohort.size, 0),
                words,
              )}
            </td>
            {columns.map((k) => (
              <td key={k}>{percent(table.averages[k] ?? null)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

interface RowProps {
  cohort: Cohort;
  columns: number[];
  scale: { lowest: number; highest: number };
  outlier: Outlier | null;
  words: Words;
}

function CohortRow({ cohort, columns, scale, outlier, words }: RowProps) {
  const heat = (share: number, k: number) => {
    if (cohort.small) return "bg-sunken text-ink-3";
    const marked = outlier?.month === cohort.month && outlier.column === k ? " outlier" : "";
    return `heat-${heatStep(share, scale.lowest, scale.highest)}${marked}`;
  };
  return (
    <tr>
      <th scope="row">{monthText(cohort.month, words)}</th>
      <td className="text-ink-3">{countText(cohort.size, words)}</td>
      {columns.map((k) => {
        const share = cohort.shares[k] ?? null;
        if (share !== null) {
          return (
            <td key={k} className={heat(share, k)}>
              {percent(share)}
            </td>
          );
        }
        // Reached, but nobody began in this month: undefined. Not reached yet: blank.
        return <td key={k}>{cohort.retained[k] === null ? null : dash}</td>;
      })}
    </tr>
  );
}

/** "at the end of that month", "2 months later": what a column stands for, in a sentence. */
function columnName(k: number, words: Words): string {
  return k === 0 ? words.t("analytics.cohorts.own") : words.t("analytics.cohorts.laterLong", { k });
}

function lastReached(table: Cohorts): number[] {
  const last = table.averages.findLastIndex((average) => average !== null);
  return Array.from({ length: last + 1 }, (_, k) => k);
}

function scaleOf(table: Cohorts): { lowest: number; highest: number } {
  const shares = table.cohorts.filter((c) => !c.small).flatMap((c) => c.shares.filter((share) => share !== null));
  return { lowest: Math.min(1, ...shares), highest: Math.max(0, ...shares) };
}

function percent(share: number | null): string | null {
  return share === null ? null : String(Math.round(share * 100));
}
