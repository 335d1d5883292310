import { Avatar } from "@/components/ui/avatar";
import { CreditCard, House, LogOut, ShieldCheck, UserRound } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { PreferencePanel } from "./preference-panel";
import type { Preferences, ShellPerson } from "./types";
import type { ShellWords } from "./words";

export interface AccountMenuProps {
  person: ShellPerson;
  preferences: Preferences;
  words: ShellWords;
}

/** One person's pages, theme, language and sign-out: a native popover under the avatar in the top bar. */
export function AccountMenu({ person, preferences, words }: AccountMenuProps) {
  const entries = [
    { href: "/home", label: words.myCommunities, icon: House },
    { href: "/me", label: words.profile, icon: UserRound },
    { href: "/me/security", label: words.security, icon: ShieldCheck },
    { href: "/me/billing", label: words.billing, icon: CreditCard },
  ];
  return (
    <>
      <button type="button" className="btn btn-icon rounded-full!" popoverTarget="account-menu">
        <Avatar id={person.id} name={person.name} size={28} />
        <span className="sr-only">{words.accountOf(person.name)}</span>
      </button>
      <div id="account-menu" popover="auto" className="menu menu-below-end">
        <p className="px-2.5 pt-1.5 pb-2 leading-tight">
          <b className="block truncate font-medium">{person.name}</b>
          <span className="block truncate text-sm text-ink-3">@{person.handle}</span>
        </p>
        <nav aria-label={words.account}>
          {entries.map(({ href, label, icon: Icon }) => (
            <Link key={href} className="nav" href={href}>
              <Icon />
              {label}
            </Link>
          ))}
        </nav>
        <hr />
        <div className="px-2.5 py-1.5">
          <PreferencePanel preferences={preferences} words={words} />
        </div>
        <hr />
        <form method="post" action="/sign-out">
          <button type="submit" className="nav w-full">
            <LogOut />
            {words.signOut}
          </button>
        </form>
      </div>
    </>
  );
}
