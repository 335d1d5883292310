import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";
import { RowsLink } from "./rows-link";

/** Time paid in advance, apart from MRR: what runs, what it is by the month, and who bought again. */
export function PassCard(props: RevenueCardProps) {
  const { slug, query, words, report } = props;
  const { t } = words;
  const { passes } = report.facts;
  const link = (figure: string, label: string) => (
    <RowsLink slug={slug} page="revenue" query={query} figure={figure}>
      {label}
    </RowsLink>
  );
  return (
    <RevenueChartCard
      {...props}
      chart="passes"
      subtitle={t("revenue.passes.subtitle")}
      absent={passes ? null : t("revenue.passes.none")}
      footnote={
        passes ? (
          <>
            {t("revenue.passes.note")} {link("passes", t("revenue.passes.liveRows"))} ·{" "}
            {link("passes-due", t("revenue.passes.dueRows"))}
          </>
        ) : undefined
      }
    />
  );
}
