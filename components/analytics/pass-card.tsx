import { Link } from "@/components/ui/link";
import { rowsHref } from "./address";
import { ReportCard } from "./report-card";
import type { RevenueCardProps } from "./revenue-report";

/** Time paid in advance, apart from MRR: what runs, what it is by the month, and who bought again. */
export function PassCard({ slug, query, words, report, tables }: RevenueCardProps) {
  const { t } = words;
  const { passes } = report.facts;
  const link = (figure: string, label: string) => (
    <Link className="link no-print" href={rowsHref(slug, "revenue", query, figure)}>
      {label}
    </Link>
  );
  return (
    <ReportCard
      slug={slug}
      page="revenue"
      query={query}
      words={words}
      chart="passes"
      title={t("revenue.chart.passes")}
      subtitle={t("revenue.passes.subtitle")}
      table={tables.passes}
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
