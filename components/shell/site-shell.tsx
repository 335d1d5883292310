import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { CloseMenus } from "@/components/ui/close-menus";
import { Link } from "@/components/ui/link";
import { Static } from "@/components/ui/static";
import { AccountMenu } from "./account-menu";
import { BrandMark } from "./brand-mark";
import { DemoStrip } from "./demo-strip";
import { PreferencePanel } from "./preference-panel";
import type { Preferences, ShellPerson } from "./types";
import type { ShellWords } from "./words";

export type SitePlace = "explore" | "home" | "open" | "account" | null;

export interface SiteShellProps {
  viewer: ShellPerson | null;
  current?: SitePlace;
  /** bare: 1160 wide, the page makes its own sections (landing) · page: the same with room above · form: 720. */
  width?: "bare" | "page" | "form";
  demo: boolean;
  preferences: Preferences;
  words: ShellWords;
  children: ReactNode;
}

const mainWidths = { bare: "max-w-290", page: "max-w-290 pt-8 pb-16", form: "max-w-192 pt-8 pb-16" };

/** The frame of pages outside any community: landing, explore, one's communities, account. */
export function SiteShell({
  viewer,
  current = null,
  width = "page",
  demo,
  preferences,
  words,
  children,
}: SiteShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Static>
        {demo ? <DemoStrip words={words} /> : null}
        <SiteHeader {...{ viewer, current, preferences, words }} />
      </Static>
      <main id="main" tabIndex={-1} className={`mx-auto w-full flex-1 px-4 md:px-6 ${mainWidths[width]}`}>
        {children}
      </main>
      <Static>
        <SiteFooter preferences={preferences} words={words} />
      </Static>
      <CloseMenus />
    </div>
  );
}

function SiteHeader({
  viewer,
  current,
  preferences,
  words,
}: Pick<SiteShellProps, "viewer" | "current" | "preferences" | "words">) {
  const places = [
    ...(viewer ? [{ key: "home", href: "/home", label: words.myCommunities }] : []),
    { key: "explore", href: "/explore", label: words.explore },
  ];
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 max-w-290 items-center gap-1 px-4 md:px-6">
        <Link href="/" className="mr-2 flex items-center gap-2.5 md:mr-6">
          <BrandMark />
          <b className="text-md">{words.product}</b>
        </Link>
        <nav className="flex min-w-0 gap-1 max-md:hidden" aria-label={words.site}>
          {places.map((place) => (
            <ButtonLink
              key={place.key}
              href={place.href}
              variant="ghost"
              size="sm"
              aria-current={place.key === current ? "page" : undefined}
            >
              {place.label}
            </ButtonLink>
          ))}
        </nav>
        <div className="ml-auto flex flex-none items-center gap-1.5">
          {viewer ? null : (
            <ButtonLink href="/sign-in" variant="ghost" size="sm">
              {words.signIn}
            </ButtonLink>
          )}
          <ButtonLink href="/open" variant={viewer ? "outline" : "primary"} size="sm" className="max-[22.5rem]:hidden">
            {words.start}
          </ButtonLink>
          {viewer ? <AccountMenu person={viewer} preferences={preferences} words={words} /> : null}
        </div>
      </div>
    </header>
  );
}

function SiteFooter({ preferences, words }: Pick<SiteShellProps, "preferences" | "words">) {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-290 flex-wrap items-center gap-x-6 gap-y-4 px-4 py-7 text-sm text-ink-3 md:px-6">
        <span className="flex items-center gap-2">
          <BrandMark size={18} />
          {words.product}
        </span>
        <span>{words.tagline}</span>
        <nav className="flex flex-wrap gap-x-5" aria-label={words.footer}>
          <Link href="/explore" className="py-1 hover:text-ink">
            {words.explore}
          </Link>
          <Link href="/open" className="py-1 hover:text-ink">
            {words.start}
          </Link>
        </nav>
        <span className="md:ml-auto">
          <PreferencePanel preferences={preferences} words={words} />
        </span>
      </div>
    </footer>
  );
}
