import { read } from "../../db/client";
import { notices } from "../../db/schema/accounts";
import { grants, orders, payments, subscriptions } from "../../db/schema/billing";
import { members } from "../../db/schema/communities";
import { journal } from "../../db/schema/journal";
import { disputes, ledgerEntries, ledgerTransactions, receipts, refunds } from "../../db/schema/ledger";
import { comps, coupons, couponUses, gifts, trialUses } from "../../db/schema/selling";
import { runs } from "../../lib/access/decide";
import { type LedgerLine, trialBalance } from "../../lib/billing/ledger";

/**
 * Everything money does to the journal. When grants began and ended is looked at as grants and not as entries; that a
 * refund was asked for stands with the request.
 */
const moneyVerbs = /^(paying|payment|subscription|trial|member|coupon|gift|comp)\.(?!refund_requested)/;

/** Mails about what lasts. Those about a state (a failed renewal, a coming end) are owed only while it is so. */
const lastingNotices: ReadonlySet<string> = new Set(["receipt", "refund", "gift-code", "gift-redeemed", "comp"]);

/**
 * Everything the books of a test's database say of money and access, as sorted texts and without what may differ
 * between two runs of one story: ids of our own, numbers of receipts, when something was noted.
 */
export async function wholeBooks(instants: readonly Date[] = []) {
  const rows = await readBooks();
  const named = nameIds(rows);
  const lines = (list: readonly unknown[][]) => list.map((row) => named(JSON.stringify(row))).sort();
  return {
    members: lines(rows.members.map(({ userId, role, joinedAt, leftAt }) => [userId, role, joinedAt, leftAt])),
    orders: lines(
      rows.orders.map((row) => [
        row.id,
        row.kind,
        row.state,
        row.amount,
        row.refundedAmount,
        row.refundedAt,
        row.disputedAt,
        row.disputeState,
        row.paidAt,
      ]),
    ),
    subscriptions: lines(
      rows.subscriptions.map((row) => [
        row.stripeSubscriptionId,
        row.userId,
        row.memberId,
        row.priceId,
        row.status,
        row.live,
        row.currentPeriodStart,
        row.currentPeriodEnd,
        row.cancelAtPeriodEnd,
        row.trialEndsAt,
        row.pausedAt,
        row.pendingPriceId,
        row.pendingAt,
        row.endedAt,
      ]),
    ),
    payments: lines(
      rows.payments.map((row) => [
        row.kind,
        row.stripeId,
        row.userId,
        row.priceId,
        row.amount,
        row.discountAmount,
        row.currency,
        row.feeAmount,
        row.netAmount,
        row.orderId,
        row.subscriptionId,
        row.chargedId,
        row.at,
      ]),
    ),
    receipts: rows.receipts.length,
    refunds: lines(
      rows.refunds.map((row) => [row.stripeRefundId, row.paymentId, row.amount, row.state, row.settledAt]),
    ),
    disputes: lines(
      rows.disputes.map((row) => [row.stripeDisputeId, row.paymentId, row.amount, row.state, row.openedAt]),
    ),
    grants: lines(
      rows.grants.map((row) => [
        row.userId,
        row.benefitId,
        row.sourceKind,
        row.sourceId,
        row.startsAt,
        row.endsAt,
        row.paidUntil,
        row.sourceNote,
      ]),
    ),
    coupons: lines([
      ...rows.coupons.map(({ code, taken }) => [code, taken]),
      ...rows.couponUses.map(({ orderId, state, slot }) => [orderId, state, slot]),
    ]),
    gifts: lines(
      rows.gifts.map((row) => [row.orderId, row.buyerId, row.state, row.redeemedBy, row.redeemedAt, row.expiresAt]),
    ),
    comps: lines(rows.comps.map((row) => [row.id, row.productId, row.kind, row.startsAt, row.endsAt, row.endedAt])),
    trials: lines(rows.trialUses.map(({ kind, keyHash, userId }) => [kind, keyHash, userId])),
    ledger: lines(netPostings(rows)),
    balances: [...trialBalance(rows.entries as LedgerLine[])].map(([currency, held]) => [
      currency,
      ...[...held].filter(([, amount]) => amount !== 0).sort(),
    ]),
    journal: lines(
      rows.journal
        .filter(({ verb }) => moneyVerbs.test(verb))
        .map((row) => [
          row.verb,
          row.at,
          row.memberId,
          row.objectId,
          row.amount,
          row.currency,
          row.detail.monthlyAmount ?? null,
        ]),
    ),
    owed: lines(rows.notices.filter(({ kind }) => lastingNotices.has(kind)).map(({ key, userId }) => [key, userId])),
    access: accessAt(rows.grants, instants),
  };
}

