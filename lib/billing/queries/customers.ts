import "server-only";
import { and, eq, lte, or } from "drizzle-orm";
import { read } from "@/db/client";
import { customers, orders, subscriptions } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";

export async function findCustomer(userId: string) {
  const [row] = await read().select().from(customers).where(eq(customers.userId, userId)).limit(1);
  return row ?? null;
}

/** Whose customer this is. Stripe's e-mail is never asked: only our own row says who a customer belongs to. */
export async function findCustomerOwner(stripeCustomerId: string) {
  const [row] = await read().select().from(customers).where(eq(customers.stripeCustomerId, stripeCustomerId)).limit(1);
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
export async function listCustomersToReconcile(at: Date): Promise<string[]> {
  const [waiting, overdue] = await Promise.all([
    read()
      .selectDistinct({ id: customers.stripeCustomerId })
      .from(orders)
      .innerJoin(customers, eq(customers.userId, orders.userId))
      .where(eq(orders.state, "open")),
    read()
      .selectDistinct({ id: customers.stripeCustomerId })
      .from(subscriptions)
      .innerJoin(customers, eq(customers.userId, subscriptions.userId))
      .where(
        and(
          eq(subscriptions.live, true),
          or(lte(subscriptions.currentPeriodEnd, at), eq(subscriptions.status, "past_due")),
        ),
      ),
  ]);
  return [...new Set([...waiting, ...overdue].map(({ id }) => id))];
}
