import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { benefits } from "@/db/schema/billing";
import { topics } from "@/db/schema/communities";
import { posts } from "@/db/schema/posts";
import { writeBody } from "@/lib/access/bodies";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId, shortCode } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import type { Rendered } from "@/lib/platform/markdown/render";
import { hotness } from "../hotness";
import type { Audience, PostKind } from "../schema";
import { slugFor } from "../slug";
import { keepWarm } from "./counters";
import { renderedFace } from "./renderings";

/** What an author decides about a post; the text comes along rendered, because rendering must not run in a transaction. */
export interface PostDraft {
  kind: PostKind;
  title: string;
  audience: Audience;
  benefitId: string | null;
  topicId: string | null;
  lang: string;
  markdown: string;
  rendered: Rendered;
}

interface NewPost extends PostDraft {
  communityId: string;
  authorId: string;
  state: "draft" | "published";
  publishedAt?: Date;
  slug?: string;
  sourcePath?: string;
  sourceDigest?: string;
}

/** Stores a new post with its first revision. A published one is announced in the journal at its time. */
export async function createPost(tx: Tx, post: NewPost): Promise<{ postId: string; slug: string }> {
  await checkReferences(tx, post.communityId, post);
  const at = now();
  const postId = newId(at.getTime());
  const slug = post.slug ?? (await freeSlug(tx, post.communityId, slugFor(post.title)));
  const publishedAt = post.state === "published" ? (post.publishedAt ?? at) : null;
  await tx.insert(posts).values({
    id: postId,
    communityId: post.communityId,
    authorId: post.authorId,
    ...faceOf(post),
    state: post.state,
    slug,
    revision: 1,
    publishedAt,
    createdAt: at,
    updatedAt: at,
    lastActivityAt: publishedAt ?? at,
    commentCount: 0,
    upvoteCount: 0,
    hotness: hotness(0, 0, publishedAt ?? at),
    sourcePath: post.sourcePath ?? null,
    sourceDigest: post.sourceDigest ?? null,
  });
  await storeText(tx, post.communityId, postId, 1, post, post.authorId);
  if (publishedAt) await announce(tx, post.communityId, postId, post.authorId, post.kind, publishedAt);
  return { postId, slug };
}

/** Changes a post: one new revision. Its address stays, so links keep working. */
export async function updatePost(
  tx: Tx,
  post: PostDraft & {
    communityId: string;
    postId: string;
    editorId: string;
    expectedRevision?: number;
    sourceDigest?: string;
  },
): Promise<void> {
  await checkReferences(tx, post.communityId, post);
  const at = now();
  const [row] = await tx
    .update(posts)
    .set({
      ...faceOf(post),
      revision: sql`${posts.revision} + 1`,
      updatedAt: at,
      ...(post.sourceDigest ? { sourceDigest: post.sourceDigest } : {}),
    })
    .where(
      and(
        eq(posts.id, post.postId),
        eq(posts.communityId, post.communityId),
        post.expectedRevision ? eq(posts.revision, post.expectedRevision) : undefined,
      ),
    )
    .returning();
  if (!row) throw post.expectedRevision ? new Refusal("stale-revision") : new NotFound();
  await storeText(tx, post.communityId, post.postId, row.revision, post, post.editorId);
  await record(tx, {
    communityId: post.communityId,
    verb: "post.updated",
    actorId: post.editorId,
    object: { kind: "post", id: post.postId },
    detail: { revision: row.revision },
  });
}

/**
 * Publishes a draft now, or at a later time: it then appears because its time has come, not because a job ran. One that
 * was public before keeps its date (unless a later one is asked for) and its warmth, and is not announced again:
 * an interaction is counted once.
 */
export async function publishPost(
  tx: Tx,
  { communityId, postId, actorId, at = now() }: { communityId: string; postId: string; actorId: string; at?: Date },
): Promise<void> {
  const draft = and(eq(posts.id, postId), eq(posts.communityId, communityId), eq(posts.state, "draft"));
  const [before] = await tx.select({ publishedAt: posts.publishedAt }).from(posts).where(draft);
  if (!before) return;
  const wasPublic = before.publishedAt !== null && before.publishedAt <= now();
  const times = wasPublic && at <= now() ? {} : { publishedAt: at, lastActivityAt: at };
  const [row] = await tx
    .update(posts)
    .set({ state: "published", ...times, updatedAt: now() })
    .where(draft)
    .returning();
  if (!row) return;
  await keepWarm(tx, row);
  if (!wasPublic) return announce(tx, communityId, postId, row.authorId, row.kind as PostKind, at, actorId);
  const object = { kind: "post" as const, id: postId };
  await record(tx, { communityId, verb: "post.updated", actorId, object, detail: { state: "published" } });
}

