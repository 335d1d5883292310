import type { ReactNode } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import type { Icon } from "@/components/ui/icons";
import { CircleCheck, CircleX, Hourglass } from "@/components/ui/icons";
import { startCheckoutAction } from "@/lib/billing/actions/checkout";
import type { OrderState } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface ReturnStateProps {
  base: string;
  community: { slug: string };
  order: { id: string; state: OrderState; priceId: string; amount: number; currency: string };
  productName: string;
  post: string | null;
  cameFromPayment: boolean;
  words: Words;
}

/** What became of an order: being confirmed, paid, run out, or left before paying. */
export function ReturnState({ base, community, order, productName, post, cameFromPayment, words }: ReturnStateProps) {
  const { t, locale } = words;
  if (order.state === "paid") {
    return (
      <Outcome
        icon={CircleCheck}
        tone="text-success"
        title={t("billing.back.paid", { product: productName })}
        text={t("billing.back.paidText", { amount: formatMoney(order.amount, order.currency, locale) })}
      >
        <ButtonLink variant="primary" href={post ? `${base}/posts/${post}` : `${base}/feed`}>
          {t(post ? "billing.back.toPost" : "billing.back.start")}
        </ButtonLink>
        <ButtonLink href="/me/billing">{t("billing.back.receipt")}</ButtonLink>
      </Outcome>
    );
  }
  if (order.state === "expired") {
    return (
      <Outcome icon={CircleX} tone="text-ink-3" title={t("billing.back.expired")} text={t("billing.back.expiredText")}>
        <ButtonLink variant="primary" href={`${base}/join`}>
          {t("billing.back.again")}
        </ButtonLink>
      </Outcome>
    );
  }
  if (!cameFromPayment) {
    return (
      <Outcome icon={CircleX} tone="text-ink-3" title={t("billing.back.unpaid")} text={t("billing.back.unpaidText")}>
        <ActionButton
          action={startCheckoutAction}
          fields={{ community: community.slug, price: order.priceId }}
          busyLabel={t("billing.plan.opening")}
          variant="primary"
        >
          {t("billing.back.finish")}
        </ActionButton>
        <ButtonLink href={`${base}/join`}>{t("billing.back.again")}</ButtonLink>
      </Outcome>
    );
  }
  return (
    <Outcome
      icon={Hourglass}
      tone="text-ink-3"
      title={t("billing.back.confirming")}
      text={t("billing.back.confirmingText")}
    >
      <ButtonLink href={`${base}/join/return?order=${order.id}&session_id=again`}>
        {t("billing.back.lookAgain")}
      </ButtonLink>
    </Outcome>
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
