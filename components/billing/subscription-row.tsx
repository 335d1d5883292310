import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { shortDate } from "@/components/ui/relative-time";
import { nextCharge, type OwnSubscription, type Standing, standingOf } from "@/lib/billing/own-billing";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { recurringText } from "./quote-words";
import { SubscriptionDeeds } from "./subscription-deeds";

interface SubscriptionRowProps {
  subscription: OwnSubscription;
  now: Date;
  words: Words;
}

const tones: Record<Standing, BadgeTone> = {
  active: "success",
  trial: "success",
  paused: "neutral",
  pastDue: "warning",
  ends: "neutral",
  ended: "neutral",
};

/** One subscription: what it costs, what happens next by itself, and what can be done about it. */
export function SubscriptionRow({ subscription, now, words }: SubscriptionRowProps) {
  const { t } = words;
  const { amount, currency, interval, communitySlug, communityLang } = subscription;
  const standing = standingOf(subscription);
  const badge = standing === "active" ? ("active" as const) : (`${standing}Badge` as const);
  return (
    <li className="py-5">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <Link className="text-md font-semibold hover:underline" href={`/c/${communitySlug}/feed`} lang={communityLang}>
          {subscription.communityName}
        </Link>
        <span className="text-ink-2" lang={communityLang}>
          {subscription.planName}
        </span>
        <Badge tone={tones[standing]}>{t(`billing.account.${badge}`)}</Badge>
        <span className="num ml-auto">{recurringText(amount, currency, interval, words)}</span>
      </div>
      {standing === "pastDue" ? (
        <Notice tone="warning" className="mt-2">
          {pastDueText(subscription, now, words)}
        </Notice>
      ) : (
        <NextSteps subscription={subscription} standing={standing} now={now} words={words} />
      )}
      {standing === "ended" ? null : <SubscriptionDeeds subscription={subscription} now={now} words={words} />}
    </li>
  );
}

function NextSteps({ subscription, standing, now, words }: SubscriptionRowProps & { standing: Standing }) {
  return nextSteps(subscription, standing, now, words).map((sentence) => (
    <p key={sentence} className="num mt-1 text-ink-2">
      {sentence}
    </p>
  ));
}

/** The sentences that say what will happen by itself. */
function nextSteps(subscription: OwnSubscription, standing: Standing, now: Date, words: Words): string[] {
  const { t, locale } = words;
  const { zone, endedAt, currentPeriodEnd, pending, coupon } = subscription;
  const day = (at: Date) => shortDate(at, now, locale, zone);
  if (standing === "ended") return [t("billing.account.ended", { date: day(endedAt ?? currentPeriodEnd) })];
  if (standing === "ends") {
    const key = subscription.status === "trialing" ? "trialEnds" : "ends";
    return [t(`billing.account.${key}`, { date: day(currentPeriodEnd) })];
  }
  if (standing === "paused") return pauseSteps(subscription, now, words);
  const next = nextCharge(subscription);
  const sentences: string[] = [];
  if (next) {
    const facts = { amount: formatMoney(next.amount, next.currency, locale), date: day(next.at) };
    const key = standing === "trial" ? (subscription.isCarried ? "carried" : "trialUntil") : "nextCharge";
    sentences.push(t(`billing.account.${key}`, facts));
  }
  if (coupon) sentences.push(t("billing.account.discount", { code: coupon.code }));
  if (pending) {
    const price = recurringText(pending.amount, pending.currency, pending.interval, words);
    sentences.push(t("billing.account.pending", { plan: pending.planName, price, date: day(pending.at) }));
  }
  return sentences;
}

function pauseSteps(
  { zone, pausedAt, resumesAt, currentPeriodEnd, openUntil }: OwnSubscription,
  now: Date,
  words: Words,
) {
  const { t, locale } = words;
  const day = (at: Date) => shortDate(at, now, locale, zone);
  const rests = openUntil ?? pausedAt ?? currentPeriodEnd;
  const sentences = [t(rests > now ? "billing.account.pauseAt" : "billing.account.paused", { date: day(rests) })];
  if (resumesAt) sentences.push(t("billing.account.resumes", { date: day(resumesAt) }));
  return sentences;
}

function pastDueText(
  { zone, paymentFailedAt, currentPeriodStart, openUntil }: OwnSubscription,
  now: Date,
  words: Words,
) {
  const { t, locale } = words;
  const day = (at: Date) => shortDate(at, now, locale, zone);
  const date = day(paymentFailedAt ?? currentPeriodStart);
  return openUntil && openUntil > now
    ? t("billing.account.pastDue", { date, until: day(openUntil) })
    : t("billing.account.pastDueClosed", { date });
}