/** Takes a post out of every list (`archived`, its author can bring it back) or away (`removed`, by staff). */
export async function retirePost(
  tx: Tx,
  {
    communityId,
    postId,
    actorId,
    state,
  }: { communityId: string; postId: string; actorId: string; state: "archived" | "removed" | "draft" },
): Promise<void> {
  const at = now();
  const [row] = await tx
    .update(posts)
    .set({ state, updatedAt: at, ...(state === "removed" ? { removedAt: at } : {}) })
    .where(and(eq(posts.id, postId), eq(posts.communityId, communityId)))
    .returning();
  if (!row) throw new NotFound();
  await record(tx, {
    communityId,
    verb: "post.removed",
    actorId,
    object: { kind: "post", id: postId },
    detail: { state },
  });
}

/** Pins a post to the top of the feed, or takes the pin away. */
export async function pinPost(
  tx: Tx,
  communityId: string,
  postId: string,
  actorId: string,
  pinned: boolean,
): Promise<void> {
  await tx
    .update(posts)
    .set({ pinnedAt: pinned ? now() : null })
    .where(and(eq(posts.id, postId), eq(posts.communityId, communityId)));
  await record(tx, {
    communityId,
    verb: "post.updated",
    actorId,
    object: { kind: "post", id: postId },
    detail: { pinned },
  });
}

/** What an import brings: as {@link createPost} or {@link updatePost}, found again by where it came from. */
export async function saveImportedPost(
  tx: Tx,
  post: NewPost & { sourcePath: string; sourceDigest: string },
): Promise<{ postId: string; slug: string; outcome: "created" | "changed" | "unchanged" }> {
  const [known] = await tx
    .select({ id: posts.id, slug: posts.slug, digest: posts.sourceDigest })
    .from(posts)
    .where(and(eq(posts.communityId, post.communityId), eq(posts.sourcePath, post.sourcePath)))
    .limit(1);
  if (!known) {
    const made = await createPost(tx, {
      ...post,
      slug: post.slug && (await freeSlug(tx, post.communityId, post.slug)),
    });
    return { ...made, outcome: "created" };
  }
  if (known.digest === post.sourceDigest) return { postId: known.id, slug: known.slug, outcome: "unchanged" };
  await updatePost(tx, { ...post, postId: known.id, editorId: post.authorId });
  return { postId: known.id, slug: known.slug, outcome: "changed" };
}

/** The public face of a draft: nothing in it comes from below the pay line. */
function faceOf(post: PostDraft) {
  return {
    kind: post.kind,
    title: post.title,
    audience: post.audience,
    benefitId: post.audience === "benefit" ? post.benefitId : null,
    topicId: post.topicId,
    lang: post.lang,
    ...renderedFace(post.rendered),
  };
}

async function storeText(tx: Tx, communityId: string, postId: string, revision: number, post: PostDraft, by: string) {
  await writeBody(tx, {
    postId,
    revision,
    communityId,
    markdown: post.markdown,
    html: post.rendered.bodyHtml,
    createdBy: by,
  });
  await enqueue(tx, {
    kind: "search.index-post",
    payload: { communityId, postId },
    uniqueKey: `search:${postId}:${revision}`,
  });
}

async function announce(
  tx: Tx,
  communityId: string,
  postId: string,
  authorId: string,
  kind: PostKind,
  at: Date,
  actorId = authorId,
) {
  await record(tx, {
    communityId,
    verb: "post.published",
    actorId,
    memberId: authorId,
    object: { kind: "post", id: postId },
    detail: { kind },
    at,
  });
}

/** Ids from a form are hostile: a topic or benefit of another community does not exist here. */
async function checkReferences(tx: Tx, communityId: string, post: PostDraft): Promise<void> {
  if (post.topicId) {
    const [topic] = await tx
      .select({ id: topics.id })
      .from(topics)
      .where(and(eq(topics.id, post.topicId), eq(topics.communityId, communityId)));
    if (!topic) throw new NotFound();
  }
  if (post.audience !== "benefit") return;
  if (!post.benefitId) throw new Refusal("plan-needed", { field: "audience" });
  const [benefit] = await tx
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.id, post.benefitId), eq(benefits.communityId, communityId)));
  if (!benefit) throw new NotFound();
}

async function freeSlug(tx: Tx, communityId: string, wished: string): Promise<string> {
  const [taken] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.communityId, communityId), eq(posts.slug, wished)))
    .limit(1);
  return taken ? `${wished.slice(0, 74)}-${shortCode(5)}` : wished;
}
