import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/communities";
import { disputes } from "@/db/schema/ledger";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { AccountHistory } from "../account-history";
import type { MoneyEntry } from "../money-entries";
import { tookMoney, wonAt } from "../taken-back";
import type { Change } from "../types";
import { owe } from "./notices";

interface Disputed {
  account: string;
  userId: string;
  memberIds: ReadonlyMap<string, string>;
  paymentIds: ReadonlyMap<string, string>;
}

type Fact = AccountHistory["disputes"][number];

/** Makes our rows of disputes say what Stripe says, and tells the owner when one begins and how it ends. */
export async function applyDisputes(
  tx: Tx,
  whose: Disputed,
  { disputes: facts, money }: Pick<AccountHistory, "disputes" | "money">,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const fact of facts) {
    const paymentId = whose.paymentIds.get(fact.chargeStripeId);
    const charge = money.find(({ stripeId }) => stripeId === fact.chargeStripeId);
    if (!paymentId || !charge) continue;
    const before = await applyDispute(tx, whose, fact, { paymentId, charge });
    const { communityId } = charge;
    if (before !== fact.state)
      changes.push({ communityId, kind: "dispute", subject: fact.id, ours: before ?? "", theirs: fact.state });
  }
  return changes;
}

/** Returns the state that our row had; null when there was none. */
async function applyDispute(
  tx: Tx,
  { account, userId, memberIds }: Disputed,
  fact: Fact,
  { paymentId, charge }: { paymentId: string; charge: MoneyEntry },
): Promise<string | null> {
  const { communityId } = charge;
  const [known] = await tx
    .select()
    .from(disputes)
    .where(and(eq(disputes.account, account), eq(disputes.stripeDisputeId, fact.id)))
    .limit(1);
  const standing = { state: fact.state, amount: fact.amount, closedAt: wonAt(fact), dueAt: fact.dueAt };
  const id = known?.id ?? newId(fact.openedAt.getTime());
  if (!known) {
    const { openedAt, currency, reason } = fact;
    const row = { id, communityId, paymentId, userId, account, stripeDisputeId: fact.id, currency, reason, openedAt };
    await tx.insert(disputes).values({ ...row, ...standing });
  } else if (known.state !== fact.state || known.dueAt?.getTime() !== fact.dueAt?.getTime())
    await tx.update(disputes).set(standing).where(eq(disputes.id, id));
  if (!tookMoney(fact)) return known?.state ?? null;
  if (fact.state === "lost" && known?.state !== "lost") {
    await record(tx, {
      communityId,
      verb: "payment.dispute_lost",
      memberId: memberIds.get(communityId) ?? null,
      object: { kind: "dispute", id },
      detail: { reason: fact.reason },
      // Stripe does not say when: it is the dispute that was lost, and it began then.
      at: fact.openedAt,
    });
  }
  await tellOwner(tx, communityId, "dispute-opened", id, fact.openedAt);
  if (fact.state === "won" || fact.state === "lost")
    await tellOwner(tx, communityId, "dispute-closed", id, wonAt(fact) ?? now());
  return known?.state ?? null;
}

async function tellOwner(
  tx: Tx,
  communityId: string,
  kind: "dispute-opened" | "dispute-closed",
  disputeId: string,
  at: Date,
): Promise<void> {
  const [owner] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.role, "owner"), isNull(members.leftAt)))
    .limit(1);
  if (!owner) return;
  const payload = { dispute: disputeId };
  await owe(tx, { key: `${kind}:${disputeId}`, kind, communityId, userId: owner.userId, payload, at });
}
