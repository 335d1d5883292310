import type { ReactNode } from "react";
import { requestPreferences } from "@/components/shell/preferences";
import { SiteShell } from "@/components/shell/site-shell";
import type { ShellPerson } from "@/components/shell/types";
import { shellWords } from "@/components/shell/words";
import type { Words } from "@/lib/i18n/words";

interface AccountPageProps {
  person: { userId: string; name: string; handle: string };
  demo: boolean;
  words: Words;
  children: ReactNode;
}

/** The frame of the billing pages: outside any community, the width of a form. */
export async function AccountPage({ person, demo, words, children }: AccountPageProps) {
  const viewer: ShellPerson = { id: person.userId, name: person.name, handle: person.handle };
  return (
    <SiteShell
      viewer={viewer}
      current="account"
      width="form"
      demo={demo}
      preferences={await requestPreferences()}
      words={shellWords(words.t)}
    >
      {children}
    </SiteShell>
  );
}
