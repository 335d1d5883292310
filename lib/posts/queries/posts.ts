import "server-only";
import { and, eq, type SQL } from "drizzle-orm";
import { type Reader, read } from "@/db/client";
import { prepared, type Slots } from "@/db/prepared";
import { benefits } from "@/db/schema/billing";
import { members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { posts } from "@/db/schema/posts";
import { knownPosts, type ViewerSlot, viewerInSlots, viewerShape, viewerValues } from "@/lib/access/scopes";
import type { PostFacts, Viewer } from "@/lib/access/types";
import type { Audience, PostKind, PostState } from "../schema";
import type { Post } from "../types";

import { rowColumns, toRow } from "./rows";

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
