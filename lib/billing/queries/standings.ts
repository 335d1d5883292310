import "server-only";
import { and, eq } from "drizzle-orm";
import { prepared, type Slots } from "@/db/prepared";
import { products, subscriptions } from "@/db/schema/billing";

/** The name of the plan somebody's running subscription here is for, or null: what stands below their name. */
export async function findPlanName(communityId: string, userId: string): Promise<string | null> {
  const [row] = await planNameOf({ communityId, userId });
  return row?.name ?? null;
}

const planNameOf = prepared((reader, { communityId, userId }: Slots<"communityId" | "userId">) =>
  reader
    .select({ name: products.name })
    .from(subscriptions)
    .innerJoin(products, eq(products.id, subscriptions.productId))
    .where(
      and(eq(subscriptions.communityId, communityId), eq(subscriptions.userId, userId), eq(subscriptions.live, true)),
    )
    .limit(1),
);
