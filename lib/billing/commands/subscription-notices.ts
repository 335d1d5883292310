import "server-only";
import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { NoticeKind } from "../notices";
import type { SubscriptionHistory } from "../subscription-history";
import { owe } from "./notices";

/**
 * Owes the mails that a subscription's story asks for: a renewal that failed or was paid after all, a change of plan,
 * one that was agreed, a pause. Each once; whether it is still true is looked at again when it is sent.
 */
export async function oweForSubscriptions(
  tx: Tx,
  userId: string,
  histories: readonly SubscriptionHistory[],
  subscriptionIds: ReadonlyMap<string, string>,
): Promise<void> {
  for (const history of histories) {
    const { communityId, stripeSubscriptionId, story, row } = history;
    const subscription = subscriptionIds.get(stripeSubscriptionId)!;
    const tell = (kind: NoticeKind, what: string | number, at: Date) => {
      const key = `${kind}:${stripeSubscriptionId}:${what}`;
      return owe(tx, { key, kind, communityId, userId, payload: { subscription }, at });
    };
    for (const { verb, at } of story) {
      const kind = noticeOf[verb];
      if (kind) await tell(kind, at.getTime(), at);
    }
    if (row.pendingPriceId && row.pendingAt)
      await tell("pending-change", `${row.pendingPriceId}:${row.pendingAt.getTime()}`, now());
    if (row.pausedAt && row.live) await tell("paused", row.pausedAt.getTime(), now());
  }
}

const noticeOf: Readonly<Record<string, NoticeKind>> = {
  "subscription.past_due": "payment-failed",
  "subscription.recovered": "recovered",
  "paying.changed": "changed",
};
