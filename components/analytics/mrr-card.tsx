import type { MonthMovements, RevenueReport } from "@/lib/analytics/revenue-report";
import { bridgeParts } from "@/lib/analytics/revenue-tables";
import type { Words } from "@/lib/i18n/words";
import { minorDigits } from "@/lib/platform/money";
import { moneyText, timeTexts } from "./figures";
import { LazyMrrChart } from "./lazy-revenue-charts";
import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";

/** Twelve months of MRR and of what moved it. */
export function MrrCard(props: RevenueCardProps) {
  const { words, report } = props;
  const { t } = words;
  const { currency } = report.facts;
  const { months } = report;
  const text = (amount: number) => moneyText(amount, currency, words);
  const [first, last] = [text(months[0]?.end ?? 0), text(months.at(-1)?.end ?? 0)];
  const latest = months.at(-1);
  return (
    <RevenueChartCard
      {...props}
      chart="mrr"
      subtitle={t("revenue.mrr.subtitle", { first, last })}
      absent={months.length >= 2 ? null : t("analytics.tooFew")}
      rows={{ figure: "mrr" }}
      needsScript
    >
      <LazyMrrChart
        points={months.map((row) => pointOf(row, report, words))}
        summary={t("revenue.mrr.summary", {
          first,
          last,
          gained: text(latest ? gainsOf(latest) : 0),
          lost: text(latest ? -lossesOf(latest) : 0),
        })}
        names={{
          above: t("revenue.mrr.above"),
          below: t("revenue.mrr.below"),
          gains: t("revenue.mrr.gains"),
          losses: t("revenue.mrr.losses"),
        }}
        locale={words.locale}
      />
    </RevenueChartCard>
  );
}

const gainsOf = (row: MonthMovements) => row.newAmount + row.reactivation + row.expansion;
const lossesOf = (row: MonthMovements) => row.contraction + row.churn;

function pointOf(row: MonthMovements, { facts: { currency } }: RevenueReport, words: Words) {
  const unit = 10 ** minorDigits(currency);
  const moved = bridgeParts.filter(({ name, of }) => name !== "start" && name !== "end" && row[of] !== 0);
  return {
    ...timeTexts(row.month, words),
    tip: [
      `${words.t("revenue.tile.mrr")} ${moneyText(row.end, currency, words)}`,
      ...moved.map(({ name, of }) => `${words.t(`revenue.bridge.${name}`)} ${moneyText(row[of], currency, words)}`),
    ],
    mrr: row.end / unit,
    gains: gainsOf(row) / unit,
    losses: lossesOf(row) / unit,
  };
}
