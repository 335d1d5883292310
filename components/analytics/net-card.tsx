import { moneyText, monthText } from "./figures";
import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";
import { RowsLink } from "./rows-link";
import { ShareList } from "./share-list";

/** Twelve months of what arrived and stayed, in the community's own currency. */
export function NetCard(props: RevenueCardProps) {
  const { slug, query, words, report } = props;
  const { t } = words;
  const { currency } = report.facts;
  const text = (amount: number) => moneyText(amount, currency, words);
  const months = report.netMonths[0]?.months ?? [];
  const most = Math.max(...months.map(({ net }) => net), 1);
  const oneOffs = report.oneOffs.find((row) => row.currency === currency) ?? { amount: 0, count: 0 };
  return (
    <RevenueChartCard
      {...props}
      chart="net"
      subtitle={t("revenue.net.subtitle", { total: text(report.net[0]?.net ?? 0) })}
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
          <RowsLink slug={slug} page="revenue" query={query} figure="one-offs">
            {t("revenue.net.oneOffRows")}
          </RowsLink>
        ) : null}
      </p>
    </RevenueChartCard>
  );
}

/** The same of other currencies, each by itself: they are never added. Nothing when there are none. */
export function OtherMoneyCard(props: RevenueCardProps) {
  const other = props.report.netMonths[1];
  return other ? (
    <RevenueChartCard {...props} chart="others" rows={{ figure: "payments", at: other.currency }} />
  ) : null;
}
