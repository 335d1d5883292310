import "server-only";
import { and, asc, count, desc, eq, gte, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, idRows, sumOf, wantedId } from "@/db/dialect/sql";
import { members, topics } from "@/db/schema/communities";
import { comments, posts, reactions } from "@/db/schema/posts";
import { postReads, postViewDays, searchDays } from "@/db/schema/sightings";
import { knownPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import { postKinds } from "@/lib/posts/schema";
import type { MemberFilter } from "@/lib/segments/types";
import type { SeenPost } from "../content";
import type { PostFigures, SearchTerm } from "../content-report";
import type { Range } from "../ranges";
import { among } from "./among";

const onDays = (column: typeof postViewDays.day | typeof searchDays.day, { days }: Range) =>
  and(gte(column, days[0]!), lte(column, days.at(-1)!));

/**
 * Posts that were read in the range, with their sums: everybody's, or those of a segment's signed-in members. What a post
 * is is looked up for each: asked for a join, PostgreSQL goes through all posts there are.
 */
export async function listSeenPosts(communityId: string, range: Range, filter: MemberFilter): Promise<SeenPost[]> {
  const sums = filter === null ? viewSums(communityId, range) : readSums(communityId, range, filter);
  const ofPost = (column: typeof posts.kind | typeof posts.topicId) =>
    sql<string | null>`(select ${column} from ${posts} where ${eq(posts.id, sums.postId)})`;
  const rows = await read()
    .select({
      postId: sums.postId,
      kind: ofPost(posts.kind),
      topicId: ofPost(posts.topicId),
      views: sums.views,
      readers: sums.readers,
      completions: sums.completions,
    })
    .from(sums);
  return rows.flatMap(({ kind, ...row }) =>
    // A post that is gone has no kind.
    kind === null
      ? []
      : {
          ...row,
          kind,
          views: filter === null ? Number(row.views) : null,
          readers: Number(row.readers),
          completions: Number(row.completions),
        },
  );
}

const viewSums = (communityId: string, range: Range) =>
  read()
    .select({
      postId: postViewDays.postId,
      views: sumOf(postViewDays.views).as("all_views"),
      readers: sumOf(postViewDays.readers).as("all_readers"),
      completions: sumOf(postViewDays.completions).as("all_completions"),
    })
    .from(postViewDays)
    .where(and(eq(postViewDays.communityId, communityId), onDays(postViewDays.day, range)))
    .groupBy(postViewDays.postId)
    .as("sums");

/** Signed-in members who read a post first before the range's end and last after its start. */
export const readIn = (communityId: string, { from, to }: Range): SQL =>
  and(eq(postReads.communityId, communityId), lt(postReads.firstAt, to), gte(postReads.lastAt, from))!;

const readSums = (communityId: string, range: Range, filter: MemberFilter) =>
  read()
    .select({
      postId: postReads.postId,
      views: sumOf(sql`0`).as("all_views"),
      readers: countAll().as("all_readers"),
      completions: sumOf(
        sql`case when ${postReads.completedAt} >= ${range.from.getTime()} and ${postReads.completedAt} < ${range.to.getTime()} then 1 else 0 end`,
      ).as("all_completions"),
    })
    .from(postReads)
    .innerJoin(members, and(eq(members.communityId, communityId), eq(members.userId, postReads.userId)))
    .where(and(readIn(communityId, range), among(members.id, filter)))
    .groupBy(postReads.postId)
    .as("sums");

/** Views, readers and completions of each day; days without any are left out. */
export async function listReadDays(communityId: string, range: Range) {
  return read()
    .select({
      day: postViewDays.day,
      views: sumOf(postViewDays.views),
      readers: sumOf(postViewDays.readers),
      completions: sumOf(postViewDays.completions),
    })
    .from(postViewDays)
    .where(and(eq(postViewDays.communityId, communityId), onDays(postViewDays.day, range)))
    .groupBy(postViewDays.day);
}

const outIn = ({ from, to }: Range) =>
  and(eq(posts.state, "published"), gte(posts.publishedAt, from), lt(posts.publishedAt, to));

const publishedIn = (communityId: string, range: Range) => and(eq(posts.communityId, communityId), outIn(range));

/** How much was published in the range, by kind and by topic. Posts that have no topic stand under "". */
export async function countPublished(communityId: string, range: Range): Promise<PublishedCounts> {
  const kinds = sql.join(
    postKinds.map((kind) => sql`(${kind})`),
    sql`, `,
  );
  // A count for each, which an index answers alone: groups would have to be sorted. A topic is of one community, and its
  // index does not know which.
  const countOf = (which: SQL | undefined) =>
    sql<number>`(select count(*) from ${posts} where ${which})`.mapWith(Number);
  const ofKind = and(publishedIn(communityId, range), eq(posts.kind, sql`known.column1`));
  const ofTopic = and(outIn(range), eq(posts.topicId, topics.id));
  const [byKind, byTopic] = await Promise.all([
    read()
      .select({ key: sql<string>`known.column1`, count: countOf(ofKind) })
      .from(sql`(values ${kinds}) as known`),
    read()
      .select({ key: topics.id, count: countOf(ofTopic) })
      .from(topics)
      .where(eq(topics.communityId, communityId)),
  ]);
  const sum = (counts: typeof byKind) => counts.reduce((all, { count }) => all + count, 0);
  const withoutTopic = { key: "", count: sum(byKind) - sum(byTopic) };
  const some = (counts: typeof byKind) => counts.filter(({ count }) => count > 0);
  return { total: sum(byKind), byKind: some(byKind), byTopic: some([...byTopic, withoutTopic]) };
}

interface PublishedCounts {
  total: number;
  byKind: { key: string; count: number }[];
  byTopic: { key: string; count: number }[];
}

/** What was published in the range, the newest first; all of it without a limit. */
export async function listPublished(communityId: string, range: Range, limit: number | null): Promise<string[]> {
  const query = read()
    .select({ id: posts.id })
    .from(posts)
    .where(publishedIn(communityId, range))
    .orderBy(desc(posts.publishedAt), desc(posts.id));
  const rows = await (limit === null ? query : query.limit(limit));
  return rows.map(({ id }) => id);
}

/** Comments written under these posts in the range, those deleted later included. */
export async function countComments(
  postIds: readonly string[],
  { from, to }: Range,
  filter: MemberFilter,
): Promise<Map<string, number>> {
  const rows = await read()
    .select({ id: comments.postId, n: count() })
    .from(comments)
    .where(
      and(
        amongIds(comments.postId, idList(postIds)),
        gte(comments.createdAt, from),
        lt(comments.createdAt, to),
        among(comments.authorId, filter),
      ),
    )
    .groupBy(comments.postId);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

/** Reactions to these posts given in the range and not taken back since. */
export async function countReactions(
  postIds: readonly string[],
  { from, to }: Range,
  filter: MemberFilter,
): Promise<Map<string, number>> {
  const rows = await read()
    .select({ id: reactions.targetId, n: count() })
    .from(reactions)
    .where(
      and(
        amongIds(reactions.targetId, idList(postIds)),
        eq(reactions.targetKind, "post"),
        gte(reactions.createdAt, from),
        lt(reactions.createdAt, to),
        among(reactions.memberId, filter),
      ),
    )
    .groupBy(reactions.targetId);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

/** The faces of these posts, as far as the viewer may know them. */
export async function listPostFaces(
  viewer: Viewer,
  postIds: readonly string[],
): Promise<Map<string, Pick<PostFigures, "link" | "kind" | "topic" | "publishedAt">>> {
  const rows = await read()
    .select({
      id: posts.id,
      title: posts.title,
      slug: posts.slug,
      kind: posts.kind,
      publishedAt: posts.publishedAt,
      topic: topics.name,
    })
    .from(idRows(postIds))
    .crossJoin(posts)
    .leftJoin(topics, eq(topics.id, posts.topicId))
    .where(and(eq(posts.id, wantedId), knownPosts(viewer)));
  return new Map(rows.map(({ id, title, slug, ...face }) => [id, { ...face, link: { title, slug } }]));
}

/** The names of a community's topics, by id. */
export async function listTopicNames(communityId: string): Promise<Map<string, string>> {
  const rows = await read()
    .select({ id: topics.id, name: topics.name })
    .from(topics)
    .where(and(eq(topics.communityId, communityId), isNotNull(topics.name)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * A term is shown only when so many different people looked for it on one and the same day: one person's words are
 * nobody's business. Days are not added up for this, because nobody can tell whether today's person was yesterday's too:
 * the marks that could tell are gone.
 */
const fewestPeople = 2;
const termsShown = 20;

/** What was looked for most; with `unfound` only what nothing was ever found for. */
export async function listSearchTerms(communityId: string, range: Range, unfound: boolean): Promise<SearchTerm[]> {
  const searches = sumOf(searchDays.searches);
  const people = sql<number>`max(${searchDays.people})`.mapWith(Number);
  const found = sql<number>`max(${searchDays.found})`.mapWith(Number);
  return read()
    .select({ term: searchDays.term, searches, found })
    .from(searchDays)
    .where(and(eq(searchDays.communityId, communityId), onDays(searchDays.day, range)))
    .groupBy(searchDays.term)
    .having(and(gte(people, fewestPeople), unfound ? eq(found, 0) : undefined))
    .orderBy(desc(searches), asc(searchDays.term))
    .limit(termsShown);
}
