import { Segmented } from "@/components/ui/tabs";
import { reachedColumns } from "@/lib/analytics/retention-tables";
import { growthHref, rowsHref } from "./address";
import { type CardProps, ChartCard } from "./chart-card";
import { CohortTable } from "./cohort-table";
import { outlierText } from "./cohort-words";

/** Who stayed, by the month in which they began. */
export function CohortCard(props: CardProps) {
  const { slug, query, growth, words } = props;
  const { t } = words;
  const { cohorts } = growth;
  const paying = cohorts.question.scope === "paying";
  const none = reachedColumns(cohorts).length === 0;
  const remark = outlierText(cohorts, words);
  const scopes = [
    { scope: "paying", label: t("analytics.cohorts.scopePaying") },
    { scope: "member", label: t("analytics.cohorts.scopeMember") },
  ] as const;
  return (
    <ChartCard
      {...props}
      chart="cohorts"
      subtitle={t(paying ? "analytics.cohorts.subtitlePaying" : "analytics.cohorts.subtitleMember")}
      absent={none ? t(paying ? "analytics.cohorts.emptyPaying" : "analytics.cohorts.empty") : null}
      footnote={t("analytics.cohorts.caption")}
    >
      <Segmented
        className="mb-3"
        label={t("analytics.cohorts.scopeLabel")}
        items={scopes.map(({ scope, label }) => ({
          label,
          href: `${growthHref(slug, query, { cohort: scope })}#cohorts`,
          current: cohorts.question.scope === scope,
        }))}
      />
      <CohortTable
        report={cohorts}
        label={t("analytics.chart.cohorts")}
        words={words}
        hrefOf={(at) => rowsHref(slug, "retention", query, "cohort", at)}
      />
      {remark ? <p className="mt-3 text-sm text-ink-2">{remark}</p> : null}
    </ChartCard>
  );
}
