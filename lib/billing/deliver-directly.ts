import "server-only";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { noteEvent } from "./commands/stripe-events";
import { customerOf } from "./receive-webhook";
import { noteDelivered } from "./sandbox/commands";
import { listDueDeliveries } from "./sandbox/queries";
import { syncCustomer } from "./sync-customer";

/** Tries of a failed delivery wait; this does not. */
const farMs = 365 * 24 * 60 * 60 * 1000;

/**
 * Hands the sandbox's waiting webhooks to the same code without HTTP: each event is noted, then each customer synced
 * once. For the seed and for tests, where no server listens. Returns how many events there were.
 */
export async function deliverDirectly(): Promise<number> {
  const waiting = await listDueDeliveries(new Date(wallClock().getTime() + farMs), 10_000);
  if (waiting.length === 0) return 0;
  const customers = new Map<string, { account: string; customerId: string }>();
  await transact(async (tx) => {
    for (const { event } of waiting) {
      const customerId = customerOf(event as never);
      const account = (event as { account?: string }).account ?? "";
      await noteEvent(tx, {
        account,
        id: event.id,
        type: event.type,
        customerId,
        createdAt: new Date(event.created * 1000),
      });
      if (customerId) customers.set(`${account} ${customerId}`, { account, customerId });
    }
  });
  for (const { account, customerId } of customers.values()) await syncCustomer(account, customerId);
  await transact((tx) =>
    noteDelivered(
      tx,
      waiting.map(({ event }) => event.id),
    ),
  );
  return waiting.length;
}
