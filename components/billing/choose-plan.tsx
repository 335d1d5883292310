import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { startCheckoutAction, startFreeTrialAction } from "@/lib/billing/actions/checkout";
import type { QuotedPrice } from "@/lib/billing/loaders/join";
import type { OfferedPlan, PlanChoiceProps } from "./plan-choice";

interface ChoosePlanProps
  extends Pick<PlanChoiceProps, "community" | "viewer" | "interval" | "running" | "coupon" | "words"> {
  plan: OfferedPlan;
  price: QuotedPrice;
  primary: boolean;
}

/** To the checkout; to the page that asks, for who already subscribes; to an account first, for a visitor. */
export function ChoosePlan(props: ChoosePlanProps) {
  const { community, viewer, plan, price, running, coupon, words, primary } = props;
  const { t } = words;
  const here = `/c/${community.slug}/join`;
  const look = { variant: primary ? ("primary" as const) : ("outline" as const), className: "w-full", wrap: true };
  if (running?.priceId === price.id) {
    return (
      <ButtonLink href="/me/billing" {...look}>
        {t("billing.join.manage")}
      </ButtonLink>
    );
  }
  if (running) {
    return (
      <ButtonLink href={`${here}/change?price=${price.id}`} {...look}>
        {t("billing.plan.switchTo", { plan: plan.product.name })}
      </ButtonLink>
    );
  }
  const { trialDays } = price.quote;
  const label =
    trialDays > 0
      ? t("billing.plan.try", { plan: plan.product.name, days: trialDays })
      : t("billing.plan.choose", { plan: plan.product.name });
  if (!viewer.person) {
    const kept = new URLSearchParams({ per: props.interval, ...(coupon && { coupon }) });
    return (
      <ButtonLink href={`/sign-up?next=${encodeURIComponent(`${here}?${kept}`)}`} {...look}>
        {label}
      </ButtonLink>
    );
  }
  return (
    <div className="grid gap-2 [&_button]:w-full">
      <ActionButton
        action={startCheckoutAction}
        fields={{ community: community.slug, price: price.id, ...(coupon && { coupon }) }}
        busyLabel={t("billing.plan.opening")}
        variant={look.variant}
        wrap
      >
        {label}
      </ActionButton>
      {plan.freeTrialDays > 0 ? (
        <ActionButton
          action={startFreeTrialAction}
          fields={{ community: community.slug, product: plan.product.id }}
          busyLabel={t("billing.plan.trying")}
          variant="ghost"
          wrap
        >
          {t("billing.plan.tryFree", { days: plan.freeTrialDays })}
        </ActionButton>
      ) : null}
    </div>
  );
}
