import "server-only";
import { type AnyColumn, and, desc, eq, gt, gte, inArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import { type Reader, read } from "@/db/client";
import { beforeCursor, countAll, sumOf } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { benefits } from "@/db/schema/billing";
import { members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { acceptedAnswers, posts } from "@/db/schema/posts";
import {
  knownPosts,
  listedPosts,
  type ViewerSlot,
  viewerInSlots,
  viewerShape,
  viewerValues,
} from "@/lib/access/scopes";
import type { PostFacts, Viewer } from "@/lib/access/types";
import type { Role } from "@/lib/members/schema";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Audience, PostKind, PostState } from "./schema";
import type { FeedFilter, FeedSort, Post, PostRow } from "./types";

const rowColumns = {
  id: posts.id,
  kind: posts.kind,
  slug: posts.slug,
  title: posts.title,
  excerpt: posts.excerpt,
  audience: posts.audience,
  benefitId: posts.benefitId,
  lang: posts.lang,
  state: posts.state,
  publishedAt: posts.publishedAt,
  updatedAt: posts.updatedAt,
  lastActivityAt: posts.lastActivityAt,
  pinnedAt: posts.pinnedAt,
  readingMinutes: posts.readingMinutes,
  commentCount: posts.commentCount,
  upvoteCount: posts.upvoteCount,
  hotness: posts.hotness,
  acceptedCount:
    sql<number>`(select count(*) from ${acceptedAnswers} where ${acceptedAnswers.postId} = ${posts.id})`.mapWith(
      Number,
    ),
  authorMemberId: members.id,
  authorUserId: users.id,
  authorName: users.name,
  authorHandle: users.handle,
  authorRole: members.role,
  topicSlug: topics.slug,
  topicName: topics.name,
};

type RawRow = {
  kind: string;
  audience: string;
  state: string;
  acceptedCount: number;
  authorMemberId: string;
  authorUserId: string;
  authorName: string;
  authorHandle: string;
  authorRole: string;
  topicSlug: string | null;
  topicName: string | null;
};

function toRow<Raw extends RawRow>(raw: Raw) {
  const {
    acceptedCount,
    authorMemberId,
    authorUserId,
    authorName,
    authorHandle,
    authorRole,
    topicSlug,
    topicName,
    ...rest
  } = raw;
  return {
    ...rest,
    kind: raw.kind as PostKind,
    audience: raw.audience as Audience,
    state: raw.state as PostState,
    isAnswered: acceptedCount > 0,
    author: {
      memberId: authorMemberId,
      userId: authorUserId,
      name: authorName,
      handle: authorHandle,
      role: authorRole as Role,
    },
    topic: topicSlug && topicName ? { slug: topicSlug, name: topicName } : null,
  };
}

const sortColumns = { newest: posts.publishedAt, active: posts.lastActivityAt, hot: posts.hotness } as const;

/** One page of the posts this viewer may find, by keyset: the cost does not depend on how far one has scrolled. */
export async function listFeed(viewer: Viewer, filter: FeedFilter): Promise<{ rows: PostRow[]; next: string | null }> {
  const cursor = decodeCursor(filter.after);
  const limit = filter.limit + 1;
  const raw = cursor
    ? await feedRows(read(), viewer, {
        ...filter,
        limit,
        before: beforeCursor(sortColumns[filter.sort], posts.id, cursor.value, cursor.id),
      })
    : await firstPage(
        viewer,
        filter,
      )({
        ...viewerValues(viewer),
        topicId: filter.topicId,
        authorId: filter.authorId,
        limit,
      });
  const rows = raw.map(toRow);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    rows: page,
    next:
      rows.length > filter.limit && last ? encodeCursor({ value: sortValue(last, filter.sort), id: last.id }) : null,
  };
}

type FirstPage = ReturnType<typeof prepareFirstPage>;
const firstPages = new Map<string, FirstPage>();

/** The prepared query for this way of looking. Roles, sorts and kinds are closed lists, so there are few of them. */
function firstPage(viewer: Viewer, filter: FeedFilter): FirstPage {
  const by = [filter.topicId && "topic", filter.authorId && "author", filter.unanswered && "open"].filter(Boolean);
  const shape = ["feed", viewerShape(viewer), filter.sort, filter.kinds.toSorted().join("+"), ...by].join(" ");
  const known = firstPages.get(shape) ?? prepareFirstPage(viewer, filter);
  firstPages.set(shape, known);
  return known;
}

