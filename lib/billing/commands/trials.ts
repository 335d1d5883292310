import "server-only";
import type { Tx } from "@/db/client";

/** Notes that a person or a card has tried a community. False when that key had already. */
export async function noteTrial(
  _tx: Tx,
  _use: {
    communityId: string;
    kind: "email" | "card";
    keyHash: string;
    userId: string;
    subscriptionId: string | null;
    orderId: string | null;
    at: Date;
  },
): Promise<boolean> {
  throw new Error("not built yet");
}
