import { Avatar, SquareMark } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { ChevronsUpDown, Compass, House, X } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { NavIcon } from "./nav-icon";
import type { NavItem, NavSection, ShellCommunity, ShellViewer, Topic } from "./types";
import type { ShellWords } from "./words";

export interface SidebarProps {
  community: ShellCommunity;
  viewer: ShellViewer | null;
  sections: NavSection[];
  topics?: Topic[];
  /** The viewer's other communities, for the switcher. */
  communities?: ShellCommunity[];
  /** What joining costs at least. */
  joinNote?: string;
  words: ShellWords;
}

/** The community's navigation: a column from 1024 px, below that a drawer that opens without JavaScript. */
export function Sidebar({ community, viewer, sections, topics = [], communities = [], joinNote, words }: SidebarProps) {
  return (
    <aside id="sidebar" popover="auto" className="sidebar" aria-label={words.navigation}>
      <div className="flex h-13 flex-none items-center gap-1 border-b border-line pr-2 pl-1.5">
        <CommunitySwitcher community={community} communities={communities} signedIn={viewer !== null} words={words} />
        <button
          type="button"
          className="btn btn-ghost btn-icon lg:hidden"
          popoverTarget="sidebar"
          popoverTargetAction="hide"
          aria-label={words.closeNavigation}
        >
          <X />
        </button>
      </div>
      <nav className="flex-1 overflow-y-auto px-2.5 py-3" aria-label={words.navigation}>
        {sections.map((section, index) => (
          <div key={section.heading ?? "commons"} className={index > 0 ? "mt-5" : undefined}>
            {section.heading ? <p className="label mb-1 px-2.5">{section.heading}</p> : null}
            {section.items.map((item) => (
              <NavLink key={item.key} item={item} />
            ))}
          </div>
        ))}
        {topics.length > 0 ? <Topics topics={topics} words={words} /> : null}
      </nav>
      {viewer?.role ? (
        <Standing viewer={viewer} slug={community.slug} />
      ) : (
        <JoinCard community={community} note={joinNote} words={words} />
      )}
    </aside>
  );
}

function NavLink({ item }: { item: NavItem }) {
  return (
    <Link className="nav" href={item.href} aria-current={item.current ? "page" : undefined}>
      <NavIcon name={item.icon} />
      <span className="truncate">{item.label}</span>
      {item.count ? (
        <>
          <span className="n" aria-hidden="true">
            {item.count}
          </span>
          <span className="sr-only">{item.countLabel}</span>
        </>
      ) : null}
    </Link>
  );
}

function Topics({ topics, words }: { topics: Topic[]; words: ShellWords }) {
  return (
    <div className="mt-5">
      <p className="label mb-1 px-2.5">{words.topics}</p>
      {topics.map((topic) => (
        <Link key={topic.href} className="nav" href={topic.href} aria-current={topic.current ? "page" : undefined}>
          <span className="w-4 flex-none text-center font-mono text-ink-3" aria-hidden="true">
            #
          </span>
          <span className="truncate">{topic.label}</span>
          {topic.unread ? (
            <span className="ml-auto size-1.5 flex-none rounded-full bg-accent">
              <span className="sr-only">{words.unread}</span>
            </span>
          ) : null}
        </Link>
      ))}
    </div>
  );
}

function CommunitySwitcher({
  community,
  communities,
  signedIn,
  words,
}: {
  community: ShellCommunity;
  communities: ShellCommunity[];
  signedIn: boolean;
  words: ShellWords;
}) {
  return (
    <>
      <button
        type="button"
        className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
        popoverTarget="community-menu"
      >
        <SquareMark glyph={community.glyph} />
        <span className="min-w-0 flex-1 leading-tight" lang={community.lang}>
          <b className="block truncate text-base leading-tight">{community.name}</b>
          {community.promise ? <span className="block truncate text-xs text-ink-3">{community.promise}</span> : null}
        </span>
        <ChevronsUpDown className="text-ink-3" />
        <span className="sr-only">{words.switchCommunity}</span>
      </button>
      <div id="community-menu" popover="auto" className="menu menu-below-start">
        {communities.map((other) => (
          <Link
            key={other.slug}
            className="nav"
            href={`/c/${other.slug}/feed`}
            aria-current={other.slug === community.slug ? "true" : undefined}
            lang={other.lang}
          >
            <SquareMark glyph={other.glyph} size={20} />
            <span className="truncate">{other.name}</span>
          </Link>
        ))}
        {communities.length > 0 ? <hr /> : null}
        {signedIn ? (
          <Link className="nav" href="/home">
            <House />
            {words.myCommunities}
          </Link>
        ) : null}
        <Link className="nav" href="/explore">
          <Compass />
          {words.explore}
        </Link>
      </div>
    </>
  );
}

/** The foot of the column for members: who I am here, and by which plan. */
function Standing({ viewer, slug }: { viewer: ShellViewer; slug: string }) {
  return (
    <Link
      href={`/c/${slug}/members/${viewer.handle}`}
      className="m-2.5 flex items-center gap-2.5 rounded-md p-2 hover:bg-hover"
    >
      <Avatar id={viewer.id} name={viewer.name} size={28} />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block truncate font-medium">{viewer.name}</span>
        <span className="block truncate text-xs text-ink-3">{viewer.standing}</span>
      </span>
    </Link>
  );
}

/** The foot of the column for everybody else. */
function JoinCard({ community, note, words }: { community: ShellCommunity; note?: string; words: ShellWords }) {
  return (
    <div className="card m-2.5 p-3.5">
      <p className="font-semibold">{words.joinTitle(community.name)}</p>
      {community.promise ? (
        <p className="mt-0.5 line-clamp-2 text-sm text-ink-3" lang={community.lang}>
          {community.promise}
        </p>
      ) : null}
      {note ? <p className="num mt-1.5 text-sm">{note}</p> : null}
      <ButtonLink href={`/c/${community.slug}/join`} size="sm" className="mt-2.5 w-full">
        {words.joinPlans}
      </ButtonLink>
    </div>
  );
}
