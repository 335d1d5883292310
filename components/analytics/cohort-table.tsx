import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/table";
import { cellName } from "@/lib/analytics/cohort-figures";
import { type Cohort, heatStep } from "@/lib/analytics/retention";
import type { CohortReport } from "@/lib/analytics/retention-report";
import { columnLabel, reachedColumns } from "@/lib/analytics/retention-tables";
import type { Words } from "@/lib/i18n/words";
import { cohortText, columnText } from "./cohort-words";
import { countText, dash } from "./figures";

interface CohortTableProps {
  report: CohortReport;
  label: string;
  words: Words;
  /** The address of the people of a cohort or cell, by its name. */
  hrefOf?: (at: string) => string;
}

/** The cohort triangle as a real table: the number in every cell, the colour only beside it. */
export function CohortTable(props: CohortTableProps) {
  const { report, label, words } = props;
  const { t } = words;
  const columns = reachedColumns(report);
  const scale = scaleOf(report);
  const people = report.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  return (
    <ScrollRegion label={t("common.chart.scrollHint", { name: label })}>
      <table className="cohort">
        <thead>
          <tr>
            <th scope="col">{t("growth.retention.began")}</th>
            <th scope="col">{t("growth.retention.size")}</th>
            {columns.map((k) => (
              <th key={k} scope="col" aria-label={columnText(report.question, k, words)}>
                {columnLabel(report, k, words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.cohorts.map((cohort) => (
            <CohortRow key={cohort.name} {...props} cohort={cohort} columns={columns} scale={scale} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("growth.retention.average")}</th>
            <td>{countText(people, words)}</td>
            {columns.map((k) => (
              <td key={k}>{percent(report.averages[k] ?? null)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

interface RowProps extends CohortTableProps {
  cohort: Cohort;
  columns: number[];
  scale: { lowest: number; highest: number };
}

function CohortRow({ report, cohort, columns, scale, words, hrefOf }: RowProps) {
  const { outlier, question } = report;
  const name = cohortText(cohort.name, words);
  const heat = (share: number, k: number) => {
    if (isSmall(cohort, k)) return "bg-sunken text-ink-3";
    const marked = outlier?.cohort === cohort.name && outlier.column === k ? " outlier" : "";
    return `heat-${heatStep(share, scale.lowest, scale.highest)}${marked}`;
  };
  const link = (at: string, label: string, content: string) =>
    hrefOf ? (
      <Link href={hrefOf(at)} aria-label={`${content}: ${label}`}>
        {content}
      </Link>
    ) : (
      content
    );
  const size = countText(cohort.size, words);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="text-ink-3">
        {cohort.size === 0
          ? size
          : link(
              cellName(cohort.name),
              words.t("growth.retention.openCohort", { cohort: name, size: cohort.size }),
              size,
            )}
      </td>
      {columns.map((k) => {
        const [share, retained, counted] = [cohort.shares[k] ?? null, cohort.retained[k], cohort.counted[k]];
        // Reached, but nobody began in this unit: undefined. Not reached yet: blank.
        if (share === null) return <td key={k}>{retained === null ? null : dash}</td>;
        const when = columnText(question, k, words);
        return (
          <td key={k} className={heat(share, k)}>
            {link(
              cellName(cohort.name, k),
              words.t("growth.retention.openCell", { cohort: name, when, retained: retained!, counted: counted! }),
              percent(share)!,
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** A cell of fewer than ten: of the cohort, or of those of it whose term came due. */
const isSmall = (cohort: Cohort, k: number) => cohort.small || (cohort.counted[k] ?? 0) < 10;

function scaleOf({ cohorts }: CohortReport): { lowest: number; highest: number } {
  const shares = cohorts.flatMap((c) => c.shares.filter((share, k) => share !== null && !isSmall(c, k)) as number[]);
  return { lowest: Math.min(1, ...shares), highest: Math.max(0, ...shares) };
}

function percent(share: number | null): string | null {
  return share === null ? null : String(Math.round(share * 100));
}
