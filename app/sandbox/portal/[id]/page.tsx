import type { Metadata } from "next";
import { CardChoice } from "@/components/billing/card-choice";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { SandboxSubscription } from "@/components/billing/sandbox-subscription";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeSandboxCardAction } from "@/lib/billing/sandbox/actions/portal";
import { loadPortal } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ changed?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.portal.title"), robots: { index: false } };
}

/** Stands in for Stripe's customer portal: another card, another plan, an end. */
export default async function SandboxPortalPage({ params, searchParams }: Props) {
  const portal = await loadPortal((await params).id);
  const changed = (await searchParams).changed !== undefined;
  const words = await requestWords();
  const { t } = words;
  return (
    <FocusLayout width="md" demo={portal.demo} preferences={await requestPreferences()} words={shellWords(words.t)}>
      <SandboxStrip words={words} />
      <h1 className="mt-6 text-2xl">{t("sandbox.portal.title")}</h1>
      {changed ? <FormMessage tone="success">{t("sandbox.portal.changed")}</FormMessage> : null}
      {portal.subscriptions.length > 0 ? (
        <section className="mt-6" aria-labelledby="running">
          <h2 id="running" className="text-xl">
            {t("sandbox.portal.running")}
          </h2>
          <ul className="hair mt-2">
            {portal.subscriptions.map((subscription) => (
              <SandboxSubscription
                key={subscription.id}
                session={portal.id}
                subscription={subscription}
                words={words}
              />
            ))}
          </ul>
        </section>
      ) : null}
      <section className="mt-6" aria-labelledby="other-card">
        <h2 id="other-card" className="text-xl">
          {t("sandbox.portal.card")}
        </h2>
        <p className="mt-2 text-ink-2">{t("sandbox.portal.explain")}</p>
        <ActionForm action={changeSandboxCardAction} hidden={{ session: portal.id }} className="mt-4 grid gap-4">
          <CardChoice words={words} />
          <SubmitButton size="lg" busyLabel={t("sandbox.portal.saving")}>
            {t("sandbox.portal.save")}
          </SubmitButton>
        </ActionForm>
      </section>
      <div className="mt-4">
        <ButtonLink variant="ghost" href={portal.backTo}>
          {t("sandbox.portal.back")}
        </ButtonLink>
      </div>
    </FocusLayout>
  );
}
