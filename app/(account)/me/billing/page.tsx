import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountPage } from "@/components/billing/account-page";
import { GiftList } from "@/components/billing/gift-list";
import { PassList } from "@/components/billing/pass-list";
import { ReceiptTable } from "@/components/billing/receipt-table";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { SubscriptionRow } from "@/components/billing/subscription-row";
import { SurveyCard } from "@/components/feedback/survey-card";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { ReceiptText } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { loadBilling } from "@/lib/billing/loaders/subscriptions";
import { loadCancellationCard } from "@/lib/feedback/loaders/asked";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.account.title"), robots: { index: false } };
}

/** What an action that leads back here has done: the name and value in the address → the sentence. */
const outcomes = {
  "cancelled=yes": "cancelled",
  "kept=yes": "undone",
  "plan=changed": "changed",
  "plan=scheduled": "scheduled",
  "plan=kept": "dropped",
  "paused=yes": "pausedDone",
  "resumed=yes": "resumed",
} as const;

/** What one person pays, where it stops, and every receipt. */
export default async function BillingPage({ searchParams }: Props) {
  const page = await loadBilling();
  const { person, subscriptions, ended, passes, gifts, receipts, at } = page;
  const [query, survey] = await Promise.all([searchParams, loadCancellationCard(person.userId)]);
  const words = await requestWords();
  const { t } = words;
  const outcome = (Object.keys(outcomes) as (keyof typeof outcomes)[]).find((key) => {
    const [name = "", value] = key.split("=");
    return query[name] === value;
  });
  const isEmpty = subscriptions.length + ended.length + passes.length + gifts.length + receipts.length === 0;
  return (
    <AccountPage
      person={person}
      demo={page.demo}
      tab={{ current: "billing", title: t("billing.account.title"), lead: t("billing.account.lead") }}
      words={words}
    >
      <div className="grid gap-3">
        {page.sandbox ? <SandboxStrip words={words} /> : null}
        {outcome ? <FormMessage tone="success">{t(`billing.account.${outcomes[outcome]}`)}</FormMessage> : null}
      </div>
      {survey ? (
        <SurveyCard slug={survey.slug} lang={survey.lang} survey={survey} from="billing" t={t}>
          {t("feedback.card.cancelled", { community: survey.community })}
        </SurveyCard>
      ) : null}
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
          <Part name="subscriptions" title={t("billing.account.subscriptions")}>
            {subscriptions.length > 0 ? (
              <ul className="hair mt-2">
                {subscriptions.map((subscription) => (
                  <SubscriptionRow key={subscription.id} subscription={subscription} now={at} words={words} />
                ))}
              </ul>
            ) : (
              <p className="mt-2 text-ink-2">{t("billing.account.noSubscriptions")}</p>
            )}
            {ended.length > 0 ? (
              <details className="mt-2 border-t border-line py-3">
                <summary className="w-fit text-ink-2">{t("billing.account.older", { count: ended.length })}</summary>
                <ul className="hair">
                  {ended.map((subscription) => (
                    <SubscriptionRow key={subscription.id} subscription={subscription} now={at} words={words} />
                  ))}
                </ul>
              </details>
            ) : null}
          </Part>
          {passes.length > 0 ? (
            <Part name="passes" title={t("billing.account.passes")}>
              <PassList passes={passes} now={at} words={words} />
            </Part>
          ) : null}
          {gifts.length > 0 ? (
            <Part name="gifts" title={t("billing.account.gifts")}>
              <GiftList gifts={gifts} now={at} words={words} />
            </Part>
          ) : null}
          <Part name="receipts" title={t("billing.account.receipts")}>
            <div className="mt-2">
              {receipts.length > 0 ? (
                <ReceiptTable receipts={receipts} now={at} words={words} />
              ) : (
                <p className="text-ink-2">{t("billing.account.noReceipts")}</p>
              )}
            </div>
            {page.receiptCount > receipts.length ? (
              <p className="mt-3">
                <Link className="link" href="/me/billing/receipts">
                  {t("billing.account.allReceipts", { count: page.receiptCount })}
                </Link>
              </p>
            ) : null}
          </Part>
        </>
      )}
    </AccountPage>
  );
}

function Part({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  return (
    <section className="mt-8" aria-labelledby={name}>
      <h2 id={name} className="text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
