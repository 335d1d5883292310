import type { ReactNode } from "react";
import { AccountTabs } from "@/components/identity/account-tabs";
import { requestPreferences } from "@/components/shell/preferences";
import { SiteShell } from "@/components/shell/site-shell";
import type { ShellPerson } from "@/components/shell/types";
import { shellWords } from "@/components/shell/words";
import type { Words } from "@/lib/i18n/words";

interface AccountPageProps {
  person: { userId: string; name: string; handle: string };
  demo: boolean;
  /** Of the pages the account's tabs name: which one, with its title above them. Others bring their own `h1`. */
  tab?: { current: "billing" | "access"; title: string; lead: string };
  words: Words;
  children: ReactNode;
}

/** The frame of the pages about one person's money and access: outside any community, the width of a form. */
export async function AccountPage({ person, demo, tab, words, children }: AccountPageProps) {
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
      {tab ? (
        <>
          <h1 className="text-2xl">{tab.title}</h1>
          <p className="mt-1.5 mb-5 text-ink-2">{tab.lead}</p>
          <AccountTabs current={tab.current} t={words.t} />
        </>
      ) : null}
      {children}
    </SiteShell>
  );
}
