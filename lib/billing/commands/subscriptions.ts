import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptions } from "@/db/schema/billing";
import { replaceGrants } from "@/lib/access/commands";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { listRecorded, recordedKey } from "../queries/journal-entries";
import type { SubscriptionHistory } from "../subscription-history";

/** Makes our row of a subscription, its story in the journal and its grants say what its history says. */
export async function applySubscription(
  tx: Tx,
  { account, userId, memberId }: { account: string; userId: string; memberId: string | null },
  state: SubscriptionHistory,
): Promise<void> {
  const { communityId, stripeSubscriptionId, grants, story, ...row } = state;
  const [known] = await tx
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.account, account), eq(subscriptions.stripeSubscriptionId, stripeSubscriptionId)))
    .limit(1);
  // Terminal states win: what has ended cannot come back, whatever a late answer says.
  if (known?.endedAt && !state.endedAt) return;
  const id = known?.id ?? newId(state.startedAt.getTime());
  const values = { ...row, memberId: memberId ?? known?.memberId ?? null, syncedAt: now() };
  if (known) await tx.update(subscriptions).set(values).where(eq(subscriptions.id, id));
  else await tx.insert(subscriptions).values({ id, communityId, account, userId, stripeSubscriptionId, ...values });
  const recorded = await listRecorded(communityId, [id]);
  for (const { verb, at, detail } of story) {
    if (recorded.has(recordedKey(id, verb, at))) continue;
    const currency = typeof detail.currency === "string" ? detail.currency : undefined;
    const actorId = verb === "subscription.cancelled" ? memberId : null;
    await record(tx, {
      communityId,
      verb,
      actorId,
      memberId,
      object: { kind: "subscription", id },
      currency,
      detail,
      at,
    });
  }
  if (known?.cancelAtPeriodEnd && !state.cancelAtPeriodEnd && !state.endedAt) {
    await record(tx, {
      communityId,
      verb: "subscription.resumed",
      actorId: memberId,
      memberId,
      object: { kind: "subscription", id },
    });
  }
  const over = state.endedAt !== null;
  await replaceGrants(tx, { communityId, userId, memberId, sourceKind: "subscription", sourceId: id, over, grants });
}
