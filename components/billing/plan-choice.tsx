import { JoinFree } from "@/components/members/join-free";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Viewer } from "@/lib/access/types";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { Interval } from "@/lib/billing/billing-period";
import type { Plan, SubscriptionView } from "@/lib/billing/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { PlanCard, PlanFigure, planNote, planOffer } from "./plan-card";

export interface OfferedPlan extends Plan {
  opens: { name: string; texts: number }[];
}

interface PlanChoiceProps {
  community: Community;
  viewer: Viewer;
  plans: readonly OfferedPlan[];
  openTexts: number;
  interval: Interval;
  running: SubscriptionView | null;
  words: Words;
}

/** The free way and every plan, side by side. */
export function PlanChoice(props: PlanChoiceProps) {
  const { community, viewer, plans, openTexts, interval, running, words } = props;
  const { t } = words;
  return (
    <div className="mt-6 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      <PlanCard
        name={t("billing.plan.free")}
        promise={t("billing.plan.freePromise")}
        price={
          <Money
            size="price"
            text={formatMoney(0, community.currency, words.locale)}
            per={t("billing.plan.perMonth")}
          />
        }
        note={t("billing.plan.freeNote")}
        action={
          viewer.membership ? (
            <ButtonLink href={`/c/${community.slug}/feed`} className="w-full">
              {t("billing.join.toFeed")}
            </ButtonLink>
          ) : (
            <JoinFree slug={community.slug} viewer={viewer} className="w-full" words={words} />
          )
        }
        opens={[t("billing.plan.openTexts", { count: openTexts }), t("billing.plan.talk")]}
      />
      {plans.map((plan, index) => (
        <PlanCard
          key={plan.productId}
          name={plan.name}
          promise={plan.promise}
          lang={community.locale}
          featured={index === 0}
          badge={running?.productId === plan.productId ? t("billing.plan.yours") : undefined}
          price={<PlanFigure plan={plan} interval={interval} words={words} />}
          note={planNote(plan, interval, words)}
          action={<ChooseButton {...{ community, viewer, plan, interval, running, words }} primary={index === 0} />}
          opens={[
            t("billing.plan.everythingIn", { plan: t("billing.plan.free") }),
            ...plan.opens.map(({ name, texts }) => t("billing.plan.texts", { plan: name, count: texts })),
            t("billing.plan.comments"),
          ]}
        />
      ))}
    </div>
  );
}

interface ChooseButtonProps extends Pick<PlanChoiceProps, "community" | "viewer" | "interval" | "running" | "words"> {
  plan: Plan;
  primary: boolean;
}

/** To the checkout; to the page that asks, for who already subscribes; to an account first, for a visitor. */
function ChooseButton({ community, viewer, plan, interval, running, words, primary }: ChooseButtonProps) {
  const { t } = words;
  const offer = planOffer(plan, interval);
  if (!offer) return null;
  const here = `/c/${community.slug}/join`;
  const look = { variant: primary ? ("primary" as const) : ("outline" as const), className: "w-full", wrap: true };
  if (running?.priceId === offer.price.id) {
    return (
      <ButtonLink href="/me/billing" {...look} variant="outline">
        {t("billing.join.manage")}
      </ButtonLink>
    );
  }
  if (running) {
    return (
      <ButtonLink href={`${here}/change?price=${offer.price.id}`} {...look} variant="outline">
        {t("billing.plan.switchTo", { plan: plan.name })}
      </ButtonLink>
    );
  }
  if (!viewer.person) {
    return (
      <ButtonLink href={`/sign-up?next=${encodeURIComponent(`${here}?per=${offer.interval}`)}`} {...look}>
        {t("billing.plan.choose", { plan: plan.name })}
      </ButtonLink>
    );
  }
  return (
    <div className="[&_button]:w-full">
      <ActionButton
        action={startCheckoutAction}
        fields={{ community: community.slug, price: offer.price.id }}
        busyLabel={t("billing.plan.opening")}
        variant={look.variant}
        wrap
      >
        {t("billing.plan.choose", { plan: plan.name })}
      </ActionButton>
    </div>
  );
}
