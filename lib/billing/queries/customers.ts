import "server-only";
import { and, asc, eq, gt, inArray, isNull, lt, lte, notInArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { customers, grants, orders, payments, subscriptions } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { disputes, refunds } from "@/db/schema/ledger";

/** The person's customer in a Stripe account ("" is the installation's own), or null. */
export async function findCustomer(userId: string, account = "") {
  const [row] = await read()
    .select()
    .from(customers)
    .where(and(eq(customers.userId, userId), eq(customers.account, account)))
    .limit(1);
  return row ?? null;
}

/** Whose customer this is. Stripe's e-mail is never asked: only our own row says who a customer belongs to. */
export async function findCustomerOwner(account: string, stripeCustomerId: string) {
  const [row] = await read()
    .select()
    .from(customers)
    .where(and(eq(customers.account, account), eq(customers.stripeCustomerId, stripeCustomerId)))
    .limit(1);
  return row ?? null;
}

/** What Stripe is told of a person when their customer is made. */
export async function findPayer(userId: string) {
  const [row] = await read()
    .select({ email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, userId))
    .limit(1);
  return row ?? null;
}

/** A customer of a Stripe account. */
export interface CustomerKey {
  account: string;
  customerId: string;
}

const key = { account: customers.account, customerId: customers.stripeCustomerId };

/** The customer of the person who made a payment, by Stripe's names of the payment; null when we do not know it. */
export async function findPayingCustomer(
  account: string,
  { paymentIntentId, chargeId }: { paymentIntentId: string | null; chargeId: string | null },
): Promise<string | null> {
  const isNamed = or(
    paymentIntentId ? eq(payments.stripePaymentIntentId, paymentIntentId) : undefined,
    chargeId ? eq(payments.stripeChargeId, chargeId) : undefined,
  );
  if (!isNamed) return null;
  const [row] = await read()
    .select(key)
    .from(payments)
    .innerJoin(customers, and(eq(customers.userId, payments.userId), eq(customers.account, payments.account)))
    .where(and(eq(payments.account, account), isNamed))
    .limit(1);
  return row?.customerId ?? null;
}

/**
 * Customers whose state at Stripe may have moved without our hearing of it: an order is open, a subscription unpaid or
 * overdue, a refund under way, a dispute open, or access runs past what is paid for.
 */
export async function listCustomersToReconcile(at: Date): Promise<CustomerKey[]> {
  const ofOrders = and(eq(customers.userId, orders.userId), eq(customers.account, orders.account));
  const ofSubscriptions = and(eq(customers.userId, subscriptions.userId), eq(customers.account, subscriptions.account));
  const ofPayments = and(eq(customers.userId, payments.userId), eq(customers.account, payments.account));
  const [waiting, overdue, slack, returning, disputed] = await Promise.all([
    read().selectDistinct(key).from(orders).innerJoin(customers, ofOrders).where(eq(orders.state, "open")),
    read()
      .selectDistinct(key)
      .from(subscriptions)
      .innerJoin(customers, ofSubscriptions)
      .where(
        and(
          eq(subscriptions.live, true),
          or(lte(subscriptions.currentPeriodEnd, at), eq(subscriptions.status, "past_due")),
        ),
      ),
    read()
      .selectDistinct(key)
      .from(grants)
      .innerJoin(subscriptions, eq(subscriptions.id, grants.sourceId))
      .innerJoin(customers, ofSubscriptions)
      .where(and(eq(grants.sourceKind, "subscription"), lte(grants.paidUntil, at), gt(grants.endsAt, at))),
    read()
      .selectDistinct(key)
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .innerJoin(customers, ofPayments)
      .where(inArray(refunds.state, ["requested", "pending"])),
    read()
      .selectDistinct(key)
      .from(disputes)
      .innerJoin(payments, eq(payments.id, disputes.paymentId))
      .innerJoin(customers, ofPayments)
      .where(notInArray(disputes.state, ["won", "lost", "warning_closed", "prevented"])),
  ]);
  const all = [...waiting, ...overdue, ...slack, ...returning, ...disputed];
  return [...new Map(all.map((one) => [`${one.account} ${one.customerId}`, one])).values()];
}

const staleAtOnce = 50;

/** Customers nobody has looked at since `before`, those looked at longest ago first. */
export async function listStaleCustomers(before: Date): Promise<CustomerKey[]> {
  return read()
    .select(key)
    .from(customers)
    .where(or(isNull(customers.syncedAt), lt(customers.syncedAt, before)))
    .orderBy(asc(customers.syncedAt))
    .limit(staleAtOnce);
}

/** Everybody who ever went to pay in a community, with the account they did it in. */
export async function listCustomersOfCommunity(communityId: string): Promise<CustomerKey[]> {
  return read()
    .selectDistinct(key)
    .from(orders)
    .innerJoin(customers, and(eq(customers.userId, orders.userId), eq(customers.account, orders.account)))
    .where(eq(orders.communityId, communityId));
}
