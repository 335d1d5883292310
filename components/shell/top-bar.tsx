import { SquareMark } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { ChevronRight, Menu, Plus, Search } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { AccountMenu } from "./account-menu";
import type { Crumb, Preferences, ShellCommunity, ShellViewer } from "./types";
import type { ShellWords } from "./words";

export interface TopBarProps {
  community: ShellCommunity;
  viewer: ShellViewer | null;
  /** The page's short name; not a heading, the page has its own h1. */
  title: string;
  crumbs?: Crumb[];
  /** What the search field holds, on the search page. */
  query?: string;
  /** The one primary action of the view. */
  action?: { href: string; label: string };
  /** Where signing in leads back to. */
  path: string;
  preferences: Preferences;
  words: ShellWords;
}

/** Where one is, search, the action of the view, and the account. */
export function TopBar({
  community,
  viewer,
  title,
  crumbs = [],
  query,
  action,
  path,
  preferences,
  words,
}: TopBarProps) {
  return (
    <header className="topbar">
      <button
        type="button"
        className="btn btn-ghost btn-icon -ml-1.5 lg:hidden"
        popoverTarget="sidebar"
        aria-label={words.openNavigation}
      >
        <Menu />
      </button>
      <Link
        href={`/c/${community.slug}/feed`}
        className="flex min-w-0 items-center gap-2 font-semibold lg:hidden"
        lang={community.lang}
      >
        <SquareMark glyph={community.glyph} size={24} />
        <span className="truncate">{community.name}</span>
      </Link>
      <nav className="hidden min-w-0 items-center gap-1.5 lg:flex" aria-label={words.breadcrumb}>
        {crumbs.map((crumb) => (
          <span key={crumb.href} className="flex min-w-0 flex-none items-center gap-1.5 text-ink-2">
            <Link href={crumb.href} className="hover:text-ink">
              {crumb.label}
            </Link>
            <ChevronRight className="size-3.5 text-ink-3" />
          </span>
        ))}
        <span className="truncate font-semibold" aria-current="page">
          {title}
        </span>
      </nav>
      <div className="ml-auto flex flex-none items-center gap-1.5">
        <SearchForm slug={community.slug} query={query} words={words} />
        {action ? (
          <ButtonLink href={action.href} variant="primary" size="sm" className="max-md:hidden">
            <Plus />
            {action.label}
          </ButtonLink>
        ) : null}
        {viewer ? (
          <AccountMenu person={viewer} preferences={preferences} words={words} />
        ) : (
          <ButtonLink
            href={`/sign-in?next=${encodeURIComponent(path)}`}
            variant="ghost"
            size="sm"
            className="max-md:hidden"
          >
            {words.signIn}
          </ButtonLink>
        )}
        {viewer?.role ? null : (
          <ButtonLink href={`/c/${community.slug}/join`} variant={action ? "outline" : "primary"} size="sm">
            {words.joinAction}
          </ButtonLink>
        )}
      </div>
    </header>
  );
}

/** A plain GET form on wide screens, a link to the search page on narrow ones. */
function SearchForm({ slug, query, words }: { slug: string; query?: string; words: ShellWords }) {
  const address = `/c/${slug}/search`;
  return (
    <>
      <search className="hidden lg:block">
        <form
          action={address}
          method="get"
          className="flex h-8 w-64 items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-sm focus-within:border-control"
        >
          <Search className="text-ink-3" />
          <input
            type="search"
            name="q"
            defaultValue={query}
            aria-label={words.search}
            placeholder={words.searchHint}
            className="min-w-0 flex-1 self-stretch bg-transparent placeholder:text-ink-3"
          />
        </form>
      </search>
      <Link href={address} className="btn btn-ghost btn-icon lg:hidden" aria-label={words.search}>
        <Search />
      </Link>
    </>
  );
}
