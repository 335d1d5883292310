import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { communities } from "@/db/schema/communities";
import { record } from "@/lib/journal/commands";

/** Sets under which terms a community sells: the days of grace after a failed renewal, and of taking money back. */
export async function setTerms(
  tx: Tx,
  terms: { communityId: string; graceDays: number; refundDays: number; actorId: string },
): Promise<void> {
  const { communityId, graceDays, refundDays, actorId } = terms;
  await tx.update(communities).set({ graceDays, refundDays }).where(eq(communities.id, communityId));
  const object = { kind: "community", id: communityId } as const;
  await record(tx, { communityId, verb: "community.changed", actorId, object, detail: { graceDays, refundDays } });
}

/** Sets the operator's share of payments into a community's own account, in hundredths of a percent. */
export async function setPlatformFee(tx: Tx, communityId: string, platformFeeBp: number): Promise<void> {
  await tx.update(communities).set({ platformFeeBp }).where(eq(communities.id, communityId));
  const object = { kind: "community", id: communityId } as const;
  await record(tx, { communityId, verb: "community.changed", object, detail: { platformFeeBp } });
}
