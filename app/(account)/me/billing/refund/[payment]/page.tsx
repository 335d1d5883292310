import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { exactTime, shortDate } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { refundOwnAction } from "@/lib/billing/actions/refunds";
import { loadOwnRefund } from "@/lib/billing/loaders/receipts";
import { requestWords } from "@/lib/i18n/request";
import { formatMoney } from "@/lib/platform/money";

interface Props {
  params: Promise<{ payment: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.refund.title"), robots: { index: false } };
}

/** Before somebody takes a payment back: how much, until when, and what it closes; or why it cannot be done here. */
export default async function RefundPage({ params }: Props) {
  const page = await loadOwnRefund((await params).payment);
  const { payment, answer, at, zone } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const money = (amount: number) => formatMoney(amount, payment.currency, locale);
  const facts = {
    number: payment.number,
    date: shortDate(payment.at, at, locale, zone),
    amount: money(payment.amount),
    product: page.productName,
  };
  const receipt = `/me/billing/receipts/${payment.id}`;
  // "Too late" would be an odd word for a time there never was.
  const reason = answer.allowed || (answer.reason === "too-late" && !page.hasWindow) ? "not-refundable" : answer.reason;
  return (
    <AccountPage person={page.person} demo={page.demo} words={words}>
      <h1 className="text-2xl">{t(answer.allowed ? "billing.refund.title" : "billing.refund.no")}</h1>
      <p className="num mt-2 text-ink-2">{t("billing.refund.payment", facts)}</p>
      {answer.allowed ? (
        <>
          <ul className="hair mt-4 border-y border-line">
            <li className="py-3 font-medium">{t("billing.refund.upTo", { amount: money(answer.upTo) })}</li>
            <li className="py-3">{t("billing.refund.accessEnds")}</li>
            {page.endsSubscription ? <li className="py-3">{t("billing.refund.subscriptionEnds")}</li> : null}
            <li className="num py-3 text-ink-2">
              {t("billing.refund.window", { date: exactTime(page.until, locale, zone) })}
            </li>
          </ul>
          <ActionForm action={refundOwnAction} hidden={{ payment: payment.id }} className="mt-6 grid max-w-100 gap-5">
            <TextArea
              name="reason"
              label={t("billing.refund.why")}
              optional={t("billing.cancel.optional")}
              maxLength={500}
            />
            <div className="flex flex-wrap gap-2">
              <ButtonLink href={receipt}>{t("billing.refund.keep")}</ButtonLink>
              <SubmitButton variant="danger" busyLabel={t("billing.refund.working")}>
                {t("billing.refund.do", { amount: money(answer.upTo) })}
              </SubmitButton>
            </div>
          </ActionForm>
        </>
      ) : (
        <>
          <p className="mt-4">{t(`billing.refund.refusal.${reason}`)}</p>
          <p className="mt-2 text-ink-2">{t("billing.refund.ask")}</p>
          <div className="mt-5">
            <ButtonLink href={receipt}>{t("billing.receipt.title", { number: payment.number })}</ButtonLink>
          </div>
        </>
      )}
    </AccountPage>
  );
}
