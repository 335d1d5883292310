import type { ReactNode } from "react";
import { CloseMenus } from "@/components/ui/close-menus";
import { Link } from "@/components/ui/link";
import { Static } from "@/components/ui/static";
import { CountView } from "./count-view";
import { DemoStrip } from "./demo-strip";
import { NavIcon } from "./nav-icon";
import { PageWidth, type Width } from "./page-width";
import { PreferencePanel } from "./preference-panel";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";
import type { CommunityNav, Crumb, NavItem, Preferences, ShellCommunity, ShellViewer, Topic } from "./types";
import type { ShellWords } from "./words";

export interface CommunityShellProps {
  community: ShellCommunity;
  viewer: ShellViewer | null;
  nav: CommunityNav;
  topics?: Topic[];
  communities?: ShellCommunity[];
  title: string;
  crumbs?: Crumb[];
  query?: string;
  action?: { href: string; label: string };
  /** The page's own address, for the way back after signing in. */
  path: string;
  /** Content beside the main column from 1280 px; what it holds must also be reachable elsewhere. */
  rail?: { label: string; content: ReactNode };
  width?: Width;
  /** A sentence across the top of the content: a failed payment, for instance. */
  banner?: ReactNode;
  /** What joining costs at least, for the join card. */
  joinNote?: string;
  demo: boolean;
  preferences: Preferences;
  words: ShellWords;
  children: ReactNode;
}

/**
 * The frame of every page within a community, sent as text: only what stands in it is React's.
 * Order of focus: skip link, sidebar, top bar, main, rail, tab bar.
 */
export function CommunityShell(props: CommunityShellProps) {
  const { community, viewer, nav, rail, width = "feed", banner, demo, preferences, words, children } = props;
  return (
    <>
      <div className="flex min-h-dvh">
        <Static>
          <Sidebar
            {...{ community, viewer, words }}
            sections={nav.sections}
            topics={props.topics}
            communities={props.communities}
            joinNote={props.joinNote}
          />
        </Static>
        <div className="flex min-w-0 flex-1 flex-col">
          <Static>
            {demo ? <DemoStrip words={words} /> : null}
            <TopBar
              {...{ community, viewer, preferences, words }}
              title={props.title}
              crumbs={props.crumbs}
              query={props.query}
              action={props.action}
              path={props.path}
            />
          </Static>
          <PageWidth width={width} banner={banner} rail={rail}>
            {children}
          </PageWidth>
          <Static>
            <footer className="above-tabbar flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-4 pt-4 text-sm text-ink-3 md:px-6 md:pb-4!">
              <Link href="/" className="hover:text-ink">
                {words.poweredBy}
              </Link>
              <span className="sm:ml-auto">
                <PreferencePanel preferences={preferences} words={words} />
              </span>
            </footer>
            <TabBar tabs={nav.tabs} label={words.quick} />
          </Static>
        </div>
      </div>
      <CloseMenus />
      <CountView slug={community.slug} />
    </>
  );
}

function TabBar({ tabs, label }: { tabs: NavItem[]; label: string }) {
  return (
    <nav className="tabbar" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.key} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          <NavIcon name={tab.icon} />
          <span className="max-w-full truncate">{tab.label}</span>
        </Link>
      ))}
    </nav>
  );
}
