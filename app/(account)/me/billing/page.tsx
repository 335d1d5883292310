import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { ReceiptTable } from "@/components/billing/receipt-table";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { SubscriptionRow } from "@/components/billing/subscription-row";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { ReceiptText } from "@/components/ui/icons";
import { loadBilling } from "@/lib/billing/loaders/subscriptions";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<{ cancelled?: string; kept?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.account.title"), robots: { index: false } };
}

/** What one person pays, where it stops, and every receipt. */
export default async function BillingPage({ searchParams }: Props) {
  const { person, subscriptions, receipts, demo, at, sandbox } = await loadBilling();
  const { cancelled, kept } = await searchParams;
  const words = await requestWords();
  const { t } = words;
  const done =
    cancelled === "yes" ? t("billing.account.cancelled") : kept === "yes" ? t("billing.account.undone") : null;
  const isEmpty = subscriptions.length === 0 && receipts.length === 0;
  return (
    <AccountPage person={person} demo={demo} words={words}>
      <h1 className="text-2xl">{t("billing.account.title")}</h1>
      <div className="mt-4 grid gap-3">
        {sandbox ? <SandboxStrip words={words} /> : null}
        {done ? <FormMessage tone="success">{done}</FormMessage> : null}
      </div>
      {isEmpty ? (
        <div className="mt-6">
          <EmptyState
            icon={ReceiptText}
            title={t("billing.account.none")}
            action={<ButtonLink href="/explore">{t("billing.account.find")}</ButtonLink>}
          >
            {t("billing.account.noneHint")}
          </EmptyState>
        </div>
      ) : (
        <>
          {subscriptions.length > 0 ? (
            <section className="mt-8" aria-labelledby="subscriptions">
              <h2 id="subscriptions" className="text-xl">
                {t("billing.account.subscriptions")}
              </h2>
              <ul className="hair mt-2">
                {subscriptions.map((subscription) => (
                  <SubscriptionRow key={subscription.id} subscription={subscription} now={at} words={words} />
                ))}
              </ul>
            </section>
          ) : null}
          <section className="mt-8" aria-labelledby="receipts">
            <h2 id="receipts" className="mb-2 text-xl">
              {t("billing.account.receipts")}
            </h2>
            {receipts.length > 0 ? (
              <ReceiptTable receipts={receipts} now={at} words={words} />
            ) : (
              <p className="text-ink-2">{t("billing.account.noReceipts")}</p>
            )}
          </section>
        </>
      )}
    </AccountPage>
  );
}
