import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import {
  changeCardAction,
  dropPendingAction,
  resumeSubscriptionAction,
  undoCancelAction,
} from "@/lib/billing/actions/subscriptions";
import { mayPause, type OwnSubscription, standingOf } from "@/lib/billing/own-billing";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface SubscriptionDeedsProps {
  subscription: OwnSubscription;
  now: Date;
  words: Words;
}

/** What can be done about a subscription as it stands. A failed payment makes the card the one thing to do. */
export function SubscriptionDeeds({ subscription, now, words }: SubscriptionDeedsProps) {
  const { t } = words;
  const { id, communitySlug, pending, planName } = subscription;
  const standing = standingOf(subscription);
  const about = { fields: { subscription: id }, size: "sm" as const, variant: "outline" as const };
  return (
    <div className="mt-3 flex flex-wrap items-start gap-2">
      {standing === "ends" ? (
        <ActionButton action={undoCancelAction} busyLabel={t("billing.account.undoing")} {...about}>
          {t("billing.account.undo")}
        </ActionButton>
      ) : null}
      {standing === "paused" ? <Resume subscription={subscription} now={now} words={words} /> : null}
      {pending ? (
        <ActionButton action={dropPendingAction} busyLabel={t("billing.account.dropping")} {...about}>
          {t("billing.account.drop", { plan: planName })}
        </ActionButton>
      ) : null}
      <ActionButton
        action={changeCardAction}
        busyLabel={t("billing.account.cardOpening")}
        {...about}
        variant={standing === "pastDue" ? "primary" : "outline"}
      >
        {t("billing.account.card")}
      </ActionButton>
      {standing === "active" || standing === "trial" ? (
        <ButtonLink size="sm" href={`/c/${communitySlug}/join`}>
          {t("billing.account.changePlan")}
        </ButtonLink>
      ) : null}
      {mayPause(subscription) ? (
        <ButtonLink size="sm" variant="ghost" href={`/me/billing/cancel/${id}#pause`}>
          {t("billing.account.pause")}
        </ButtonLink>
      ) : null}
      {standing === "ends" ? null : (
        <ButtonLink size="sm" variant="ghost" href={`/me/billing/cancel/${id}`}>
          {t("billing.account.cancel")}
        </ButtonLink>
      )}
    </div>
  );
}

/** Going on costs nothing while the paid period runs; after it a new one is charged at once, and the button says so. */
function Resume({ subscription, now, words: { t, locale } }: SubscriptionDeedsProps) {
  const { id, openUntil, amount, currency } = subscription;
  const isPaid = openUntil !== null && openUntil > now;
  return (
    <ActionButton
      action={resumeSubscriptionAction}
      fields={{ subscription: id }}
      busyLabel={t("billing.account.resuming")}
      size="sm"
    >
      {isPaid
        ? t("billing.account.resume")
        : t("billing.account.resumeNow", { amount: formatMoney(amount, currency, locale) })}
    </ActionButton>
  );
}
