import { Money } from "@/components/ui/money";
import { type Interval, monthlyAmount, yearlySaving } from "@/lib/billing/billing-period";
import type { Quote } from "@/lib/billing/quote";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface PlanPriceProps {
  /** What is charged again and again, in minor units: a code for good lowers it, one for a while does not. */
  recurring: number;
  currency: string;
  interval: Interval;
  words: Words;
}

/** The large figure: always per month, so that both rhythms can be compared; the total stands below it. */
export function PlanFigure({ recurring, currency, interval, words }: PlanPriceProps) {
  const monthly = Math.round(monthlyAmount(recurring, interval));
  return (
    <Money size="price" text={formatMoney(monthly, currency, words.locale)} per={words.t("billing.plan.perMonth")} />
  );
}

/**
 * How it is charged: the total of a year and what it saves against twelve months, or that a month can be the last.
 * `wished` is the rhythm the page stands at, `month` the plan's monthly price.
 */
export function planNote(
  { recurring, currency, interval }: Omit<PlanPriceProps, "words">,
  { wished, month }: { wished: Interval; month: number | null },
  { t, locale }: Words,
): string {
  if (interval === "month") return t(wished === "month" ? "billing.plan.monthNote" : "billing.plan.onlyMonth");
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const saving = month === null ? 0 : yearlySaving(month, recurring);
  const total = money(recurring);
  return saving > 0
    ? t("billing.plan.yearSaving", { total, saving: money(saving) })
    : t("billing.plan.yearNote", { total });
}

/** What a quote charges at every renewal: its amount when the code stays for good, else the list's. */
export function recurringAmount({ amount, listAmount }: Quote, coupon: { duration: string } | null): number {
  return coupon?.duration === "forever" ? amount : listAmount;
}
