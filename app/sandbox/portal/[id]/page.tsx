import type { Metadata } from "next";
import { CardChoice } from "@/components/billing/card-choice";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeSandboxCardAction } from "@/lib/billing/sandbox/actions";
import { loadPortal } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.portal.title"), robots: { index: false } };
}

/** Stands in for Stripe's customer portal: another card for what is charged from now on. */
export default async function SandboxPortalPage({ params }: Props) {
  const portal = await loadPortal((await params).id);
  const words = await requestWords();
  const { t } = words;
  return (
    <FocusLayout width="md" demo={portal.demo} preferences={await requestPreferences()} words={shellWords(words.t)}>
      <SandboxStrip words={words} />
      <h1 className="mt-6 text-2xl">{t("sandbox.portal.title")}</h1>
      <p className="mt-2 text-ink-2">{t("sandbox.portal.explain")}</p>
      <ActionForm action={changeSandboxCardAction} hidden={{ session: portal.id }} className="mt-6 grid gap-4">
        <CardChoice words={words} />
        <SubmitButton size="lg" busyLabel={t("sandbox.portal.saving")}>
          {t("sandbox.portal.save")}
        </SubmitButton>
      </ActionForm>
      <div className="mt-4">
        <ButtonLink variant="ghost" href={portal.backTo}>
          {t("sandbox.portal.back")}
        </ButtonLink>
      </div>
    </FocusLayout>
  );
}
