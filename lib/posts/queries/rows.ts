import "server-only";
import { type AnyColumn, desc, eq, inArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { acceptedAnswers, posts } from "@/db/schema/posts";
import type { Role } from "@/lib/members/schema";
import type { Audience, PostKind, PostState } from "../schema";

export const rowColumns = {
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

export type RawRow = {
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

export function toRow<Raw extends RawRow>(raw: Raw) {
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

export const sortColumns = { newest: posts.publishedAt, active: posts.lastActivityAt, hot: posts.hotness } as const;

export type Filled<Value> = Value | Placeholder;

export function kindsAre(kinds: PostKind[]): SQL | undefined {
  if (kinds.length === 0) return undefined;
  return kinds.length === 1 ? eq(posts.kind, kinds[0]!) : inArray(posts.kind, kinds);
}

export function selectRows(reader: Reader, where: SQL | undefined, sort: AnyColumn, limit: Filled<number>) {
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
