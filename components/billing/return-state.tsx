import type { ReactNode } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import type { Icon } from "@/components/ui/icons";
import { CircleCheck, CircleX, Gift, Hourglass } from "@/components/ui/icons";
import { shortDate } from "@/components/ui/relative-time";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { BoughtGift } from "@/lib/billing/queries/gifts";
import type { OrderState } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { GiftCode } from "./gift-code";

export interface ReturnStateProps {
  base: string;
  community: { slug: string; zone: string };
  viewer: { at: Date };
  order: { id: string; state: OrderState; priceId: string; amount: number; currency: string };
  productName: string;
  post: string | null;
  coupon: string | null;
  isGift: boolean;
  gift: BoughtGift | null;
  firstChargeAt: Date | null;
  cameFromPayment: boolean;
  words: Words;
}

/** What became of an order: being confirmed, paid, run out, or left before paying. */
export function ReturnState(props: ReturnStateProps) {
  const { base, order, isGift, gift, cameFromPayment, words } = props;
  const { t } = words;
  if (order.state === "paid" && isGift) return gift ? <GiftReady {...props} gift={gift} /> : <GiftPending {...props} />;
  if (order.state === "paid") return <Paid {...props} />;
  if (order.state === "expired") {
    return (
      <Outcome icon={CircleX} tone="text-ink-3" title={t("billing.back.expired")} text={t("billing.back.expiredText")}>
        <ButtonLink variant="primary" href={isGift ? `${base}/gift` : `${base}/join`}>
          {t("billing.back.again")}
        </ButtonLink>
      </Outcome>
    );
  }
  if (!cameFromPayment) return <Unpaid {...props} />;
  return (
    <Outcome
      icon={Hourglass}
      tone="text-ink-3"
      title={t("billing.back.confirming")}
      text={t("billing.back.confirmingText")}
    >
      <LookAgain {...props} />
    </Outcome>
  );
}

function Paid({ base, community, viewer, order, productName, post, firstChargeAt, words }: ReturnStateProps) {
  const { t, locale } = words;
  const isFree = order.amount === 0 && !firstChargeAt;
  const text = firstChargeAt
    ? t("billing.back.trialText", { date: shortDate(firstChargeAt, viewer.at, locale, community.zone) })
    : isFree
      ? t("billing.back.paidFree")
      : t("billing.back.paidText", { amount: formatMoney(order.amount, order.currency, locale) });
  return (
    <Outcome
      icon={CircleCheck}
      tone="text-success"
      title={t("billing.back.paid", { product: productName })}
      text={text}
    >
      <ButtonLink variant="primary" href={post ? `${base}/posts/${post}` : `${base}/feed`}>
        {t(post ? "billing.back.toPost" : "billing.back.start")}
      </ButtonLink>
      {isFree ? null : (
        <ButtonLink href="/me/billing">
          {t(firstChargeAt ? "billing.account.title" : "billing.back.receipt")}
        </ButtonLink>
      )}
    </Outcome>
  );
}

function GiftReady({ base, community, viewer, order, gift, words }: ReturnStateProps & { gift: BoughtGift }) {
  const { t, locale } = words;
  const facts = {
    amount: formatMoney(order.amount, order.currency, locale),
    product: gift.productName,
    date: shortDate(gift.expiresAt, viewer.at, locale, community.zone),
  };
  return (
    <Outcome icon={Gift} tone="text-success" title={t("billing.back.gift")} text={t("billing.back.giftText", facts)}>
      <div className="grid gap-3">
        {gift.code ? <GiftCode code={gift.code} slug={community.slug} words={words} /> : null}
        {gift.toEmail ? <p className="text-ink-2">{t("billing.back.giftSent", { email: gift.toEmail })}</p> : null}
        <div className="mt-2 flex flex-wrap gap-2">
          <ButtonLink href="/me/billing">{t("billing.back.receipt")}</ButtonLink>
          <ButtonLink href={`${base}/feed`}>{t("billing.join.toFeed")}</ButtonLink>
        </div>
      </div>
    </Outcome>
  );
}

function GiftPending(props: ReturnStateProps) {
  const { t } = props.words;
  return (
    <Outcome icon={Hourglass} tone="text-ink-3" title={t("billing.back.gift")} text={t("billing.back.giftPending")}>
      <LookAgain {...props} />
    </Outcome>
  );
}

function Unpaid({ base, community, order, coupon, isGift, words: { t } }: ReturnStateProps) {
  return (
    <Outcome icon={CircleX} tone="text-ink-3" title={t("billing.back.unpaid")} text={t("billing.back.unpaidText")}>
      {isGift ? (
        <ButtonLink variant="primary" href={`${base}/gift?price=${order.priceId}`}>
          {t("billing.back.finish")}
        </ButtonLink>
      ) : (
        <ActionButton
          action={startCheckoutAction}
          fields={{ community: community.slug, price: order.priceId, ...(coupon && { coupon }) }}
          busyLabel={t("billing.plan.opening")}
          variant="primary"
        >
          {t("billing.back.finish")}
        </ActionButton>
      )}
      <ButtonLink href={`${base}/join`}>{t("billing.back.again")}</ButtonLink>
    </Outcome>
  );
}

function LookAgain({ base, order, words: { t } }: ReturnStateProps) {
  return (
    <ButtonLink href={`${base}/join/return?order=${order.id}&session_id=again`}>
      {t("billing.back.lookAgain")}
    </ButtonLink>
  );
}

interface OutcomeProps {
  icon: Icon;
  tone: string;
  title: string;
  text: string;
  children: ReactNode;
}

function Outcome({ icon: Icon, tone, title, text, children }: OutcomeProps) {
  return (
    <div role="status">
      <Icon className={`size-8 ${tone}`} aria-hidden="true" />
      <h1 className="mt-3 text-2xl">{title}</h1>
      <p className="mt-2 max-w-130 text-ink-2">{text}</p>
      <div className="mt-6 flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
