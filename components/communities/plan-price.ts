import { type Interval, yearlySaving } from "@/lib/billing/billing-period";
import type { Plan, PlanPrice } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

/** "¥39 / month": a price with its period. */
export function priceText(price: PlanPrice, interval: Interval, { t, locale }: Words): string {
  return t(`communities.price.${interval}`, { price: formatMoney(price.amount, price.currency, locale) });
}

/** The cheapest way to pay for something here, monthly prices first; null where nothing is on sale. */
export function lowestPrice(plans: readonly Plan[]): { price: PlanPrice; interval: Interval } | null {
  for (const interval of ["month", "year"] as const) {
    const offered = plans.flatMap((plan) => plan[interval] ?? []);
    const price = offered.sort((a, b) => a.amount - b.amount)[0];
    if (price) return { price, interval };
  }
  return null;
}

/** The line below a plan's price: how it is charged, and what the year costs and saves. */
export function billingNote({ month, year }: Plan, words: Words): string {
  const { t, locale } = words;
  if (!month) return t("communities.home.yearOnly");
  if (!year) return t("communities.home.monthOnly");
  const money = (amount: number) => formatMoney(amount, year.currency, locale);
  const saving = yearlySaving(month.amount, year.amount);
  return saving > 0
    ? t("communities.home.yearTotal", { price: money(year.amount), saving: money(saving) })
    : t("communities.home.yearNoSaving", { price: money(year.amount) });
}
