import "server-only";
import { transact } from "@/db/client";
import { noteCustomer } from "./commands/customers";
import { stripe } from "./gateway";
import { findCustomer, findPayer } from "./queries/customers";
import { underKey } from "./stripe-answer";

/** The person's customer in a Stripe account, made on their first checkout there. Twenty at once make one. */
export async function ensureCustomer(account: string, userId: string): Promise<string> {
  const known = await findCustomer(userId, account);
  if (known) return known.stripeCustomerId;
  const payer = await findPayer(userId);
  if (!payer) throw new Error(`no person ${userId}`);
  const made = await underKey(`customer:${userId}`, (idempotencyKey) =>
    stripe(account).customers.create(
      { email: payer.email, name: payer.name, metadata: { userId } },
      { idempotencyKey },
    ),
  );
  await transact((tx) => noteCustomer(tx, { account, userId, stripeCustomerId: made.id }));
  // Should two have been made after all (a key forgotten after a day), the first one noted is the one we use.
  return (await findCustomer(userId, account))!.stripeCustomerId;
}
