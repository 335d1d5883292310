import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SandboxBanks } from "@/components/billing/sandbox-banks";
import { SandboxEvents } from "@/components/billing/sandbox-events";
import { SandboxFaults, SandboxTravel } from "@/components/billing/sandbox-travel";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ButtonLink } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { loadControl } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<{ done?: string }>;
}

const doneKeys = ["sent", "deliveries", "fault", "faults-cleared", "bank"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.control.title"), robots: { index: false } };
}

/** Where a demo's payments are disturbed on purpose: late, doubled and lost notices, failures, banks. */
export default async function ControlPage({ searchParams }: Props) {
  const control = await loadControl();
  const asked = (await searchParams).done;
  const done = doneKeys.find((key) => key === asked);
  const words = await requestWords();
  const { t } = words;
  const things = [...control.disputes, ...control.refunds, ...control.payouts, ...control.charges];
  return (
    <FocusLayout width="lg" demo preferences={await requestPreferences()} words={shellWords(words.t)}>
      <h1 className="text-2xl">{t("sandbox.control.title")}</h1>
      <p className="mt-2 text-ink-2">{t("sandbox.control.explain")}</p>
      {done ? <FormMessage tone="success">{t(`sandbox.control.done.${done}`)}</FormMessage> : null}
      <Part id="travel" title={t("sandbox.control.travel.title")}>
        <SandboxTravel policy={control.policy} words={words} />
      </Part>
      <Part id="faults" title={t("sandbox.control.faults.title")}>
        <SandboxFaults faults={control.faults} words={words} />
      </Part>
      <Part id="banks" title={t("sandbox.control.banks.title")}>
        <SandboxBanks things={things} words={words} />
      </Part>
      <Part id="events" title={t("sandbox.control.events.title")}>
        <SandboxEvents events={control.events} words={words} />
      </Part>
      <ButtonLink variant="ghost" href="/sandbox/clock" className="mt-6">
        {t("sandbox.control.clock")}
      </ButtonLink>
    </FocusLayout>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="mt-8" aria-labelledby={id}>
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
