import type { ReactNode } from "react";
import { PlanCard } from "@/components/billing/plan-card";
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
      <PlanCard
        name={t("communities.home.freePlan")}
        promise={t("communities.home.freePromise")}
        price={<Money size="price" text={formatMoney(0, currency, locale)} />}
        note={t("communities.home.freeNote")}
        action={free}
      />
      {plans.map((plan) => (
        <PlanCard
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
