import "server-only";
import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { prepared, type Slots } from "@/db/prepared";
import { benefits, grants, productBenefits } from "@/db/schema/billing";

/** What the plans of a community open: benefits that do not belong to a single post. */
export async function listPlanBenefits(communityId: string) {
  return planBenefitsOf({ communityId });
}

const planBenefitsOf = prepared((reader, { communityId }: Slots<"communityId">) =>
  reader
    .select({ id: benefits.id, name: benefits.name })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)))
    .orderBy(asc(benefits.createdAt)),
);

export async function findBenefitOfPost(communityId: string, postId: string): Promise<string | null> {
  const [row] = await read()
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), eq(benefits.postId, postId)))
    .limit(1);
  return row?.id ?? null;
}

/** True when the person holds every benefit of a product at `at`. */
export async function ownsProduct(communityId: string, userId: string, productId: string, at: Date): Promise<boolean> {
  const wanted = await read()
    .select({ benefitId: productBenefits.benefitId })
    .from(productBenefits)
    .where(and(eq(productBenefits.communityId, communityId), eq(productBenefits.productId, productId)));
  const held = await read()
    .select({ benefitId: grants.benefitId, endsAt: grants.endsAt })
    .from(grants)
    .where(and(eq(grants.communityId, communityId), eq(grants.userId, userId), lte(grants.startsAt, at)));
  const holding = new Set(
    held.filter(({ endsAt }) => endsAt === null || endsAt > at).map(({ benefitId }) => benefitId),
  );
  return wanted.length > 0 && wanted.every(({ benefitId }) => holding.has(benefitId));
}
