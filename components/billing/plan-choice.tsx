import { JoinFree } from "@/components/members/join-free";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { Viewer } from "@/lib/access/types";
import type { Interval } from "@/lib/billing/billing-period";
import type { QuotedPrice } from "@/lib/billing/loaders/join";
import type { CatalogProduct, SubscriptionView } from "@/lib/billing/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { ChoosePlan } from "./choose-plan";
import { PlanCard } from "./plan-card";
import { PlanFigure, planNote, recurringAmount } from "./plan-price";
import { quoteSentences } from "./quote-words";

export interface OfferedPlan {
  product: CatalogProduct;
  /** The price of the chosen rhythm, or the only one there is. */
  prices: readonly QuotedPrice[];
  opens: readonly { name: string; texts: number }[];
  /** Days to try without a card; 0 when there is no such trial or this person has tried. */
  freeTrialDays: number;
}

export interface PlanChoiceProps {
  community: Community;
  viewer: Viewer;
  free: CatalogProduct | null;
  plans: readonly OfferedPlan[];
  openTexts: number;
  interval: Interval;
  running: SubscriptionView | null;
  /** The typed code, when it lowers something. */
  coupon: string;
  words: Words;
}

/** The free way and every plan, side by side and in the owner's order. */
export function PlanChoice(props: PlanChoiceProps) {
  const { free, plans } = props;
  const lead = featuredPlan(plans);
  const before = free ? plans.filter(({ product }) => isBefore(product, free)) : [];
  const after = plans.filter((plan) => !before.includes(plan));
  const card = (plan: OfferedPlan) => (
    <PaidPlan key={plan.product.id} plan={plan} featured={plan.product.id === lead} {...props} />
  );
  return (
    <div className="mt-6 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {before.map(card)}
      <FreePlan {...props} />
      {after.map(card)}
    </div>
  );
}

const isBefore = (a: CatalogProduct, b: CatalogProduct) => a.position < b.position;

/** The one card that stands out: the one the owner has chosen, else the first. */
function featuredPlan(plans: readonly OfferedPlan[]): string | undefined {
  return (plans.find(({ product }) => product.featured) ?? plans[0])?.product.id;
}

function FreePlan({ community, viewer, free, openTexts, words }: PlanChoiceProps) {
  const { t, locale } = words;
  return (
    <PlanCard
      name={free?.name ?? t("billing.plan.free")}
      promise={free ? free.promise : t("billing.plan.freePromise")}
      lang={free ? community.locale : undefined}
      price={<Money size="price" text={formatMoney(0, community.currency, locale)} per={t("billing.plan.perMonth")} />}
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
  );
}

function PaidPlan(props: PlanChoiceProps & { plan: OfferedPlan; featured: boolean }) {
  const { community, viewer, plan, featured, free, interval, running, words } = props;
  const { t } = words;
  const { product } = plan;
  const price = plan.prices[0];
  if (!price) return null;
  const { quote, coupon, currency } = price;
  const figure = { recurring: recurringAmount(quote, coupon), currency, interval: price.interval ?? interval };
  const month = product.prices.find((each) => each.interval === "month")?.amount ?? null;
  const isTheirs = running?.productId === product.id;
  return (
    <PlanCard
      name={product.name}
      promise={product.promise}
      lang={community.locale}
      featured={featured}
      badge={isTheirs ? t("billing.plan.yours") : product.featured ? t("billing.plan.featured") : undefined}
      price={<PlanFigure {...figure} words={words} />}
      note={planNote(figure, { wished: interval, month }, words)}
      // Who subscribes already changes plans instead; the page that asks names the charge.
      conditions={running ? [] : quoteSentences(quote, coupon, { at: viewer.at, zone: community.zone }, words)}
      action={<ChoosePlan {...props} price={price} primary={featured && !running} />}
      opens={[
        t("billing.plan.everythingIn", { plan: free?.name ?? t("billing.plan.free") }),
        ...plan.opens.map(({ name, texts }) => t("billing.plan.texts", { plan: name, count: texts })),
        t("billing.plan.comments"),
      ]}
    />
  );
}
