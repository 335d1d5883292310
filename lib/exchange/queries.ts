import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { benefits, productBenefits, products } from "@/db/schema/billing";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { files, posts } from "@/db/schema/posts";
import type { Existing, StoredSource } from "./types";

/** What earlier imports left and which addresses are taken, whatever the posts' state. */
export async function findExisting(communityId: string): Promise<Existing> {
  const rows = await read()
    .select({
      postId: posts.id,
      slug: posts.slug,
      sourcePath: posts.sourcePath,
      digest: posts.sourceDigest,
      authorId: posts.authorId,
    })
    .from(posts)
    .where(eq(posts.communityId, communityId));
  const existing: Existing = { bySourcePath: new Map(), slugs: new Set() };
  for (const { postId, slug, sourcePath, digest, authorId } of rows) {
    existing.slugs.add(slug);
    if (sourcePath !== null) existing.bySourcePath.set(sourcePath, { postId, slug, digest, authorId });
  }
  return existing;
}

/** The benefit of the community's first plan on sale: what `--audience plan` means. */
export async function findFirstPlanBenefit(communityId: string): Promise<string | null> {
  const [row] = await read()
    .select({ benefitId: productBenefits.benefitId })
    .from(products)
    .innerJoin(productBenefits, eq(productBenefits.productId, products.id))
    .innerJoin(benefits, eq(benefits.id, productBenefits.benefitId))
    .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription"), isNull(products.archivedAt)))
    .orderBy(asc(products.position), asc(benefits.createdAt))
    .limit(1);
  return row?.benefitId ?? null;
}

/** Who imported texts belong to: the member with this handle, or the owner. */
export async function findAuthor(communityId: string, handle: string | null): Promise<string | null> {
  const [row] = await read()
    .select({ id: members.id })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(members.communityId, communityId),
        isNull(members.leftAt),
        handle === null ? eq(members.role, "owner") : eq(users.handle, handle),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

export async function findCommunitySlug(communityId: string): Promise<string | null> {
  const [row] = await read()
    .select({ slug: communities.slug })
    .from(communities)
    .where(eq(communities.id, communityId));
  return row?.slug ?? null;
}

/** Where an imported post and its neighbours came from; null for a post that was written here. */
export async function findStoredSource(communityId: string, postId: string): Promise<StoredSource | null> {
  const [{ bySourcePath }, pictures] = await Promise.all([
    findExisting(communityId),
    read()
      .select({ id: files.id, path: files.sourcePath, width: files.width, height: files.height })
      .from(files)
      .where(and(eq(files.communityId, communityId), eq(files.postId, postId))),
  ]);
  const [path] = [...bySourcePath].find(([, post]) => post.postId === postId) ?? [];
  if (!path) return null;
  return { path, slugs: new Map([...bySourcePath].map(([at, { slug }]) => [at, slug])), pictures };
}
