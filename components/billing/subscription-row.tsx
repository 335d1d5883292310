import { ActionButton } from "@/components/ui/action-button";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { changeCardAction, undoCancelAction } from "@/lib/billing/actions/subscriptions";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

export interface ListedSubscription extends SubscriptionView {
  communitySlug: string;
  communityName: string;
  zone: string;
}

interface SubscriptionRowProps {
  subscription: ListedSubscription;
  now: Date;
  words: Words;
}

/** One subscription: what it costs, when it is charged next or ends, and what can be done about it. */
export function SubscriptionRow({ subscription, now, words }: SubscriptionRowProps) {
  const { t, locale } = words;
  const { amount, currency, interval, communitySlug } = subscription;
  const price = t(`billing.account.price.${interval}`, { price: formatMoney(amount, currency, locale) });
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <Link className="text-md font-semibold hover:underline" href={`/c/${communitySlug}/feed`}>
          {subscription.communityName}
        </Link>
        <span className="text-ink-2">{subscription.planName}</span>
        <StateBadge subscription={subscription} words={words} />
        <span className="num ml-auto">{price}</span>
      </div>
      <p className="mt-1 text-ink-2">{nextStep(subscription, now, words)}</p>
      {subscription.live ? <Deeds subscription={subscription} words={words} /> : null}
    </li>
  );
}

function StateBadge({
  subscription: { live, status, cancelAtPeriodEnd },
  words: { t },
}: Pick<SubscriptionRowProps, "subscription" | "words">) {
  if (!live) return <Badge>{t("billing.account.endedBadge")}</Badge>;
  if (status === "past_due") return <Badge tone="warning">{t("billing.account.pastDueBadge")}</Badge>;
  if (cancelAtPeriodEnd) return <Badge>{t("billing.account.endsBadge")}</Badge>;
  return <Badge tone="success">{t("billing.account.active")}</Badge>;
}

/** The sentence that says what will happen by itself. */
function nextStep(subscription: ListedSubscription, now: Date, { t, locale }: Words): string {
  const { zone, live, status, endedAt, currentPeriodEnd, cancelAtPeriodEnd, amount, currency } = subscription;
  const day = (at: Date) => shortDate(at, now, locale, zone);
  if (!live) return t("billing.account.ended", { date: day(endedAt ?? currentPeriodEnd) });
  if (status === "past_due") return t("billing.account.pastDue", { date: day(subscription.currentPeriodStart) });
  if (cancelAtPeriodEnd) return t("billing.account.ends", { date: day(currentPeriodEnd) });
  return t("billing.account.nextCharge", {
    amount: formatMoney(amount, currency, locale),
    date: day(currentPeriodEnd),
  });
}

function Deeds({ subscription, words: { t } }: Pick<SubscriptionRowProps, "subscription" | "words">) {
  const { id, cancelAtPeriodEnd, status, communitySlug } = subscription;
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {cancelAtPeriodEnd ? (
        <ActionButton
          action={undoCancelAction}
          fields={{ subscription: id }}
          busyLabel={t("billing.account.undoing")}
          size="sm"
        >
          {t("billing.account.undo")}
        </ActionButton>
      ) : null}
      <ActionButton
        action={changeCardAction}
        fields={{}}
        busyLabel={t("billing.account.cardOpening")}
        size="sm"
        variant={status === "past_due" ? "primary" : "outline"}
      >
        {t("billing.account.card")}
      </ActionButton>
      {status === "active" && !cancelAtPeriodEnd ? (
        <ButtonLink size="sm" href={`/c/${communitySlug}/join`}>
          {t("billing.account.changePlan")}
        </ButtonLink>
      ) : null}
      {cancelAtPeriodEnd ? null : (
        <ButtonLink size="sm" variant="ghost" href={`/me/billing/cancel/${id}`}>
          {t("billing.account.cancel")}
        </ButtonLink>
      )}
    </div>
  );
}