function prepareFirstPage(viewer: Viewer, { sort, kinds, topicId, authorId, unanswered }: FeedFilter) {
  return prepared((reader, slots: Slots<ViewerSlot | "topicId" | "authorId" | "limit">) =>
    feedRows(reader, viewerInSlots(viewer, slots), {
      sort,
      kinds,
      topicId: topicId && slots.topicId,
      authorId: authorId && slots.authorId,
      unanswered,
      limit: slots.limit,
    }),
  );
}

type Filled<Value> = Value | Placeholder;
type FeedConditions = Pick<FeedFilter, "sort" | "kinds" | "unanswered"> & {
  topicId?: Filled<string>;
  authorId?: Filled<string>;
  before?: SQL;
  limit: Filled<number>;
};

function feedRows(reader: Reader, viewer: Viewer, filter: FeedConditions) {
  return selectRows(
    reader,
    and(
      listedPosts(viewer),
      kindsAre(filter.kinds),
      filter.topicId ? eq(posts.topicId, filter.topicId) : undefined,
      filter.authorId ? eq(posts.authorId, filter.authorId) : undefined,
      filter.unanswered
        ? sql`not exists (select 1 from ${acceptedAnswers} where ${acceptedAnswers.postId} = ${posts.id})`
        : undefined,
      filter.before,
    ),
    sortColumns[filter.sort],
    filter.limit,
  );
}

function kindsAre(kinds: PostKind[]): SQL | undefined {
  if (kinds.length === 0) return undefined;
  return kinds.length === 1 ? eq(posts.kind, kinds[0]!) : inArray(posts.kind, kinds);
}

function sortValue(row: PostRow, sort: FeedSort): number {
  if (sort === "hot") return row.hotness;
  return (sort === "active" ? row.lastActivityAt : row.publishedAt!).getTime();
}

