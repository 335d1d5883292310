import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { posts } from "@/db/schema/posts";
import { listedPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import type { PostKind } from "../schema";
import type { PostRow } from "../types";

import { kindsAre, rowColumns, selectRows, toRow } from "./rows";

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

const sampleKinds: PostKind[] = ["tutorial", "article", "report"];

/** The newest long pieces whose whole text is public: what a visitor can try. */
export async function listOpenSamples(viewer: Viewer, limit: number): Promise<PostRow[]> {
  const where = and(listedPosts(viewer), eq(posts.audience, "public"), kindsAre(sampleKinds));
  return (await selectRows(read(), where, posts.publishedAt, limit)).map(toRow);
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
