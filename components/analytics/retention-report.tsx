import { Segmented } from "@/components/ui/tabs";
import type { CohortChoices } from "@/lib/analytics/loaders/retention";
import type { CohortQuestion, Retention } from "@/lib/analytics/retention-report";
import { reachedColumns, retentionTables } from "@/lib/analytics/retention-tables";
import { type GrowthQuery, retentionVariants } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, rowsHref } from "./address";
import { CohortNarrowing } from "./cohort-narrowing";
import { CohortTable } from "./cohort-table";
import { outlierText } from "./cohort-words";
import { ReportCard } from "./report-card";
import { StayingCard } from "./staying-card";

interface ReportProps {
  slug: string;
  query: GrowthQuery;
  question: CohortQuestion;
  retention: Retention;
  choices: CohortChoices;
  words: Words;
}

/** The retention page below its frame: one cohort table with its switches, and who of the range's start stayed. */
export function RetentionReport(props: ReportProps) {
  const { slug, query, question, retention, words } = props;
  const { t } = words;
  const { unit, scope, variant } = question;
  const tables = retentionTables(retention, words);
  const shared = { slug, page: "retention" as const, query, words };
  const { report } = retention;
  const isEmpty = reachedColumns(report).length === 0;
  const remark = outlierText(report, words);
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      <Switches {...props} />
      <ReportCard
        {...shared}
        chart="cohorts"
        title={t(`growth.retention.title.${variant}`, { unit })}
        subtitle={t(`growth.retention.subtitle.${variant}`, { unit, scope })}
        table={tables.cohorts}
        absent={isEmpty ? t(`growth.retention.empty.${variant}`, { unit }) : null}
        footnote={t(`growth.retention.caption.${variant}`)}
      >
        <CohortTable
          report={report}
          label={t("growth.retention.cohorts")}
          words={words}
          hrefOf={(at) => rowsHref(slug, "retention", query, "cohort", at)}
        />
        {remark ? <p className="mt-3 text-sm text-ink-2">{remark}</p> : null}
      </ReportCard>
      <StayingCard {...shared} scope={scope} retention={retention} table={tables.staying} />
    </div>
  );
}

/** What counts as staying, of whom, by weeks or months: all of it in the address. */
function Switches({ slug, query, question, choices, words }: ReportProps) {
  const { t } = words;
  const { unit, scope, variant, narrowed } = question;
  const href = (changes: Partial<GrowthQuery>) => analyticsHref(slug, "retention", query, changes);
  const isAboutPaying = variant === "renewal" || narrowed?.by === "plan" || narrowed?.by === "term";
  return (
    <div className="no-print flex flex-wrap items-end gap-3">
      <Segmented
        label={t("growth.retention.variantLabel")}
        items={retentionVariants.map((name) => ({
          label: t(`growth.retention.variant.${name}`),
          href: href({ variant: name }),
          current: variant === name,
        }))}
      />
      <Segmented
        label={t("growth.retention.unitLabel")}
        items={(["month", "week"] as const).map((name) => ({
          label: t(`growth.retention.unit.${name}`),
          href: href({ unit: name }),
          current: unit === name,
        }))}
      />
      {isAboutPaying ? null : (
        <Segmented
          label={t("growth.retention.scopeLabel")}
          items={(["paying", "member"] as const).map((name) => ({
            label: t(`growth.retention.scope.${name}`),
            href: href({ cohort: name }),
            current: scope === name,
          }))}
        />
      )}
      <CohortNarrowing slug={slug} query={query} narrowed={narrowed} choices={choices} words={words} />
    </div>
  );
}
