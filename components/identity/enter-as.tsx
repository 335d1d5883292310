import type { ReactNode } from "react";
import { Avatar, SquareMark } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ArrowRight, Eye } from "@/components/ui/icons";
import type { Locale } from "@/lib/i18n/locales";
import type { Words } from "@/lib/i18n/words";
import { enterAsAction } from "@/lib/identity/actions";
import { plainForm } from "@/lib/platform/form-state";

interface Account {
  role: "owner" | "moderator" | "creator" | "member" | "free-member";
  name: string;
  email: string;
  password: string;
  community: string;
  shows: Record<Locale, string>;
}

interface Community {
  slug: string;
  name: string;
  glyph: string;
  promise: string;
  locale: Locale;
}

export interface EnterAsProps {
  accounts: Account[];
  communities: Community[];
  next: string;
  words: Words;
}

/** The demo's people, by community: one press and you are one of them. Each row is a form, so it needs no script. */
export function EnterAs({ accounts, communities, next, words }: EnterAsProps) {
  const { t } = words;
  return (
    <>
      <h1 className="text-2xl">{t("identity.enterAs.title")}</h1>
      <p className="mt-1.5 text-ink-2">{t("identity.enterAs.lead")}</p>
      <div className="mt-6 grid items-start gap-5 md:grid-cols-2">
        {communities
          .filter(({ slug }) => accounts.some((account) => account.community === slug))
          .map((community) => {
            const home = `/c/${community.slug}`;
            // A way back into this community only: its neighbour's pages may not exist for this person.
            const onward = next === home || next.startsWith(`${home}/`) ? next : "";
            return (
              <section key={community.slug} className="card" aria-labelledby={`as-${community.slug}`}>
                <div className="flex items-center gap-3 border-b border-line p-4" lang={community.locale}>
                  <SquareMark glyph={community.glyph} size={40} />
                  <div className="min-w-0">
                    <h2 id={`as-${community.slug}`} className="text-md">
                      {community.name}
                    </h2>
                    <p className="text-sm text-ink-2">{community.promise}</p>
                  </div>
                </div>
                <ul className="hair">
                  {accounts
                    .filter((account) => account.community === community.slug)
                    .map((account) => (
                      <li key={account.email}>
                        <Row
                          email={account.email}
                          next={onward}
                          mark={<Avatar id={account.email} name={account.name} />}
                          name={<span lang={community.locale}>{account.name}</span>}
                          role={t(`identity.enterAs.role.${account.role === "free-member" ? "free" : account.role}`)}
                          shows={account.shows[words.locale]}
                        />
                      </li>
                    ))}
                  <li>
                    <Row
                      email="visitor"
                      next={onward || home}
                      mark={
                        <span className="grid size-8 place-items-center rounded-full bg-sunken text-ink-3">
                          <Eye />
                        </span>
                      }
                      name={t("identity.enterAs.visitor")}
                      shows={t("identity.enterAs.visitorShows")}
                    />
                  </li>
                </ul>
              </section>
            );
          })}
      </div>
      <p className="mt-4 text-sm text-ink-3">
        {t("identity.enterAs.password")} <code className="font-mono text-ink-2">{accounts[0]?.password}</code>
      </p>
    </>
  );
}

interface RowProps {
  email: string;
  next: string;
  mark: ReactNode;
  name: ReactNode;
  role?: string;
  shows: string;
}

function Row({ email, next, mark, name, role, shows }: RowProps) {
  return (
    <form action={plainForm(enterAsAction)}>
      <input type="hidden" name="email" value={email} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <button type="submit" className="group flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover">
        {mark}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {name}
            {role ? <Badge tone="line">{role}</Badge> : null}
          </span>
          <span className="block text-sm text-ink-2">{shows}</span>
        </span>
        <ArrowRight className="text-ink-3 group-hover:text-ink" />
      </button>
    </form>
  );
}
