import "server-only";
import { and, eq, lte, or } from "drizzle-orm";
import { read } from "@/db/client";
import { customers, orders, subscriptions } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";

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

/** Customers whose state at Stripe may have moved without our hearing of it: something is open, unpaid or overdue. */
export async function listCustomersToReconcile(at: Date): Promise<{ account: string; customerId: string }[]> {
  const customer = { account: customers.account, customerId: customers.stripeCustomerId };
  const [waiting, overdue] = await Promise.all([
    read()
      .selectDistinct(customer)
      .from(orders)
      .innerJoin(customers, and(eq(customers.userId, orders.userId), eq(customers.account, orders.account)))
      .where(eq(orders.state, "open")),
    read()
      .selectDistinct(customer)
      .from(subscriptions)
      .innerJoin(
        customers,
        and(eq(customers.userId, subscriptions.userId), eq(customers.account, subscriptions.account)),
      )
      .where(
        and(
          eq(subscriptions.live, true),
          or(lte(subscriptions.currentPeriodEnd, at), eq(subscriptions.status, "past_due")),
        ),
      ),
  ]);
  const byKey = new Map([...waiting, ...overdue].map((one) => [`${one.account} ${one.customerId}`, one]));
  return [...byKey.values()];
}
