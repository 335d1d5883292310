import "server-only";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/billing";
import { gifts } from "@/db/schema/selling";
import { now } from "@/lib/platform/clock";
import type { AccountHistory } from "../account-history";
import type { Books } from "../books";
import type { CustomerFacts } from "../facts";
import { booksOf } from "../ledger";
import { cardKey, personKey } from "../person-key";
import { postingsOf } from "../postings";
import { findPayer } from "../queries/customers";
import type { Change } from "../types";
import { applyDisputes } from "./disputes";
import { post } from "./ledger";
import { joinPayers } from "./payers";
import { applyMoney } from "./payments";
import { applyPrepaid } from "./prepaid";
import { applyRefunds } from "./refunds";
import { settleOrders } from "./settled-orders";
import { oweForSubscriptions } from "./subscription-notices";
import { applySubscriptionGrants, applySubscriptions } from "./subscriptions";
import { noteTrial } from "./trials";

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
  userId: string;
  /** The version the facts were read under: see `customers.syncVersion`. */
  version: number;
  facts: CustomerFacts;
  books: Books;
  history: AccountHistory;
}

/**
 * Makes our books say what Stripe says of a customer: first the rows that mirror Stripe, then what is derived from them
 * (access, ledger, journal, mails). Doing it twice changes nothing. Returns what it changed; null when another sync
 * committed since `version` was read: the facts may then be older than the books and are thrown away.
 */
export async function applyCustomer(tx: Tx, state: CustomerState): Promise<Change[] | null> {
  const { userId, facts, books, history } = state;
  const { account } = facts;
  if (!(await takeTurn(tx, account, state))) return null;
  const changes: Change[] = [];
  const memberIds = await joinPayers(tx, userId, history);
  const whose = { account, userId, memberIds };
  const { ids: subscriptionIds, applied } = await applySubscriptions(tx, whose, history.subscriptions, changes);
  changes.push(...(await settleOrders(tx, whose, history, facts.sessions)));
  const paymentIds = await applyMoney(tx, { ...whose, subscriptionIds }, history.money, changes);
  const endsAccess = ({ priceId }: { priceId: string }) => rulesOf(books).get(priceId) !== "stays";
  changes.push(...(await applyRefunds(tx, { account, paymentIds }, history, endsAccess)));
  changes.push(...(await applyDisputes(tx, { ...whose, paymentIds }, history)));
  await noteTrials(tx, userId, applied, subscriptionIds);
  await applySubscriptionGrants(tx, whose, applied, subscriptionIds, changes);
  for (const holder of await holdersOf(tx, userId, books)) await applyPrepaid(tx, holder, changes);
  await keepLedger(tx, facts, books, changes);
  await oweForSubscriptions(tx, userId, applied, subscriptionIds);
  return changes;
}

async function takeTurn(tx: Tx, account: string, { userId, version }: CustomerState): Promise<boolean> {
  const turn = await tx
    .update(customers)
    .set({ syncVersion: version + 1, syncedAt: now() })
    .where(and(eq(customers.userId, userId), eq(customers.account, account), eq(customers.syncVersion, version)))
    .returning({ userId: customers.userId });
  return turn.length > 0;
}

const rulesOf = ({ prices, orderedPrices }: Books) =>
  new Map([...prices.values(), ...orderedPrices.values()].map((price) => [price.id, price.accessAfterRefund]));

/** Who has tried a community, by address and by card, may not try it again. */
async function noteTrials(
  tx: Tx,
  userId: string,
  histories: AccountHistory["subscriptions"],
  subscriptionIds: ReadonlyMap<string, string>,
): Promise<void> {
  const tried = histories.filter(({ trial }) => trial !== null);
  if (tried.length === 0) return;
  const payer = await findPayer(userId);
  const email = payer && personKey(payer.email);
  for (const { communityId, trial, row, stripeSubscriptionId } of tried) {
    const subscriptionId = subscriptionIds.get(stripeSubscriptionId) ?? null;
    const use = { communityId, userId, subscriptionId, orderId: row.orderId, at: trial!.startedAt };
    if (email) await noteTrial(tx, { ...use, kind: "email", keyHash: email });
    if (trial!.cardFingerprint) await noteTrial(tx, { ...use, kind: "card", keyHash: cardKey(trial!.cardFingerprint) });
  }
}

/** Whose access hangs on this person's orders: their own, and that of those who redeemed their gifts. */
async function holdersOf(tx: Tx, userId: string, { orders }: Books): Promise<Set<string>> {
  const bought = [...orders.values()];
  const holders = new Set<string>(bought.some(({ kind }) => kind === "payment") ? [userId] : []);
  const given = bought.filter(({ kind }) => kind === "gift").map(({ id }) => id);
  if (given.length === 0) return holders;
  const rows = await tx
    .select({ userId: gifts.redeemedBy })
    .from(gifts)
    .where(and(inArray(gifts.orderId, given), isNotNull(gifts.redeemedBy)));
  for (const row of rows) holders.add(row.userId!);
  return holders;
}

async function keepLedger(tx: Tx, facts: CustomerFacts, books: Books, changes: Change[]): Promise<void> {
  const orders = [...books.orders.values()].map((order) => ({ ...order, stripePaymentIntentId: null }));
  const given = orders.filter(({ kind }) => kind === "gift").map(({ id }) => id);
  const giftRows = given.length === 0 ? [] : await tx.select().from(gifts).where(inArray(gifts.orderId, given));
  const postings = postingsOf({
    facts,
    prices: books.prices,
    orderedPrices: books.orderedPrices,
    orders,
    gifts: giftRows.map((gift) => ({ ...gift, state: gift.state as "waiting" | "redeemed" | "void" })),
    at: now(),
  });
  for (const book of booksOf(postings)) {
    const posted = await post(tx, book, postings, changes);
    if (posted > 0)
      changes.push({ communityId: book, kind: "ledger", subject: facts.account, ours: "", theirs: `${posted} posted` });
  }
}
