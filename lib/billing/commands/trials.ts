import "server-only";
import type { Tx } from "@/db/client";
import { trialUses } from "@/db/schema/selling";
import { newId } from "@/lib/platform/ids";

/** Notes that a person or a card has tried a community. False when that key had already. */
export async function noteTrial(
  tx: Tx,
  use: {
    communityId: string;
    kind: "email" | "card";
    keyHash: string;
    userId: string;
    subscriptionId: string | null;
    orderId: string | null;
    at: Date;
  },
): Promise<boolean> {
  const noted = await tx
    .insert(trialUses)
    .values({ id: newId(use.at.getTime()), ...use })
    .onConflictDoNothing()
    .returning({ id: trialUses.id });
  return noted.length > 0;
}
