import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { dayMs, hourMs, now, secondMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { endRun, startRun } from "./commands/reconcile-runs";
import { subjectOf } from "./event-subject";
import { stripe } from "./gateway";
import { settleCustomer } from "./perform-duties";
import { listConnectedAccounts } from "./queries/accounts";
import {
  type CustomerKey,
  listCustomersOfCommunity,
  listCustomersToReconcile,
  listStaleCustomers,
} from "./queries/customers";
import { findLastRunStart } from "./queries/reconcile-runs";
import { isKnownEvent } from "./queries/stripe-events";
import { customerOfPayment } from "./sync-payment";
import type { Change } from "./types";

export interface ReconcileReport {
  runId: string;
  /** How many customers were looked at, in how many looks something had to be repaired, and how many looks failed. */
  looked: number;
  repaired: number;
  failed: number;
  /** What our books said and what Stripe said. */
  differences: Change[];
}

/** Who began it and for which community; without either it is the hourly look at all. */
export interface ReconcileScope {
  communityId?: string;
  startedBy?: string;
}

const atOnce = 4;

/**
 * Compares our books with Stripe and repairs them. The hourly run looks at everybody something happened to without our
 * hearing of it, at whatever is open, unpaid, disputed or awaited, and at everybody else in turn; that of a
 * community looks at all its payers. One customer's failure does not stop the others. What is not ours is ignored.
 */
export async function reconcile(scope: ReconcileScope = {}): Promise<ReconcileReport> {
  const run = { id: newId(now().getTime()), startedAt: now(), ...scope };
  const customers = await candidates(scope, run.startedAt);
  await transact((tx) => startRun(tx, run));
  const report: ReconcileReport = { runId: run.id, looked: 0, repaired: 0, failed: 0, differences: [] };
  for (let first = 0; first < customers.length; first += atOnce)
    await Promise.all(customers.slice(first, first + atOnce).map((customer) => look(customer, scope, report)));
  await transact((tx) => endRun(tx, run, report));
  return report;
}

async function look(customer: CustomerKey, { communityId }: ReconcileScope, report: ReconcileReport): Promise<void> {
  report.looked++;
  try {
    const changes = await settleCustomer(customer.account, customer.customerId);
    const own = communityId ? changes.filter((change) => change.communityId === communityId) : changes;
    if (own.length > 0) report.repaired++;
    report.differences.push(...own);
  } catch (error) {
    report.failed++;
    log.warn({ ...customer, error: error instanceof Error ? error.message : String(error) }, "reconciling failed");
  }
}

async function candidates({ communityId }: ReconcileScope, at: Date): Promise<CustomerKey[]> {
  if (communityId) return listCustomersOfCommunity(communityId);
  const lists = [
    await listCustomersToReconcile(at),
    await listStaleCustomers(new Date(at.getTime() - dayMs)),
    await listUnheard(at),
  ];
  const byKey = new Map(lists.flat().map((one) => [`${one.account} ${one.customerId}`, one]));
  return [...byKey.values()];
}

/** How far the window of a run reaches into that of the one before: an event may be listed some time after it happened. */
const overlapMs = hourMs;
/** Stripe keeps events for thirty days. */
const windowMaxMs = 29 * dayMs;

/** Whoever is named by an event that no webhook has brought since the last run. */
async function listUnheard(at: Date): Promise<CustomerKey[]> {
  const last = (await findLastRunStart())?.getTime() ?? 0;
  const since = new Date(Math.max(last - overlapMs, at.getTime() - windowMaxMs));
  const found: CustomerKey[] = [];
  for (const account of ["", ...(await listConnectedAccounts())]) {
    try {
      for (const event of await eventsSince(account, since)) {
        if (await isKnownEvent(account, event.id)) continue;
        const customerId = await customerOf(account, event);
        if (customerId) found.push({ account, customerId });
      }
    } catch (error) {
      log.warn({ account, error: error instanceof Error ? error.message : String(error) }, "could not list events");
    }
  }
  return found;
}

/** Stripe lists at most twenty types at a time; one of these comes with everything that concerns us. */
const types = [
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "invoice.paid",
  "invoice.payment_failed",
  "payment_intent.succeeded",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_reinstated",
  "subscription_schedule.updated",
  "subscription_schedule.released",
];

async function eventsSince(account: string, since: Date): Promise<Stripe.Event[]> {
  const created = { gte: Math.floor(since.getTime() / secondMs) };
  return stripe(account).events.list({ created, types, limit: 100 }).autoPagingToArray({ limit: 10_000 });
}

async function customerOf(account: string, event: Stripe.Event): Promise<string | null> {
  const subject = subjectOf(event);
  if (subject?.kind === "customer") return subject.customerId;
  return subject?.kind === "payment" ? customerOfPayment(account, subject) : null;
}
