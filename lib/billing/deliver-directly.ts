import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { noteEvent } from "./commands/stripe-events";
import { subjectOf } from "./event-subject";
import { settleCustomer } from "./perform-duties";
import { noteDelivered } from "./sandbox/commands";
import { listDueDeliveries } from "./sandbox/queries";
import { syncAccount } from "./sync-account";
import { customerOfPayment } from "./sync-payment";
import { syncPayouts } from "./sync-payouts";

/** Tries of a failed delivery wait; this does not. */
const farMs = 365 * 24 * 60 * 60 * 1000;

/**
 * Hands the sandbox's waiting webhooks to the same code without HTTP: each event is noted, then each customer synced
 * once. For the seed and for tests, where no server listens. Returns how many events there were.
 */
export async function deliverDirectly(): Promise<number> {
  const waiting = await listDueDeliveries(new Date(wallClock().getTime() + farMs), 10_000);
  if (waiting.length === 0) return 0;
  const events = waiting.map(({ event }) => event as unknown as Stripe.Event);
  const looks = new Map<string, () => Promise<unknown>>();
  for (const event of events) {
    const account = event.account ?? "";
    const subject = subjectOf(event);
    const customerId =
      subject?.kind === "customer"
        ? subject.customerId
        : subject?.kind === "payment"
          ? await customerOfPayment(account, subject)
          : null;
    if (customerId) looks.set(`${account} ${customerId}`, () => settleCustomer(account, customerId));
    if (subject?.kind === "payouts") looks.set(`${account} payouts`, () => syncPayouts(account));
    if (subject?.kind === "account" && account) looks.set(`${account} account`, () => syncAccount(account));
  }
  await transact(async (tx) => {
    for (const { id, type, created, account = "" } of events)
      await noteEvent(tx, { account, id, type, customerId: null, createdAt: new Date(created * 1000) });
  });
  for (const look of looks.values()) await look();
  await transact((tx) =>
    noteDelivered(
      tx,
      events.map(({ id }) => id),
    ),
  );
  return waiting.length;
}
