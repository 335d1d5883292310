import type { ReactNode } from "react";
import { FocusLayout, type FocusLayoutProps } from "@/components/shell/focus-layout";
import { requestPreferences } from "@/components/shell/preferences";
import { type SitePlace, SiteShell, type SiteShellProps } from "@/components/shell/site-shell";
import { shellWords } from "@/components/shell/words";
import { requestWords } from "@/lib/i18n/request";
import { currentPerson } from "@/lib/identity/loaders";
import { isDemo } from "@/lib/platform/installation";

/** The frame of pages outside any community, with whoever is signed in. It guards nothing: pages ask for themselves. */
export async function SiteFrame({
  current = null,
  width = "page",
  children,
}: {
  current?: SitePlace;
  width?: SiteShellProps["width"];
  children: ReactNode;
}) {
  const [{ t }, person, preferences, demo] = await Promise.all([
    requestWords(),
    currentPerson(),
    requestPreferences(),
    isDemo(),
  ]);
  const viewer = person && { id: person.userId, name: person.name, handle: person.handle };
  return (
    <SiteShell {...{ viewer, current, width, demo, preferences }} words={shellWords(t)}>
      {children}
    </SiteShell>
  );
}

/** The frame of pages with one task: signing in, resetting, setting up. */
export async function FocusFrame({ width, children }: { width?: FocusLayoutProps["width"]; children: ReactNode }) {
  const [{ t }, preferences, demo] = await Promise.all([requestWords(), requestPreferences(), isDemo()]);
  return (
    <FocusLayout width={width} demo={demo} preferences={preferences} words={shellWords(t)}>
      {children}
    </FocusLayout>
  );
}
