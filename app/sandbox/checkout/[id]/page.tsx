import type { Metadata } from "next";
import { CardChoice } from "@/components/billing/card-choice";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { exactTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { paySandboxAction } from "@/lib/billing/sandbox/actions/checkout";
import { loadCheckout } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";
import { formatMoney } from "@/lib/platform/money";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.checkout.title"), robots: { index: false } };
}

/** Stands in for Stripe's hosted checkout while no key is set. */
export default async function SandboxCheckoutPage({ params }: Props) {
  const checkout = await loadCheckout((await params).id);
  const words = await requestWords();
  const { t, locale } = words;
  const amount = formatMoney(checkout.amount, checkout.currency, locale);
  const every = t(checkout.interval ? `sandbox.checkout.every.${checkout.interval}` : "sandbox.checkout.once");
  return (
    <FocusLayout width="md" demo={checkout.demo} preferences={await requestPreferences()} words={shellWords(words.t)}>
      <SandboxStrip words={words} />
      <h1 className="mt-6 text-2xl">{checkout.what}</h1>
      <p className="mt-2">
        <Money size="price" text={amount} per={every} />
      </p>
      {checkout.discount > 0 ? (
        <p className="mt-1 text-ink-2">
          {t("sandbox.checkout.off", { amount: formatMoney(checkout.discount, checkout.currency, locale) })}
        </p>
      ) : null}
      {checkout.trialEnd ? (
        <p className="mt-1 text-ink-2">
          {t("sandbox.checkout.trial", {
            date: exactTime(checkout.trialEnd, locale, "UTC"),
            amount: `${formatMoney(checkout.listAmount, checkout.currency, locale)} ${every}`,
          })}
        </p>
      ) : null}
      {checkout.email ? (
        <p className="mt-2 text-ink-2">
          {t("sandbox.checkout.email")} <b className="break-all">{checkout.email}</b>
        </p>
      ) : null}
      {checkout.status === "open" ? (
        <ActionForm action={paySandboxAction} hidden={{ session: checkout.id }} className="mt-6 grid gap-4">
          <CardChoice words={words} wallets={checkout.wallets} />
          <p className="text-sm text-ink-3">{t("sandbox.checkout.explain")}</p>
          <SubmitButton size="lg" busyLabel={t("sandbox.checkout.paying")}>
            {checkout.trialEnd
              ? t("sandbox.checkout.startTrial")
              : t(checkout.interval ? "sandbox.checkout.subscribe" : "sandbox.checkout.pay", { amount })}
          </SubmitButton>
        </ActionForm>
      ) : (
        <Notice tone={checkout.status === "complete" ? "success" : "warning"} className="mt-6">
          {t(checkout.status === "complete" ? "sandbox.checkout.complete" : "sandbox.checkout.sessionExpired")}
        </Notice>
      )}
      <div className="mt-4">
        {checkout.status === "complete" ? (
          <ButtonLink variant="primary" href={checkout.doneTo}>
            {t("sandbox.checkout.continue")}
          </ButtonLink>
        ) : (
          <ButtonLink variant="ghost" href={checkout.cancelTo}>
            {t("sandbox.checkout.cancel")}
          </ButtonLink>
        )}
      </div>
    </FocusLayout>
  );
}
