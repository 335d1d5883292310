import "server-only";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { posts } from "@/db/schema/posts";
import { listedPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import type { Audience, PostKind } from "../schema";

/** How many published posts there are, by kind and audience, that anybody may know of. For the public home. */
export async function countPublished(viewer: Viewer): Promise<{ kind: PostKind; audience: Audience; count: number }[]> {
  const rows = await read()
    .select({ kind: posts.kind, audience: posts.audience, count: countAll() })
    .from(posts)
    .where(listedPosts(viewer))
    .groupBy(posts.kind, posts.audience);
  return rows.map((row) => ({ ...row, kind: row.kind as PostKind, audience: row.audience as Audience }));
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

/** How many posts that can be found here some of these benefits open: what a plan is worth reading-wise. */
export async function countWithBenefits(viewer: Viewer, benefitIds: string[]): Promise<number> {
  if (benefitIds.length === 0) return 0;
  const [row] = await read()
    .select({ count: countAll() })
    .from(posts)
    .where(and(listedPosts(viewer), inArray(posts.benefitId, benefitIds)));
  return row?.count ?? 0;
}
