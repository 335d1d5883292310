import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { archivePlanAction, setPlanPricesAction } from "@/lib/billing/actions/products";
import type { Plan, PlanPrice } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { amountToType, formatMoney } from "@/lib/platform/money";
import { PricesForm } from "./plan-forms";

interface OwnedPlan {
  product: { id: string; name: string; promise: string; archivedAt: Date | null };
  subscribers: number;
  offer: Plan | null;
}

interface PlanListProps {
  plans: readonly OwnedPlan[];
  community: { slug: string; currency: string; locale: string };
  words: Words;
}

/** The owner's plans with who pays them; prices and the end of sale fold out. */
export function PlanList({ plans, community, words }: PlanListProps) {
  return (
    <ul className="hair">
      {plans.map((plan) => (
        <PlanRow key={plan.product.id} plan={plan} community={community} words={words} />
      ))}
    </ul>
  );
}

function PlanRow({ plan, community, words }: { plan: OwnedPlan } & Omit<PlanListProps, "plans">) {
  const { t, locale } = words;
  const { product, subscribers, offer } = plan;
  const price = (each: PlanPrice | null | undefined, interval: "month" | "year") =>
    each ? t(`billing.account.price.${interval}`, { price: formatMoney(each.amount, each.currency, locale) }) : null;
  const prices = [price(offer?.month, "month"), price(offer?.year, "year")].filter((each) => each !== null);
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 className="text-md font-semibold" lang={community.locale}>
          {product.name}
        </h2>
        {product.archivedAt ? (
          <Badge>{t("billing.plans.archived")}</Badge>
        ) : (
          <Badge tone="success">{t("billing.plans.onSale")}</Badge>
        )}
        <span className="text-ink-3">{t("billing.plans.subscribers", { count: subscribers })}</span>
        <span className="num ml-auto">{prices.join(" · ") || t("billing.plans.noPrice")}</span>
      </div>
      <p className="mt-1 text-ink-2" lang={community.locale}>
        {product.promise}
      </p>
      {product.archivedAt ? null : <PlanDeeds plan={plan} community={community} words={words} />}
    </li>
  );
}

function PlanDeeds({
  plan: { product, offer },
  community,
  words: { t },
}: { plan: OwnedPlan } & Omit<PlanListProps, "plans">) {
  const { currency, slug } = community;
  const typed = (price: PlanPrice | null | undefined) => (price ? amountToType(price.amount, currency) : "");
  return (
    <div className="mt-2 grid gap-1">
      <details>
        <summary className="link cursor-pointer py-1">{t("billing.plans.reprice")}</summary>
        <PricesForm
          action={setPlanPricesAction}
          community={slug}
          product={product.id}
          month={typed(offer?.month)}
          year={typed(offer?.year)}
          words={{
            month: t("billing.plans.month", { currency }),
            year: t("billing.plans.year", { currency }),
            priceHelp: t("billing.plans.priceHelp"),
            set: t("billing.plans.repriceDo"),
            setting: t("common.state.saving"),
          }}
        />
      </details>
      <details>
        <summary className="link cursor-pointer py-1">{t("billing.plans.archive")}</summary>
        <ActionForm
          action={archivePlanAction}
          hidden={{ community: slug, product: product.id }}
          className="mt-2 grid gap-2"
        >
          <p className="text-ink-2">{t("billing.plans.archiveHint")}</p>
          <div>
            <SubmitButton size="sm" variant="danger-outline" busyLabel={t("billing.plans.archiving")}>
              {t("billing.plans.archive")}
            </SubmitButton>
          </div>
        </ActionForm>
      </details>
    </div>
  );
}
