import { countText, moneyText } from "@/components/analytics/figures";
import { Link } from "@/components/ui/link";
import type { Words } from "@/lib/i18n/words";
import type { RiskBand } from "@/lib/outreach/risk-score";
import type { RiskQuery } from "@/lib/outreach/schema";
import { riskHref } from "./address";

/** How many stand in a band, and what they pay a month in one currency. */
export interface BandSum {
  band: RiskBand;
  currency: string | null;
  members: number;
  monthlyAmount: number;
}

interface RiskSumsProps {
  sums: readonly BandSum[];
  path: string;
  query: RiskQuery;
  words: Words;
}

/** How many members are at which risk, and what they pay: each a way to its list. */
export function RiskSums({ sums, path, query, words }: RiskSumsProps) {
  const { t } = words;
  return (
    <dl className="mt-5 grid gap-3 sm:grid-cols-3">
      {(["high", "medium", "low"] as const).map((band) => {
        const own = sums.filter((sum) => sum.band === band);
        const members = own.reduce((total, sum) => total + sum.members, 0);
        return (
          <div key={band} className="card min-w-0 p-4">
            <dt className="text-sm text-ink-2">
              <Link
                className="link"
                href={riskHref(path, { ...query, band })}
                aria-current={query.band === band ? "true" : undefined}
              >
                {t(`outreach.bandLong.${band}`)}
              </Link>
            </dt>
            <dd className="num mt-1 text-2xl font-semibold">{countText(members, words)}</dd>
            <dd className="num text-sm text-ink-2">{stakeText(own, words)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** "$240 a month", one for each currency. */
export function stakeText(sums: readonly BandSum[], words: Words): string {
  const byCurrency = new Map<string, number>();
  for (const { currency, monthlyAmount } of sums)
    if (currency && monthlyAmount > 0) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + monthlyAmount);
  if (byCurrency.size === 0) return words.t("outreach.noStake");
  return [...byCurrency]
    .map(([currency, amount]) => words.t("outreach.atStake", { amount: moneyText(amount, currency, words) }))
    .join(" · ");
}
