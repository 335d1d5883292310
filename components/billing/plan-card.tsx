import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Check } from "@/components/ui/icons";
import { Money } from "@/components/ui/money";
import { type Interval, monthlyAmount, yearlySaving } from "@/lib/billing/billing-period";
import type { Plan } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface PlanCardProps {
  name: string;
  promise: string;
  /** The language of what the owner has written. */
  lang?: string;
  price: ReactNode;
  note: string;
  badge?: string;
  featured?: boolean;
  action?: ReactNode;
  /** What it opens, line by line. A card without the list has its action at the foot. */
  opens?: readonly string[];
}

/** One way to take part. All cards are of one size; the featured one has an accent border and nothing more. */
export function PlanCard({ name, promise, lang, price, note, badge, featured, action, opens }: PlanCardProps) {
  const border = featured ? "border-accent ring-1 ring-accent" : "border-line";
  return (
    <article className={`flex min-w-0 flex-col rounded-xl border p-6 ${border}`}>
      <div className="flex items-baseline gap-2">
        <h3 className="text-xl" lang={lang}>
          {name}
        </h3>
        {badge ? (
          <span className="ml-auto self-center">
            <Badge tone="accent">{badge}</Badge>
          </span>
        ) : null}
      </div>
      <p className="mt-1 text-ink-2" lang={lang}>
        {promise}
      </p>
      <p className="mt-5">{price}</p>
      <p className="num min-h-5 text-sm text-ink-3">{note}</p>
      {action ? <div className={opens ? "mt-5" : "mt-auto pt-5"}>{action}</div> : null}
      {opens ? <OpensList opens={opens} featured={featured} /> : null}
    </article>
  );
}

function OpensList({ opens, featured }: { opens: readonly string[]; featured?: boolean }) {
  return (
    <ul className="mt-6 space-y-2.5 border-t border-line pt-5">
      {opens.map((line) => (
        <li key={line} className="flex gap-2.5">
          <Check
            className={`mt-0.5 size-4 flex-none ${featured ? "text-accent-ink" : "text-ink-3"}`}
            aria-hidden="true"
          />
          <span className="min-w-0">{line}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a plan costs in the chosen rhythm, or in the other one when it has only that. */
export function planOffer(plan: Plan, wished: Interval) {
  const interval: Interval = plan[wished] ? wished : wished === "month" ? "year" : "month";
  const price = plan[interval];
  return price ? { interval, price } : null;
}

/** The large figure: always per month, so that both rhythms can be compared; the total stands below it. */
export function PlanFigure({ plan, interval, words }: { plan: Plan; interval: Interval; words: Words }) {
  const offer = planOffer(plan, interval);
  if (!offer) return null;
  const { amount, currency } = offer.price;
  const monthly = Math.round(monthlyAmount(amount, offer.interval));
  return (
    <Money size="price" text={formatMoney(monthly, currency, words.locale)} per={words.t("billing.plan.perMonth")} />
  );
}

/** How it is charged: the total of a year and what it saves, or that a month can be the last. */
export function planNote(plan: Plan, interval: Interval, { t, locale }: Words): string {
  const offer = planOffer(plan, interval);
  if (!offer) return "";
  const money = (amount: number) => formatMoney(amount, offer.price.currency, locale);
  if (offer.interval === "month") return t(interval === "month" ? "billing.plan.monthNote" : "billing.plan.onlyMonth");
  const total = money(offer.price.amount);
  const saving = plan.month ? yearlySaving(plan.month.amount, offer.price.amount) : 0;
  return saving > 0
    ? t("billing.plan.yearSaving", { total, saving: money(saving) })
    : t("billing.plan.yearNote", { total });
}
