import "server-only";
import { and, asc, eq, isNull, type Placeholder, type SQL, sql } from "drizzle-orm";
import { type Reader, read } from "@/db/client";
import { afterCursor, amongIds, idList } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { acceptedAnswers, comments } from "@/db/schema/posts";
import { openComments } from "@/lib/access/bodies";
import { decideRead } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";
import type { Role } from "@/lib/members/schema";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import type { Comment, Thread } from "./types";

const columns = {
  id: comments.id,
  postId: comments.postId,
  threadId: comments.threadId,
  replyToId: comments.replyToId,
  upvoteCount: comments.upvoteCount,
  createdAt: comments.createdAt,
  editedAt: comments.editedAt,
  deletedAt: comments.deletedAt,
  authorMemberId: members.id,
  authorUserId: users.id,
  authorName: users.name,
  authorHandle: users.handle,
  authorRole: members.role,
  acceptedAt: acceptedAnswers.acceptedAt,
};

function selectComments(reader: Reader) {
  return reader
    .select(columns)
    .from(comments)
    .innerJoin(members, eq(members.id, comments.authorId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(
      acceptedAnswers,
      and(eq(acceptedAnswers.postId, comments.postId), eq(acceptedAnswers.commentId, comments.id)),
    );
}

type Row = Awaited<ReturnType<typeof selectComments>>[number];

/**
 * One page of a post's threads, oldest first, for a viewer who may read the post (else nothing): `limit` first-level
 * comments and everything below them. Accepted answers come first on the first page.
 */
export async function listThreads(
  viewer: Viewer,
  post: PostFacts,
  { after, limit }: { after?: string; limit: number },
): Promise<{ threads: Thread[]; next: string | null }> {
  if (!decideRead(viewer, post).granted) return { threads: [], next: null };
  const cursor = decodeCursor(after);
  const roots = cursor
    ? await selectRoots(
        read(),
        post.id,
        limit + 1,
        afterCursor(comments.createdAt, comments.id, cursor.value, cursor.id),
      )
    : await firstRoots({ postId: post.id, limit: limit + 1 });
  const page = roots.slice(0, limit);
  const accepted = cursor || post.kind !== "question" ? [] : await listAccepted(post.id, page);
  const shown = [...accepted, ...page.filter((row) => row.acceptedAt === null || cursor)];
  const replies =
    shown.length > 0 ? await repliesTo({ postId: post.id, threadIds: idList(shown.map((row) => row.id)) }) : [];
  const html = await openComments(
    viewer,
    post,
    [...shown, ...replies].map((row) => row.id),
  );
  const last = page.at(-1);
  return {
    threads: assemble(shown, replies, html),
    next: roots.length > limit && last ? encodeCursor({ value: last.createdAt.getTime(), id: last.id }) : null,
  };
}

type Filled<Value> = Value | Placeholder;

function selectRoots(reader: Reader, postId: Filled<string>, limit: Filled<number>, after?: SQL) {
  return selectComments(reader)
    .where(and(eq(comments.postId, postId), isNull(comments.threadId), after))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(limit);
}

const firstRoots = prepared((reader, { postId, limit }: Slots<"postId" | "limit">) =>
  selectRoots(reader, postId, limit),
);

/** What stands below the given threads. The post is named too: without it no index fits, and the whole table is read. */
const repliesTo = prepared((reader, { postId, threadIds }: Slots<"postId" | "threadIds">) =>
  selectComments(reader)
    .where(and(eq(comments.postId, postId), amongIds(comments.threadId, threadIds)))
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(1000),
);

async function listAccepted(postId: string, page: Row[]): Promise<Row[]> {
  const known = page.filter((row) => row.acceptedAt !== null);
  const beyond = await selectComments(read())
    .where(and(eq(comments.postId, postId), sql`${acceptedAnswers.acceptedAt} is not null`))
    .limit(5);
  return [...known, ...beyond.filter((row) => !known.some((other) => other.id === row.id))];
}

function assemble(roots: Row[], replies: Row[], html: Map<string, string>): Thread[] {
  const names = new Map([...roots, ...replies].map((row) => [row.id, row.authorName]));
  const below = Map.groupBy(replies, (row) => row.threadId!);
  const toComment = (row: Row): Comment => ({
    id: row.id,
    postId: row.postId,
    threadId: row.threadId,
    replyToName: row.replyToId && row.replyToId !== row.threadId ? (names.get(row.replyToId) ?? null) : null,
    author: {
      memberId: row.authorMemberId,
      userId: row.authorUserId,
      name: row.authorName,
      handle: row.authorHandle,
      role: row.authorRole as Role,
    },
    html: row.deletedAt ? null : (html.get(row.id) ?? null),
    upvoteCount: row.upvoteCount,
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
    isAccepted: row.acceptedAt !== null,
  });
  return roots.map((root) => ({ root: toComment(root), replies: (below.get(root.id) ?? []).map(toComment) }));
}

/** A comment's facts within one community, for the rules; another community's id finds nothing. */
export async function findComment(communityId: string, id: string) {
  const [row] = await read()
    .select({
      id: comments.id,
      postId: comments.postId,
      threadId: comments.threadId,
      authorId: comments.authorId,
      createdAt: comments.createdAt,
      deletedAt: comments.deletedAt,
    })
    .from(comments)
    .where(and(eq(comments.communityId, communityId), eq(comments.id, id)))
    .limit(1);
  return row ?? null;
}
