import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { replaceGrants } from "@/lib/access/commands";
import { joinCommunity } from "@/lib/members/commands";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import type { AccountHistory } from "../account-history";
import type { SessionFact } from "../customer-facts";
import type { MoneyEntry } from "../money-entries";
import { settleOrders } from "./orders";
import { applyMoney } from "./payments";
import { applySubscription } from "./subscriptions";

/** Binds a customer of a Stripe account to a person; the first binding stays. */
export async function noteCustomer(
  tx: Tx,
  customer: { account: string; userId: string; stripeCustomerId: string },
): Promise<void> {
  await tx
    .insert(customers)
    .values({ ...customer, createdAt: now() })
    .onConflictDoNothing();
}

interface CustomerState {
  account: string;
  userId: string;
  /** The version the facts were read under: see `customers.syncVersion`. */
  version: number;
  history: AccountHistory;
  sessions: readonly SessionFact[];
}

/**
 * Makes our books say what Stripe says of a customer. False when another sync committed since `version` was read: the
 * facts may then be older than the books and are thrown away. Doing it twice changes nothing.
 */
export async function applyCustomer(
  tx: Tx,
  { account, userId, version, history, sessions }: CustomerState,
): Promise<boolean> {
  const turn = await tx
    .update(customers)
    .set({ syncVersion: version + 1, syncedAt: now() })
    .where(and(eq(customers.userId, userId), eq(customers.account, account), eq(customers.syncVersion, version)))
    .returning({ userId: customers.userId });
  if (turn.length === 0) return false;
  const memberIds = await joinPayers(tx, userId, history);
  for (const entry of history.money)
    await applyMoney(tx, { account, userId, memberId: memberIds.get(entry.communityId) ?? null }, entry);
  // Ended ones first: whoever subscribes again the moment the old one ends has one live row at any time.
  const inOrder = [...history.subscriptions].sort(
    (a, b) => Number(a.live) - Number(b.live) || a.startedAt.getTime() - b.startedAt.getTime(),
  );
  const live = new Set<string>();
  for (const subscription of inOrder) {
    const first = subscription.live && !live.has(subscription.communityId);
    if (subscription.live && !first)
      log.error({ subscription: subscription.stripeSubscriptionId }, "a second live subscription of one person");
    if (first) live.add(subscription.communityId);
    const payer = { account, userId, memberId: memberIds.get(subscription.communityId) ?? null };
    await applySubscription(tx, payer, {
      ...subscription,
      live: first,
    });
  }
  for (const purchase of history.purchases) {
    await replaceGrants(tx, {
      communityId: purchase.communityId,
      userId,
      memberId: memberIds.get(purchase.communityId),
      sourceKind: "order",
      sourceId: purchase.orderId,
      grants: purchase.grants,
    });
  }
  await settleOrders(tx, { account, userId }, sessions);
  return true;
}

/** Whoever paid is a member from that moment, except when they have left since. Returns the member's id per community. */
async function joinPayers(tx: Tx, userId: string, { money }: AccountHistory): Promise<Map<string, string>> {
  const lastPaid = new Map<string, Date>();
  for (const { communityId, kind, at } of money) if (kind === "charge") lastPaid.set(communityId, at);
  const memberIds = new Map<string, string>();
  for (const [communityId, at] of lastPaid) {
    const [known] = await tx
      .select({ id: members.id, leftAt: members.leftAt })
      .from(members)
      .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
      .limit(1);
    const stays = known && (known.leftAt === null || known.leftAt >= at);
    memberIds.set(
      communityId,
      stays
        ? known.id
        : await joinCommunity(tx, {
            communityId,
            userId,
            reason: "paid",
            at: known ? at : firstPaid(money, communityId),
          }),
    );
  }
  return memberIds;
}

function firstPaid(money: readonly MoneyEntry[], communityId: string): Date {
  return money.find((entry) => entry.communityId === communityId && entry.kind === "charge")!.at;
}
