import type { ReactNode } from "react";
import { lowestPrice, priceText } from "@/components/communities/plan-price";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { runs } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/types";
import { loadOwnCommunities, loadPlanName, loadPlans, loadTopics } from "@/lib/communities/loaders";
import type { Community, CommunityMark } from "@/lib/communities/types";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";
import { isDemo } from "@/lib/platform/installation";
import { communityNav } from "./community-nav";
import { CommunityShell } from "./community-shell";
import type { Width } from "./page-width";
import { requestPreferences } from "./preferences";
import type { Crumb, NavKey, ShellCommunity, ShellViewer } from "./types";
import { shellWords } from "./words";

export interface CommunityFrameProps {
  community: Community;
  viewer: Viewer;
  /** Which entry of the navigation the page stands under; null for none. */
  current: NavKey | null;
  /** The page's short name in the top bar. The page has its own `h1`. */
  title: string;
  crumbs?: Crumb[];
  /** The one primary action of the view, in the top bar. */
  action?: { href: string; label: string };
  /** Beside the content from 1280 px; what it holds must also be reachable elsewhere. */
  rail?: ReactNode;
  width?: Width;
  /** The topic the page is narrowed to. */
  topic?: string;
  /** What the search field holds. */
  query?: string;
  /** Where signing in leads back to, when it is not the current entry of the navigation. */
  path?: string;
  children: ReactNode;
}

/**
 * The frame of a community's page, filled in for this viewer. It decides nothing about access: the page has asked
 * before it renders this, because what stands in a frame's children is sent whatever the frame does.
 */
export async function CommunityFrame(props: CommunityFrameProps) {
  const { community, viewer, current, rail, topic, children } = props;
  const words = await requestWords();
  const [topics, communities, demo, preferences, shellViewer, note] = await Promise.all([
    loadTopics(community.id),
    viewer.person ? loadOwnCommunities(viewer.person.userId) : [],
    isDemo(),
    requestPreferences(),
    standingOf(viewer, words),
    viewer.membership ? undefined : joinNote(community, words),
  ]);
  const base = `/c/${community.slug}`;
  const role = viewer.membership?.role ?? null;
  const nav = communityNav({ slug: community.slug, role, signedIn: viewer.person !== null, current, t: words.t });
  const here = nav.sections.flatMap((section) => section.items).find((item) => item.current);
  return (
    <CommunityShell
      community={{ ...markOf(community), promise: community.promise }}
      viewer={shellViewer}
      nav={nav}
      topics={topics.map(({ slug, name }) => ({
        href: `${base}/feed?topic=${encodeURIComponent(slug)}`,
        label: name,
        current: slug === topic,
      }))}
      communities={communities.map(markOf)}
      title={props.title}
      crumbs={props.crumbs}
      query={props.query}
      action={props.action}
      path={props.path ?? here?.href ?? `${base}/feed`}
      rail={rail ? { label: words.t("communities.frame.rail"), content: rail } : undefined}
      width={props.width}
      banner={viewer.pastDue ? <PastDue words={words} /> : undefined}
      demo={demo}
      joinNote={note}
      preferences={preferences}
      words={shellWords(words.t)}
    >
      {children}
    </CommunityShell>
  );
}

function markOf({ slug, name, glyph, locale }: CommunityMark): ShellCommunity {
  return { slug, name, glyph, lang: locale };
}

/** Who is looking, with the plan's name (or the role's) for the foot of the sidebar. */
async function standingOf(viewer: Viewer, { t }: Words): Promise<ShellViewer | null> {
  const { person, membership, grants, at, communityId } = viewer;
  if (!person) return null;
  const me = { id: person.userId, name: person.name, handle: person.handle };
  if (!membership) return { ...me, role: null, standing: "" };
  const pays = grants.some((grant) => grant.sourceKind === "subscription" && runs(grant, at));
  const planName = pays ? await loadPlanName(communityId, person.userId) : null;
  return { ...me, role: membership.role, standing: planName ?? t(`common.role.${membership.role}`) };
}

/** The join card's last line: what it costs at least. */
async function joinNote(community: Community, words: Words): Promise<string> {
  const lowest = lowestPrice(await loadPlans(community.id));
  if (!lowest) return words.t("communities.frame.joinFree");
  return words.t("communities.frame.joinFrom", { price: priceText(lowest.price, lowest.interval, words) });
}

function PastDue({ words: { t } }: { words: Words }) {
  return (
    <Notice
      tone="warning"
      title={t("communities.frame.pastDueTitle")}
      action={
        <Link className="btn btn-outline btn-sm" href="/me/billing">
          {t("communities.frame.pastDueAction")}
        </Link>
      }
    >
      {t("communities.frame.pastDue")}
    </Notice>
  );
}
