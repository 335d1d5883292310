import "server-only";
import { eq } from "drizzle-orm";
import { read } from "@/db/client";
import { communities } from "@/db/schema/communities";

/** Under which terms a community sells. */
export interface Terms {
  /** For how many days access outlasts a failed renewal. */
  graceDays: number;
  /** Within how many days members may take their money back themselves; 0 is not at all. */
  refundDays: number;
  /** …and how many paid posts they may have opened by then; null is any number. */
  refundMaxPosts: number | null;
  /** The operator's share of each payment into a connected account, in hundredths of a percent. */
  platformFeeBp: number;
}

/** The terms of a community that exists. */
export async function findTerms(communityId: string): Promise<Terms> {
  const [row] = await read()
    .select({
      graceDays: communities.graceDays,
      refundDays: communities.refundDays,
      refundMaxPosts: communities.refundMaxPosts,
      platformFeeBp: communities.platformFeeBp,
    })
    .from(communities)
    .where(eq(communities.id, communityId))
    .limit(1);
  return row!;
}
