import "server-only";
import type { Tx } from "@/db/client";

/** Gives a member a product's benefits without money, until `endsAt` or for good. Returns the comp's id. */
export async function giveComp(
  _tx: Tx,
  _comp: {
    communityId: string;
    memberId: string;
    productId: string;
    reason: string;
    endsAt: Date | null;
    actorId: string;
  },
): Promise<string> {
  throw new Error("not built yet");
}

/** Ends a comp now. */
export async function endComp(_tx: Tx, _comp: { communityId: string; compId: string; actorId: string }): Promise<void> {
  throw new Error("not built yet");
}

/** Begins a person's one trial without a card. Refuses who has tried here before, by address. */
export async function startFreeTrial(
  _tx: Tx,
  _trial: { communityId: string; userId: string; productId: string },
): Promise<string> {
  throw new Error("not built yet");
}