function selectRows(reader: Reader, where: SQL | undefined, sort: AnyColumn, limit: Filled<number>) {
  return reader
    .select(rowColumns)
    .from(posts)
    .innerJoin(members, eq(members.id, posts.authorId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(topics, eq(topics.id, posts.topicId))
    .where(where)
    .orderBy(desc(sort), desc(posts.id))
    .limit(limit);
}

const pinnedAtOnce = 3;

/** Pinned posts the viewer may find, latest pin first. */
export async function listPinned(viewer: Viewer): Promise<PostRow[]> {
  const shape = `pinned ${viewerShape(viewer)}`;
  const query = pinned.get(shape) ?? preparePinned(viewer);
  pinned.set(shape, query);
  return (await query(viewerValues(viewer))).map(toRow);
}

const pinned = new Map<string, ReturnType<typeof preparePinned>>();

function preparePinned(viewer: Viewer) {
  return prepared((reader, slots: Slots<ViewerSlot>) => {
    // A comparison, because SQLite does not look for an index when asked for "not null".
    const where = and(listedPosts(viewerInSlots(viewer, slots)), gt(posts.pinnedAt, new Date(0)));
    return selectRows(reader, where, posts.pinnedAt, pinnedAtOnce);
  });
}

/** The whole public face of one post, when this viewer may know of it. */
export async function findPost(viewer: Viewer, slug: string): Promise<Post | null> {
  const shape = viewerShape(viewer);
  const query = postsBySlug.get(shape) ?? preparePostBySlug(viewer);
  postsBySlug.set(shape, query);
  const [row] = await query({ ...viewerValues(viewer), slug });
  return row ? toRow(row) : null;
}

const postsBySlug = new Map<string, ReturnType<typeof preparePostBySlug>>();

function preparePostBySlug(viewer: Viewer) {
  return prepared((reader, slots: Slots<ViewerSlot | "slug">) =>
    selectPost(reader, and(knownPosts(viewerInSlots(viewer, slots)), eq(posts.slug, slots.slug))),
  );
}

export async function findPostById(viewer: Viewer, id: string): Promise<Post | null> {
  const [row] = await selectPost(read(), and(knownPosts(viewer), eq(posts.id, id)));
  return row ? toRow(row) : null;
}

function selectPost(reader: Reader, where: SQL | undefined) {
  return reader
    .select({
      ...rowColumns,
      communityId: posts.communityId,
      authorId: posts.authorId,
      topicId: posts.topicId,
      revision: posts.revision,
      teaserHtml: posts.teaserHtml,
      outline: posts.outline,
      lockedMinutes: posts.lockedMinutes,
      lockedSections: posts.lockedSections,
      lockedCodeBlocks: posts.lockedCodeBlocks,
      ownBenefitId: benefits.id,
    })
    .from(posts)
    .innerJoin(members, eq(members.id, posts.authorId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(topics, eq(topics.id, posts.topicId))
    .leftJoin(benefits, eq(benefits.postId, posts.id))
    .where(where)
    .limit(1);
}

/** What the rules need to know of a post, without asking who wants to know: for `decideRead` and nothing else. */
export async function findPostFacts(
  communityId: string,
  postId: string,
): Promise<(PostFacts & { revision: number }) | null> {
  const [row] = await read()
    .select({
      id: posts.id,
      communityId: posts.communityId,
      authorId: posts.authorId,
      kind: posts.kind,
      audience: posts.audience,
      benefitId: posts.benefitId,
      ownBenefitId: benefits.id,
      state: posts.state,
      publishedAt: posts.publishedAt,
      revision: posts.revision,
    })
    .from(posts)
    .leftJoin(benefits, eq(benefits.postId, posts.id))
    .where(and(eq(posts.communityId, communityId), eq(posts.id, postId)))
    .limit(1);
  return row
    ? { ...row, kind: row.kind as PostKind, audience: row.audience as Audience, state: row.state as PostState }
    : null;
}

/** Drafts and published posts of one author (null: of everybody), latest change first: the studio's list. */
export async function listStudioPosts(communityId: string, authorId: string | null): Promise<PostRow[]> {
  const rows = await read()
    .select(rowColumns)
    .from(posts)
    .innerJoin(members, eq(members.id, posts.authorId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(topics, eq(topics.id, posts.topicId))
    .where(
      and(
        eq(posts.communityId, communityId),
        inArray(posts.state, ["draft", "published", "archived"]),
        authorId ? eq(posts.authorId, authorId) : undefined,
      ),
    )
    .orderBy(desc(posts.updatedAt), desc(posts.id))
    .limit(200);
  return rows.map(toRow);
}

/** How many published posts there are, by kind and audience, that anybody may know of. For the public home. */
export async function countPublished(viewer: Viewer): Promise<{ kind: PostKind; audience: Audience; count: number }[]> {
  const rows = await read()
    .select({ kind: posts.kind, audience: posts.audience, count: countAll() })
    .from(posts)
    .where(listedPosts(viewer))
    .groupBy(posts.kind, posts.audience);
  return rows.map((row) => ({ ...row, kind: row.kind as PostKind, audience: row.audience as Audience }));
}

/** The public face of a post for the search index. */
export async function findPostForIndex(postId: string) {
  const [row] = await read()
    .select({
      communityId: posts.communityId,
      title: posts.title,
      excerpt: posts.excerpt,
      audience: posts.audience,
      lang: posts.lang,
    })
    .from(posts)
    .where(eq(posts.id, postId))
    .limit(1);
  return row ?? null;
}

const sampleKinds: PostKind[] = ["tutorial", "article", "report"];

/** The newest long pieces whose whole text is public: what a visitor can try. */
export async function listOpenSamples(viewer: Viewer, limit: number): Promise<PostRow[]> {
  const where = and(listedPosts(viewer), eq(posts.audience, "public"), kindsAre(sampleKinds));
  return (await selectRows(read(), where, posts.publishedAt, limit)).map(toRow);
}

/** How many posts this viewer may find were published since `since`. */
export async function countPublishedSince(viewer: Viewer, since: Date): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(posts)
    .where(and(listedPosts(viewer), gte(posts.publishedAt, since)));
  return row?.count ?? 0;
}

/** How many posts of one author this viewer may find. */
export async function countPostsBy(viewer: Viewer, authorId: string): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(posts)
    .where(and(listedPosts(viewer), eq(posts.authorId, authorId)));
  return row?.count ?? 0;
}

/** Questions this viewer may find, and how many of them somebody has answered. */
export async function countQuestions(viewer: Viewer): Promise<{ asked: number; answered: number }> {
  const [row] = await read()
    .select({ asked: countAll(), answered: sumOf(sql`case when ${posts.commentCount} > 0 then 1 else 0 end`) })
    .from(posts)
    .where(and(listedPosts(viewer), eq(posts.kind, "question")));
  return { asked: row?.asked ?? 0, answered: row?.answered ?? 0 };
}

/** Addresses of everything this viewer may find, newest first: for the sitemap. */
export async function listAddresses(viewer: Viewer, limit: number): Promise<{ slug: string; updatedAt: Date }[]> {
  return read()
    .select({ slug: posts.slug, updatedAt: posts.updatedAt })
    .from(posts)
    .where(listedPosts(viewer))
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(limit);
}

/** How many posts that can be found here some of these benefits open: what a plan is worth reading-wise. */
export async function countWithBenefits(viewer: Viewer, benefitIds: string[]): Promise<number> {
  if (benefitIds.length === 0) return 0;
  const [row] = await read()
    .select({ count: countAll() })
    .from(posts)
    .where(and(listedPosts(viewer), inArray(posts.benefitId, benefitIds)));
  return row?.count ?? 0;
}
