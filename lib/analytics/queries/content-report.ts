import "server-only";
import type { Viewer } from "@/lib/access/types";
import type { MemberFilter } from "@/lib/segments/types";
import { type ContentSort, groupContent, rankPosts, type SeenPost } from "../content";
import type { ContentReport, Credited, PostFigures } from "../content-report";
import { creditByPost, type PostCredit } from "../last-touch";
import type { Range } from "../ranges";
import {
  countComments,
  countPublished,
  countReactions,
  listPostFaces,
  listPublished,
  listReadDays,
  listSearchTerms,
  listSeenPosts,
  listTopicNames,
} from "./content";
import { countFirstPayments, countJoins } from "./conversions";

/** Posts on the page; the file holds all. */
export const postsShown = 50;

export interface ContentOptions {
  viewer: Viewer;
  among: MemberFilter;
  sort: ContentSort;
  seesRevenue: boolean;
  /** Null brings all posts: for a file. */
  limit: number | null;
}

/** Everything the content page shows, from what was counted and from what is asked: nothing else. */
export async function findContent(range: Range, options: ContentOptions): Promise<ContentReport> {
  const { viewer, among, sort, seesRevenue, limit } = options;
  const { communityId } = viewer;
  const everybody = among === null;
  const [seen, readDays, publishedCounts, published, topicNames, joins, payments, gaps, searches] = await Promise.all([
    listSeenPosts(communityId, range, among),
    everybody ? listReadDays(communityId, range) : null,
    countPublished(communityId, range),
    listPublished(communityId, range, limit),
    listTopicNames(communityId),
    countJoins(communityId, range, among),
    seesRevenue ? countFirstPayments(communityId, range, among) : null,
    everybody ? listSearchTerms(communityId, range, true) : null,
    everybody ? listSearchTerms(communityId, range, false) : null,
  ]);
  const credits = { joins: creditByPost(joins), payments: payments && creditByPost(payments) };
  const facts = { seen, published, credits };
  const topics = groupContent({
    ...credits,
    seen,
    published: publishedCounts.byTopic,
    keyOf: (post) => post.topicId ?? "",
  });
  return {
    totals: { ...totalsOf(seen, everybody), published: publishedCounts.total },
    joins: creditedIn(joins),
    payments: payments && creditedIn(payments),
    unit: range.key === "12m" ? "month" : "day",
    periods: readDays && periodsOf(readDays, range),
    sort,
    seen: seen.length,
    posts: await listPosts(facts, range, { viewer, among, sort, limit }),
    kinds: groupContent({ ...credits, seen, published: publishedCounts.byKind, keyOf: ({ kind }) => kind }),
    topics: topics.map((group) => ({ ...group, name: topicNames.get(group.key) ?? null })),
    gaps,
    searches,
  };
}

function totalsOf(seen: readonly SeenPost[], everybody: boolean) {
  const sum = (name: "views" | "readers" | "completions") => seen.reduce((total, post) => total + (post[name] ?? 0), 0);
  return { views: everybody ? sum("views") : null, readers: sum("readers"), completions: sum("completions") };
}

function creditedIn(counts: readonly PostCredit[]): Credited {
  const sum = (rows: readonly PostCredit[]) => rows.reduce((total, { count }) => total + count, 0);
  return { all: sum(counts), credited: sum(counts.filter(({ postId }) => postId !== null)) };
}

function periodsOf(rows: Awaited<ReturnType<typeof listReadDays>>, { key, days }: Range) {
  const length = key === "12m" ? "2026-01".length : "2026-01-01".length;
  const periods = new Map(
    days.map((day) => [day.slice(0, length), { period: day.slice(0, length), views: 0, readers: 0, completions: 0 }]),
  );
  for (const row of rows) {
    const period = periods.get(row.day.slice(0, length));
    if (!period) continue;
    period.views += row.views;
    period.readers += row.readers;
    period.completions += row.completions;
  }
  return [...periods.values()];
}

interface ListFacts {
  seen: readonly SeenPost[];
  published: readonly string[];
  credits: { joins: ReadonlyMap<string, number>; payments: ReadonlyMap<string, number> | null };
}

async function listPosts(
  { seen, published, credits }: ListFacts,
  range: Range,
  { viewer, among, sort, limit }: Omit<ContentOptions, "seesRevenue">,
): Promise<PostFigures[]> {
  const all = [...new Set([...seen.map(({ postId }) => postId), ...published])];
  const ranked = rankPosts(seen, published, sort, await countsFor(sort, all, credits, range, among));
  const faces = await listPostFaces(viewer, limit === null ? ranked : ranked.slice(0, 2 * limit));
  const shown = ranked.filter((id) => faces.has(id)).slice(0, limit ?? undefined);
  const [comments, reactions] = await Promise.all([
    countComments(shown, range, among),
    countReactions(shown, range, among),
  ]);
  const reads = new Map(seen.map((post) => [post.postId, post]));
  const unread = { views: among === null ? 0 : null, readers: 0, completions: 0 };
  return shown.map((postId) => {
    const { views, readers, completions } = reads.get(postId) ?? unread;
    return {
      postId,
      ...faces.get(postId)!,
      views,
      readers,
      completions,
      comments: comments.get(postId) ?? 0,
      reactions: reactions.get(postId) ?? 0,
      joins: credits.joins.get(postId) ?? 0,
      payments: credits.payments && (credits.payments.get(postId) ?? 0),
    };
  });
}

/** The counts a sort needs of all posts; none where the reads themselves decide. */
async function countsFor(
  sort: ContentSort,
  postIds: readonly string[],
  credits: ListFacts["credits"],
  range: Range,
  among: MemberFilter,
): Promise<ReadonlyMap<string, number>> {
  if (sort === "comments") return countComments(postIds, range, among);
  if (sort === "reactions") return countReactions(postIds, range, among);
  if (sort === "joins") return credits.joins;
  return sort === "payments" && credits.payments ? credits.payments : new Map();
}
