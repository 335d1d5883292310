import "server-only";
import { and, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { afterCommit, type Tx, transact } from "@/db/client";
import { sandboxDeliveries, sandboxFaults, sandboxIdempotency, sandboxObjects } from "@/db/schema/sandbox";
import { dayMs, wallClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { announceChange } from "@/lib/platform/signals";
import { dueAt } from "./due";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxEvent } from "./objects/events";
import { sandboxId } from "./objects/ids";
import { rowId, type SandboxObject, shown } from "./objects/kinds";
import { listFaults } from "./queries";
import { currentAccount, currentRequest } from "./request-context";
import { apiVersion } from "./wire";

/** Stores an object in the request's account: new, or in place of the one with its id. */
export async function put(tx: Tx, object: SandboxObject): Promise<void> {
  const account = currentAccount();
  const created = object.object === "discount" ? object.start : object.created;
  const row = {
    kind: object.object,
    customerId: customerOf(object),
    dueAt: dueAt(object),
    body: object as unknown as Record<string, unknown>,
  };
  await tx
    .insert(sandboxObjects)
    .values({ id: rowId(object.object, object.id, account), account, createdAt: fromSeconds(created), ...row })
    .onConflictDoUpdate({ target: sandboxObjects.id, set: row });
}

/** By whom an object is found: Stripe's `customer`, or for the few without one the customer behind them. */
function customerOf(object: SandboxObject): string | null {
  if (object.object === "customer") return object.id;
  if ("_customer" in object) return object._customer;
  return "customer" in object ? object.customer : null;
}

/** The event's objects are snapshots, as Stripe sends them. Its webhook is due at once. */
export async function emit(tx: Tx, type: string, subject: SandboxObject, at: Date): Promise<void> {
  const account = currentAccount();
  const event: SandboxEvent = {
    id: sandboxId("event"),
    object: "event",
    ...(account !== "" && { account }),
    api_version: apiVersion,
    created: seconds(at),
    data: { object: shown(subject) },
    livemode: false,
    pending_webhooks: 1,
    request: currentRequest(),
    type,
  };
  await tx.insert(sandboxObjects).values({
    id: event.id,
    account,
    kind: "event",
    customerId: customerOf(subject),
    dueAt: null,
    body: event as unknown as Record<string, unknown>,
    createdAt: at,
  });
  await tx.insert(sandboxDeliveries).values({
    eventId: event.id,
    account,
    delivered: false,
    attempts: 0,
    nextTryAt: wallClock(),
    lastStatus: null,
  });
  afterCommit(() => announceChange({ kind: "jobs", id: "sandbox.deliver" }));
}

/** Keeps an answer for its key. One that is a day old is replaced. */
export async function storeAnswer(
  tx: Tx,
  answer: { key: string; request: string; status: number; response: object; at: Date },
): Promise<void> {
  const { key, request, status, at: createdAt } = answer;
  const kept = { request, status, response: answer.response as Record<string, unknown>, createdAt };
  await tx
    .insert(sandboxIdempotency)
    .values({ key, ...kept })
    .onConflictDoUpdate({ target: sandboxIdempotency.key, set: kept });
}

/** Waits between the tries of one webhook, in milliseconds of real time; after the last it is given up. */
const retryAfterMs = [2_000, 10_000, 60_000, 300_000, 1_800_000, 3_600_000, 3_600_000, 3_600_000];

/** Notes how a try went. A failed one is due again later, until the tries are used up. */
export async function noteDelivery(
  tx: Tx,
  eventId: string,
  tried: { status: number | null; attempts: number },
): Promise<void> {
  const accepted = tried.status !== null && tried.status >= 200 && tried.status < 300;
  const waitMs = retryAfterMs[tried.attempts];
  await tx
    .update(sandboxDeliveries)
    .set({
      delivered: accepted || waitMs === undefined,
      attempts: tried.attempts + 1,
      lastStatus: tried.status,
      nextTryAt: new Date(wallClock().getTime() + (waitMs ?? 0)),
    })
    .where(and(eq(sandboxDeliveries.eventId, eventId), eq(sandboxDeliveries.delivered, false)));
}

/** As if a webhook were lost on the way: it is not sent, and not tried again unless somebody asks. */
export async function noteDropped(tx: Tx, eventId: string): Promise<void> {
  await tx
    .update(sandboxDeliveries)
    .set({ delivered: true, lastStatus: null })
    .where(eq(sandboxDeliveries.eventId, eventId));
}

/** Puts events back into the queue: `copies` of each are sent, not before `notBefore`. */
export async function queueAgain(
  tx: Tx,
  eventIds: readonly string[],
  { copies = 1, notBefore = null }: { copies?: number; notBefore?: Date | null } = {},
): Promise<void> {
  if (eventIds.length === 0) return;
  await tx
    .update(sandboxDeliveries)
    .set({ delivered: false, attempts: 0, copies, notBefore, nextTryAt: wallClock() })
    .where(inArray(sandboxDeliveries.eventId, [...eventIds]));
  afterCommit(() => announceChange({ kind: "jobs", id: "sandbox.deliver" }));
}

export async function noteDelivered(tx: Tx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx
    .update(sandboxDeliveries)
    .set({ delivered: true, attempts: 1, lastStatus: 200 })
    .where(inArray(sandboxDeliveries.eventId, [...eventIds]));
}

/** Stripe keeps events for 30 days and idempotency keys for one. */
export async function forgetOld(tx: Tx, at: Date): Promise<void> {
  const before = new Date(at.getTime() - 30 * dayMs);
  const old = tx
    .select({ id: sandboxObjects.id })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.kind, "event"), lt(sandboxObjects.createdAt, before)));
  const gone = await tx
    .delete(sandboxDeliveries)
    .where(and(eq(sandboxDeliveries.delivered, true), inArray(sandboxDeliveries.eventId, old)))
    .returning({ id: sandboxDeliveries.eventId });
  for (let start = 0; start < gone.length; start += 500) {
    const ids = gone.slice(start, start + 500).map(({ id }) => id);
    await tx.delete(sandboxObjects).where(inArray(sandboxObjects.id, ids));
  }
  await tx.delete(sandboxIdempotency).where(lt(sandboxIdempotency.createdAt, new Date(at.getTime() - dayMs)));
}

/** Asks for failures of requests whose path begins with `path`. */
export async function putFault(
  tx: Tx,
  fault: { path: string; kind: string; times: number; slowMs: number },
): Promise<void> {
  await tx.insert(sandboxFaults).values({ id: newId(), ...fault });
}

export async function deleteFaults(tx: Tx): Promise<void> {
  await tx.delete(sandboxFaults);
}

/** The oldest fault that fits a request, used up by one; null when there is none, which is nearly always. */
export async function takeFault(method: string, path: string) {
  const fault = (await listFaults()).find(
    (each) => `${method} ${path}`.startsWith(each.path) || path.startsWith(each.path),
  );
  if (!fault) return null;
  const [taken] = await transact((tx) =>
    tx
      .update(sandboxFaults)
      .set({ times: sql`${sandboxFaults.times} - 1` })
      .where(and(eq(sandboxFaults.id, fault.id), gt(sandboxFaults.times, 0)))
      .returning(),
  );
  return taken ?? null;
}
