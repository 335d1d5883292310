import { Segmented } from "@/components/ui/tabs";
import type { Outlier } from "@/lib/analytics/retention";
import type { Words } from "@/lib/i18n/words";
import { growthHref } from "./address";
import { type CardProps, ChartCard } from "./chart-card";
import { CohortTable } from "./cohort-table";
import { decimalText, monthText, shareText } from "./figures";

/** Who stayed, by the month in which they began. */
export function CohortCard(props: CardProps) {
  const { slug, query, growth, words } = props;
  const { t } = words;
  const { cohorts } = growth;
  const paying = cohorts.scope === "paying";
  const none = cohorts.averages.every((average) => average === null);
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
          current: cohorts.scope === scope,
        }))}
      />
      <CohortTable table={cohorts} label={t("analytics.chart.cohorts")} words={words} />
      {cohorts.outlier ? <p className="mt-3 text-sm text-ink-2">{outlierSentence(cohorts.outlier, words)}</p> : null}
    </ChartCard>
  );
}

function outlierSentence({ month, column, share, below }: Outlier, words: Words): string {
  const when =
    column === 0 ? words.t("analytics.cohorts.outlierOwn") : words.t("analytics.cohorts.outlierLater", { k: column });
  return words.t("analytics.cohorts.outlier", {
    month: monthText(month, words),
    when,
    share: shareText(share, words),
    points: decimalText(below * 100, words),
  });
}
