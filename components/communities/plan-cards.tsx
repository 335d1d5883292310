import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Plan } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { billingNote } from "./plan-price";

export interface PlanCardsProps {
  plans: readonly Plan[];
  currency: string;
  /** Where a plan is chosen. */
  href: string;
  /** What joins for free: a form or a link. Absent for members. */
  free?: ReactNode;
  /** Language of what the owner has written. */
  lang: string;
  words: Words;
}

/** The ways to take part, all of one size: free first, then the plans in the owner's order. */
export function PlanCards({ plans, currency, href, free, lang, words }: PlanCardsProps) {
  const { t, locale } = words;
  return (
    <div className="mt-6 grid gap-4 md:grid-cols-2 lg:grid-cols-3">
      <Card
        name={t("communities.home.freePlan")}
        promise={t("communities.home.freePromise")}
        price={<Money size="price" text={formatMoney(0, currency, locale)} />}
        note={t("communities.home.freeNote")}
        action={free}
      />
      {plans.map((plan) => (
        <Card
          key={plan.productId}
          name={plan.name}
          promise={plan.promise}
          lang={lang}
          price={<PlanPriceFigure plan={plan} words={words} />}
          note={billingNote(plan, words)}
          action={
            <ButtonLink href={href} className="w-full" wrap>
              {t("communities.home.choose", { plan: plan.name })}
            </ButtonLink>
          }
        />
      ))}
    </div>
  );
}

function PlanPriceFigure({ plan, words }: { plan: Plan; words: Words }) {
  const { t, locale } = words;
  const interval = plan.month ? "month" : "year";
  const price = plan[interval];
  if (!price) return null;
  return (
    <Money
      size="price"
      text={formatMoney(price.amount, price.currency, locale)}
      per={t(`communities.price.per.${interval}`)}
    />
  );
}

interface CardProps {
  name: string;
  promise: string;
  lang?: string;
  price: ReactNode;
  note: string;
  action: ReactNode;
}

function Card({ name, promise, lang, price, note, action }: CardProps) {
  return (
    <article className="flex min-w-0 flex-col rounded-xl border border-line p-6">
      <h3 className="text-xl" lang={lang}>
        {name}
      </h3>
      <p className="mt-1 text-ink-2" lang={lang}>
        {promise}
      </p>
      <p className="mt-5">{price}</p>
      <p className="num min-h-5 text-sm text-ink-3">{note}</p>
      {action ? <div className="mt-auto pt-5">{action}</div> : null}
    </article>
  );
}