/** The books of one story, the lists of which are compared one by one. */
export type WholeBooks = Awaited<ReturnType<typeof wholeBooks>>;

type Rows = Awaited<ReturnType<typeof readBooks>>;

async function readBooks() {
  const from = read();
  const [
    memberRows,
    orderRows,
    subscriptionRows,
    paymentRows,
    receiptRows,
    refundRows,
    disputeRows,
    grantRows,
    couponRows,
    useRows,
    giftRows,
    compRows,
    trialRows,
    transactionRows,
    entryRows,
    journalRows,
    noticeRows,
  ] = await Promise.all([
    from.select().from(members),
    from.select().from(orders),
    from.select().from(subscriptions),
    from.select().from(payments),
    from.select({ id: receipts.id, paymentId: receipts.paymentId }).from(receipts),
    from.select().from(refunds),
    from.select().from(disputes),
    from.select().from(grants),
    from.select().from(coupons),
    from.select().from(couponUses),
    from.select().from(gifts),
    from.select().from(comps),
    from.select().from(trialUses),
    from.select().from(ledgerTransactions),
    from.select().from(ledgerEntries),
    from.select().from(journal),
    from.select().from(notices),
  ]);
  return {
    members: memberRows,
    orders: orderRows,
    subscriptions: subscriptionRows,
    payments: paymentRows,
    receipts: receiptRows,
    refunds: refundRows,
    disputes: disputeRows,
    grants: grantRows,
    coupons: couponRows,
    couponUses: useRows,
    gifts: giftRows,
    comps: compRows,
    trialUses: trialRows,
    transactions: transactionRows,
    entries: entryRows,
    journal: journalRows,
    notices: noticeRows,
  };
}

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Rows that a sync makes get new ids with each run: they are called by what Stripe calls them, or by whose they are. */
function nameIds(rows: Rows): (text: string) => string {
  const names = new Map<string, string>();
  for (const { id, stripeId } of rows.payments) names.set(id, stripeId);
  for (const { id, stripeSubscriptionId } of rows.subscriptions) names.set(id, stripeSubscriptionId);
  for (const { id, userId } of rows.members) names.set(id, `member ${userId}`);
  for (const { id, stripeRefundId } of rows.refunds) if (stripeRefundId) names.set(id, stripeRefundId);
  for (const { id, stripeDisputeId } of rows.disputes) names.set(id, stripeDisputeId);
  for (const { id, orderId } of rows.gifts) names.set(id, `gift of ${orderId}`);
  for (const { id, userId, productId } of rows.comps) names.set(id, `comp ${userId} ${productId}`);
  return (text) => text.replace(anyId, (id) => names.get(id) ?? id);
}

/** What each happening did to the ledger, corrections added to what they correct. */
function netPostings({ transactions, entries }: Rows): unknown[][] {
  const byKey = new Map<string, LedgerLine[]>();
  const keyOf = new Map(
    transactions.map(({ id, communityId, key }) => [id, `${communityId} ${key.replace(/~\d+$/, "")}`]),
  );
  for (const entry of entries) {
    const key = keyOf.get(entry.transactionId)!;
    byKey.set(key, [...(byKey.get(key) ?? []), entry as LedgerLine]);
  }
  return [...byKey].flatMap(([key, lines]) =>
    [...trialBalance(lines)].flatMap(([currency, held]) =>
      [...held].filter(([, amount]) => amount !== 0).map(([account, amount]) => [key, currency, account, amount]),
    ),
  );
}

/** Who holds what at each instant, one millisecond before it and one after. */
function accessAt(held: Rows["grants"], instants: readonly Date[]): string[] {
  return instants.flatMap((instant) =>
    [-1, 0, 1].map((shift) => {
      const at = new Date(instant.getTime() + shift);
      const holders = held.filter((grant) => runs(grant, at)).map(({ userId, benefitId }) => `${userId} ${benefitId}`);
      return `${at.toISOString()}: ${[...new Set(holders)].sort().join(", ")}`;
    }),
  );
}
