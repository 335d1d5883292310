import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptions } from "@/db/schema/billing";
import { replaceGrants } from "@/lib/access/commands";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { familyOf, firstOfFamilies } from "../duties";
import { listRecorded, recordedKey } from "../queries/journal-entries";
import type { SubscriptionHistory } from "../subscription-history";
import { type Change, liveStatuses } from "../types";

type Row = typeof subscriptions.$inferSelect;

interface Subscriber {
  account: string;
  userId: string;
  /** By community. */
  memberIds: ReadonlyMap<string, string>;
}

/**
 * Makes our rows of the person's subscriptions in an account say what their histories say. Of those of one family that
 * run at once only the oldest is live; the others are ended by a duty. Terminal states win: what has ended cannot come
 * back, whatever a late answer says. Returns our ids by Stripe's, and the histories that count.
 */
export async function applySubscriptions(
  tx: Tx,
  subscriber: Subscriber,
  histories: readonly SubscriptionHistory[],
  changes: Change[],
): Promise<{ ids: Map<string, string>; applied: SubscriptionHistory[] }> {
  const { account, userId } = subscriber;
  const rows = await tx.select().from(subscriptions).where(eq(subscriptions.userId, userId));
  const known = new Map(rows.filter((row) => row.account === account).map((row) => [row.stripeSubscriptionId, row]));
  const elsewhere = rows.filter((row) => row.account !== account && !row.endedAt && liveStatuses.has(row.status));
  const ids = new Map([...known.values()].map((row) => [row.stripeSubscriptionId, row.id]));
  const applied = histories.filter(
    ({ row, stripeSubscriptionId }) => row.endedAt !== null || !known.get(stripeSubscriptionId)?.endedAt,
  );
  const here = applied
    .filter(({ row }) => row.live)
    .map(({ row, communityId, stripeSubscriptionId }) => ({ ...row, account, communityId, stripeSubscriptionId }));
  const first = firstOfFamilies([...here, ...elsewhere]);
  const isFirst = (one: { account: string; communityId: string; family: string; stripeSubscriptionId: string }) => {
    const counts = first.get(familyOf(one));
    return counts?.stripeSubscriptionId === one.stripeSubscriptionId && counts.account === one.account;
  };
  // Whatever is not live any more makes room first: at any time one row of a family is.
  for (const row of elsewhere.filter((one) => one.live && !isFirst(one))) await setLive(tx, row.id, false);
  const inOrder = applied
    .map((history) => ({ ...history, live: history.row.live && isFirst({ ...history.row, ...history, account }) }))
    .sort((a, b) => Number(a.live) - Number(b.live));
  for (const history of inOrder) {
    const before = known.get(history.stripeSubscriptionId);
    ids.set(history.stripeSubscriptionId, await applySubscription(tx, subscriber, history, before, changes));
  }
  for (const row of elsewhere.filter((one) => !one.live && isFirst(one))) await setLive(tx, row.id, true);
  return { ids, applied };
}

async function setLive(tx: Tx, id: string, live: boolean): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ live })
    .where(
      and(eq(subscriptions.id, id), ne(subscriptions.live, live), live ? isNull(subscriptions.endedAt) : undefined),
    );
}

async function applySubscription(
  tx: Tx,
  { account, userId, memberIds }: Subscriber,
  { communityId, stripeSubscriptionId, row, live, story }: SubscriptionHistory & { live: boolean },
  known: Row | undefined,
  changes: Change[],
): Promise<string> {
  const memberId = memberIds.get(communityId) ?? known?.memberId ?? null;
  const id = known?.id ?? newId(row.startedAt.getTime());
  const values = { ...row, live, memberId, syncedAt: now() };
  if (known) await tx.update(subscriptions).set(values).where(eq(subscriptions.id, id));
  else await tx.insert(subscriptions).values({ id, communityId, account, userId, stripeSubscriptionId, ...values });
  const [ours, theirs] = [known ? standing(known) : "", standing(values)];
  if (ours !== theirs) changes.push({ communityId, kind: "subscription", subject: id, ours, theirs });
  await tell(tx, { communityId, id, memberId, story });
  return id;
}

/** What of a subscription is worth a word when it differs. */
function standing(row: Pick<Row, "status" | "priceId" | "currentPeriodEnd" | "cancelAtPeriodEnd" | "pendingPriceId">) {
  const { status, priceId, currentPeriodEnd, cancelAtPeriodEnd, pendingPriceId } = row;
  const ends = cancelAtPeriodEnd ? ", ends" : pendingPriceId ? `, then ${pendingPriceId}` : "";
  return `${status} ${priceId} until ${currentPeriodEnd.toISOString()}${ends}`;
}

/** Adds to the journal what it does not hold yet of a subscription's story. */
async function tell(
  tx: Tx,
  {
    communityId,
    id,
    memberId,
    story,
  }: { communityId: string; id: string; memberId: string | null } & Pick<SubscriptionHistory, "story">,
): Promise<void> {
  const recorded = await listRecorded(communityId, [id]);
  for (const { verb, at, detail } of story) {
    const key = recordedKey(id, verb, at);
    if (recorded.has(key)) continue;
    recorded.add(key);
    await record(tx, {
      communityId,
      verb,
      actorId: byHand.has(verb) ? memberId : null,
      memberId,
      object: { kind: "subscription", id },
      currency: typeof detail.currency === "string" ? detail.currency : undefined,
      detail,
      at,
    });
  }
}

/** What the member does, and not the clock. */
const byHand: ReadonlySet<string> = new Set([
  "subscription.cancelled",
  "subscription.resumed",
  "subscription.change_scheduled",
  "subscription.change_dropped",
]);

/** Makes the grants of each subscription what its history says. */
export async function applySubscriptionGrants(
  tx: Tx,
  { userId, memberIds }: Subscriber,
  histories: readonly SubscriptionHistory[],
  ids: ReadonlyMap<string, string>,
  changes: Change[],
): Promise<void> {
  for (const { communityId, stripeSubscriptionId, grants, row } of histories) {
    const sourceId = ids.get(stripeSubscriptionId)!;
    const changed = await replaceGrants(tx, {
      communityId,
      userId,
      memberId: memberIds.get(communityId) ?? null,
      sourceKind: "subscription",
      sourceId,
      over: row.endedAt !== null,
      grants,
    });
    if (changed > 0)
      changes.push({
        communityId,
        kind: "grant",
        subject: `subscription ${sourceId}`,
        ours: "",
        theirs: `${changed} changed`,
      });
  }
}
