import type { Metadata } from "next";
import { NextEvents } from "@/components/billing/next-events";
import { FocusLayout } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { shellWords } from "@/components/shell/words";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { exactTime } from "@/components/ui/relative-time";
import { moveClockAction } from "@/lib/billing/sandbox/actions/clock";
import { loadClock } from "@/lib/billing/sandbox/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<{ moved?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("sandbox.clock.title"), robots: { index: false } };
}

/** The demo's clock: lets time pass for everybody in it, and says beforehand what that brings. */
export default async function ClockPage({ searchParams }: Props) {
  const clock = await loadClock();
  const moved = (await searchParams).moved === "yes";
  const words = await requestWords();
  const { t, locale } = words;
  const present = exactTime(clock.at, locale, "UTC");
  return (
    <FocusLayout width="lg" demo preferences={await requestPreferences()} words={shellWords(words.t)}>
      {clock.pending > 0 ? <meta httpEquiv="refresh" content="3" /> : null}
      <h1 className="text-2xl">{t("sandbox.clock.title")}</h1>
      <p className="mt-4 text-ink-3">{t("sandbox.clock.now")}</p>
      <p className="num text-xl font-semibold">
        <time dateTime={clock.at.toISOString()}>{present}</time>
      </p>
      <p className="mt-1 text-ink-2">{t("sandbox.clock.ahead", { days: clock.ahead })}</p>
      <div className="mt-4 grid gap-3">
        {moved ? <FormMessage tone="success">{t("sandbox.clock.moved", { date: present })}</FormMessage> : null}
        {clock.pending > 0 ? (
          <p className="text-ink-2">{t("sandbox.clock.pending", { count: clock.pending })}</p>
        ) : null}
        <p className="text-ink-2">{t("sandbox.clock.explain")}</p>
      </div>
      <section className="mt-6" aria-labelledby="move">
        <h2 id="move" className="text-xl">
          {t("sandbox.clock.move")}
        </h2>
        <ul className="hair mt-2">
          {clock.steps.map(({ by, due }) => (
            <li key={by} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <ActionButton
                action={moveClockAction}
                fields={{ by }}
                busyLabel={t("sandbox.clock.moving")}
                variant="outline"
              >
                + {t(`sandbox.clock.${by}`)}
              </ActionButton>
              <span className="text-ink-2">{t("sandbox.clock.due", { count: due })}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="mt-8" aria-labelledby="next">
        <h2 id="next" className="mb-2 text-xl">
          {t("sandbox.clock.next")}
        </h2>
        <NextEvents events={clock.next} words={words} />
      </section>
      <ButtonLink variant="ghost" href="/sandbox/control" className="mt-6">
        {t("sandbox.clock.control")}
      </ButtonLink>
    </FocusLayout>
  );
}
