import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { communities } from "@/db/schema/communities";
import { record } from "@/lib/journal/commands";

interface NewTerms {
  communityId: string;
  graceDays: number;
  refundDays: number;
  refundMaxPosts: number | null;
  actorId: string;
}

/** Sets under which terms a community sells: the days of grace after a failed renewal, and when money can be taken back. */
export async function setTerms(tx: Tx, { communityId, actorId, ...terms }: NewTerms): Promise<void> {
  await tx.update(communities).set(terms).where(eq(communities.id, communityId));
  const object = { kind: "community", id: communityId } as const;
  await record(tx, { communityId, verb: "community.changed", actorId, object, detail: terms });
}

/** Sets the operator's share of payments into a community's own account, in hundredths of a percent. */
export async function setPlatformFee(tx: Tx, communityId: string, platformFeeBp: number): Promise<void> {
  await tx.update(communities).set({ platformFeeBp }).where(eq(communities.id, communityId));
  const object = { kind: "community", id: communityId } as const;
  await record(tx, { communityId, verb: "community.changed", object, detail: { platformFeeBp } });
}
