import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { payments } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import type { Verb } from "@/lib/journal/types";
import { newId } from "@/lib/platform/ids";
import type { MoneyEntry, MoneyKind } from "../money-entries";
import type { Change } from "../types";
import { owe } from "./notices";
import { issueReceipt, nextReceiptNumber } from "./receipts";

export interface Payer {
  account: string;
  userId: string;
  /** By community. */
  memberIds: ReadonlyMap<string, string>;
  /** Our ids of the person's subscriptions, by Stripe's. */
  subscriptionIds: ReadonlyMap<string, string>;
}

const verbOf: Readonly<Record<MoneyKind, Verb>> = {
  charge: "payment.charged",
  refund: "payment.refunded",
  refund_failed: "payment.refund_failed",
  dispute: "payment.disputed",
  dispute_won: "payment.dispute_won",
};

/**
 * Books money that moved: one numbered row, its paper, one journal entry and one mail for each. What is booked already
 * keeps its number and its amount, and learns what Stripe says later (its fee). Returns our ids by Stripe's.
 */
export async function applyMoney(
  tx: Tx,
  payer: Payer,
  money: readonly MoneyEntry[],
  changes: Change[],
): Promise<Map<string, string>> {
  const known = await knownRows(tx, money);
  const ids = new Map([...known].map(([stripeId, { id }]) => [stripeId, id]));
  // A refund names its charge: charges come first.
  const inOrder = [...money].sort((a, b) => Number(a.kind !== "charge") - Number(b.kind !== "charge"));
  for (const entry of inOrder) {
    const row = known.get(entry.stripeId);
    const chargedId = entry.chargeStripeId === null ? null : (ids.get(entry.chargeStripeId) ?? null);
    if (row) await learn(tx, row, learnable(entry, payer, chargedId));
    else ids.set(entry.stripeId, await book(tx, payer, entry, chargedId));
    if (!row) changes.push(changeOf(entry));
  }
  return ids;
}

type Row = typeof payments.$inferSelect;

async function knownRows(tx: Tx, money: readonly MoneyEntry[]): Promise<Map<string, Row>> {
  const rows = await tx
    .select()
    .from(payments)
    .where(amongIds(payments.stripeId, idList(money.map(({ stripeId }) => stripeId))));
  return new Map(rows.map((row) => [row.stripeId, row]));
}

/** What may become known after a payment was booked. */
function learnable(
  { orderId, stripeSubscriptionId, payment, discountAmount }: MoneyEntry,
  payer: Payer,
  chargedId: string | null,
) {
  return {
    orderId,
    subscriptionId: payer.subscriptionIds.get(stripeSubscriptionId ?? "") ?? null,
    chargedId,
    discountAmount,
    feeAmount: payment?.fee?.amount ?? null,
    feeCurrency: payment?.fee?.currency ?? null,
    netAmount: payment?.fee?.net ?? null,
    balanceTransactionId: payment?.fee?.id ?? null,
    method: payment?.method ?? null,
    stripePaymentIntentId: payment?.id ?? null,
    stripeChargeId: payment?.chargeId ?? null,
  };
}

async function learn(tx: Tx, row: Row, wanted: ReturnType<typeof learnable>): Promise<void> {
  const news = Object.entries(wanted).filter(([key, value]) => value !== null && row[key as keyof Row] !== value);
  if (news.length > 0) await tx.update(payments).set(Object.fromEntries(news)).where(eq(payments.id, row.id));
}

async function book(tx: Tx, payer: Payer, entry: MoneyEntry, chargedId: string | null): Promise<string> {
  const { communityId, productId, priceId, kind, amount, currency, stripeId, at, period } = entry;
  const { account, userId } = payer;
  const id = newId(at.getTime());
  await tx.insert(payments).values({
    ...learnable(entry, payer, chargedId),
    id,
    communityId,
    account,
    userId,
    productId,
    priceId,
    kind,
    amount,
    currency,
    stripeId,
    number: await nextReceiptNumber(tx, communityId),
    periodStart: period?.from ?? null,
    periodEnd: period?.to ?? null,
    at,
  });
  await issueReceipt(tx, id);
  await record(tx, {
    communityId,
    verb: verbOf[kind],
    memberId: payer.memberIds.get(communityId) ?? null,
    object: { kind: "payment", id },
    amount,
    currency,
    detail: { productKind: entry.productKind, productId },
    at,
  });
  const mail = kind === "charge" ? "receipt" : kind === "refund" ? "refund" : null;
  if (mail) await owe(tx, { key: `${mail}:${id}`, kind: mail, communityId, userId, payload: { payment: id }, at });
  return id;
}

function changeOf({ communityId, kind, amount, currency, stripeId }: MoneyEntry): Change {
  const isReturn = kind === "refund" || kind === "refund_failed";
  const what = kind === "charge" ? "payment" : isReturn ? "refund" : "dispute";
  return { communityId, kind: what, subject: stripeId, ours: "", theirs: `${kind} ${amount} ${currency}` };
}
