import type { Metadata } from "next";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { onboardAccountAction } from "@/lib/billing/sandbox/actions/accounts";
import { loadOnboarding } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ link: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.connect.title"), robots: { index: false } };
}

/** Stands in for Stripe's onboarding of a connected account. */
export default async function SandboxConnectPage({ params }: Props) {
  const onboarding = await loadOnboarding((await params).link);
  const words = await requestWords();
  const { t } = words;
  const busyLabel = t("sandbox.connect.working");
  return (
    <FocusLayout width="md" demo={onboarding.demo} preferences={await requestPreferences()} words={shellWords(words.t)}>
      <SandboxStrip words={words} />
      <h1 className="mt-6 text-2xl">{t("sandbox.connect.title")}</h1>
      <p className="mt-2 text-ink-2">{t("sandbox.connect.explain")}</p>
      <p className="num mt-2 text-sm break-all text-ink-3">
        {t("sandbox.connect.account", { account: onboarding.account })}
      </p>
      <Notice tone={onboarding.ready ? "success" : "warning"} className="mt-4">
        {t(onboarding.ready ? "sandbox.connect.ready" : "sandbox.connect.notReady")}
      </Notice>
      <div className="mt-6 flex flex-wrap gap-3">
        <ActionButton
          action={onboardAccountAction}
          fields={{ link: onboarding.link, step: "finish" }}
          busyLabel={busyLabel}
          size="lg"
        >
          {t("sandbox.connect.finish")}
        </ActionButton>
        <ActionButton
          action={onboardAccountAction}
          fields={{ link: onboarding.link, step: "restrict" }}
          busyLabel={busyLabel}
          variant="outline"
          size="lg"
        >
          {t("sandbox.connect.restrict")}
        </ActionButton>
      </div>
      <div className="mt-4">
        <ButtonLink variant="ghost" href={onboarding.backTo}>
          {t("sandbox.connect.back")}
        </ButtonLink>
      </div>
    </FocusLayout>
  );
}
