import { Link } from "@/components/ui/link";
import { rowsHref } from "./address";
import { moneyText, monthText } from "./figures";
import { ReportCard } from "./report-card";
import type { RevenueCardProps } from "./revenue-report";
import { ShareList } from "./share-list";

/** Twelve months of what arrived and stayed, in the community's own currency. */
export function NetCard({ slug, query, words, report, tables }: RevenueCardProps) {
  const { t } = words;
  const { currency } = report.facts;
  const text = (amount: number) => moneyText(amount, currency, words);
  const months = report.netMonths[0]?.months ?? [];
  const most = Math.max(...months.map(({ net }) => net), 1);
  const oneOffs = report.oneOffs.find((row) => row.currency === currency) ?? { amount: 0, count: 0 };
  return (
    <ReportCard
      slug={slug}
      page="revenue"
      query={query}
      words={words}
      chart="net"
      title={t("revenue.chart.net")}
      subtitle={t("revenue.net.subtitle", { total: text(report.net[0]?.net ?? 0) })}
      table={tables.net}
      absent={months.length === 0 ? t("revenue.net.empty") : null}
      rows={{ figure: "payments" }}
      footnote={t("revenue.net.note")}
    >
      <ShareList
        rows={months.map((row) => ({
          key: row.month,
          label: monthText(row.month, words),
          value: text(row.net),
          detail: row.refunds === 0 ? "" : text(row.refunds),
          part: Math.max(0, row.net) / most,
        }))}
      />
      <p className="mt-4 text-sm text-ink-2">
        {t("revenue.net.oneOffs", { count: oneOffs.count, amount: text(oneOffs.amount) })}{" "}
        {oneOffs.count > 0 ? (
          <Link className="link no-print" href={rowsHref(slug, "revenue", query, "one-offs")}>
            {t("revenue.net.oneOffRows")}
          </Link>
        ) : null}
      </p>
    </ReportCard>
  );
}

/** The same of other currencies, each by itself: they are never added. Nothing when there are none. */
export function OtherMoneyCard({ slug, query, words, report, tables }: RevenueCardProps) {
  if (report.netMonths.length < 2) return null;
  const { t } = words;
  return (
    <ReportCard
      slug={slug}
      page="revenue"
      query={query}
      words={words}
      chart="others"
      title={t("revenue.chart.others")}
      table={tables.others}
      rows={{ figure: "payments", at: report.netMonths[1]!.currency }}
    />
  );
}
