import type { Growth } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { minorDigits } from "@/lib/platform/money";
import { type CardProps, ChartCard } from "./chart-card";
import { moneyText, timeTexts } from "./figures";
import { LazyRevenueChart } from "./lazy-charts";

/** Twelve months of MRR and of money that arrived. */
export function RevenueCard(props: CardProps) {
  const { growth, words } = props;
  const { revenue, currency } = growth;
  const text = (amount: number) => moneyText(amount, currency, words);
  const total = revenue.reduce((sum, row) => sum + row.net, 0);
  return (
    <ChartCard
      {...props}
      chart="revenue"
      subtitle={words.t("analytics.revenue.subtitle", { total: text(total) })}
      absent={revenue.length >= 2 ? null : words.t("analytics.tooFew")}
      needsScript
    >
      <LazyRevenueChart
        points={revenue.map((row) => pointOf(row, currency, words))}
        summary={words.t("analytics.revenue.summary", {
          first: text(revenue[0]?.mrr ?? 0),
          last: text(revenue.at(-1)?.mrr ?? 0),
          net: text(revenue.at(-1)?.net ?? 0),
        })}
        names={{ mrr: words.t("analytics.revenue.mrr"), net: words.t("analytics.revenue.net") }}
        locale={words.locale}
      />
    </ChartCard>
  );
}

function pointOf(row: Growth["revenue"][number], currency: string, words: Words) {
  const unit = 10 ** minorDigits(currency);
  const line = (name: "mrr" | "charges" | "refunds" | "net") =>
    `${words.t(`analytics.column.${name}`)} ${moneyText(row[name], currency, words)}`;
  return {
    ...timeTexts(row.month, words),
    tip: [line("mrr"), line("charges"), line("refunds"), line("net")],
    mrr: row.mrr / unit,
    net: row.net / unit,
  };
}
