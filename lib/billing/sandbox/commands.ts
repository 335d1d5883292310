import "server-only";
import { and, eq, inArray, lt } from "drizzle-orm";
import { afterCommit, type Tx } from "@/db/client";
import { sandboxDeliveries, sandboxIdempotency, sandboxObjects } from "@/db/schema/sandbox";
import { dayMs, wallClock } from "@/lib/platform/clock";
import { announceChange } from "@/lib/platform/signals";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxEvent } from "./objects/events";
import { sandboxId } from "./objects/ids";
import { type SandboxObject, shown } from "./objects/kinds";

/** Stores an object: new, or in place of the one with its id. */
export async function put(tx: Tx, object: SandboxObject): Promise<void> {
  const row = {
    kind: object.object,
    customerId: customerOf(object),
    dueAt: dueAt(object),
    body: object as unknown as Record<string, unknown>,
  };
  await tx
    .insert(sandboxObjects)
    .values({ id: object.id, createdAt: fromSeconds(object.created), ...row })
    .onConflictDoUpdate({ target: sandboxObjects.id, set: row });
}

function customerOf(object: SandboxObject): string | null {
  if (object.object === "customer") return object.id;
  return "customer" in object ? object.customer : null;
}

/** When the clock has to look at an object again: an open session's expiry; a subscription's period end or next try. */
function dueAt(object: SandboxObject): Date | null {
  if (object.object === "checkout.session") return object.status === "open" ? fromSeconds(object.expires_at) : null;
  if (object.object !== "subscription" || object.status === "canceled") return null;
  return fromSeconds(object._retry_at ?? object.items.data[0]!.current_period_end);
}

/** The event's objects are snapshots, as Stripe sends them. Its webhook is due at once. */
export async function emit(tx: Tx, type: string, subject: SandboxObject, at: Date): Promise<void> {
  const event: SandboxEvent = {
    id: sandboxId("event"),
    object: "event",
    api_version: "2026-10-28.endive",
    created: seconds(at),
    data: { object: shown(subject) as unknown as SandboxObject },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  await tx.insert(sandboxObjects).values({
    id: event.id,
    kind: "event",
    customerId: customerOf(subject),
    dueAt: null,
    body: event as unknown as Record<string, unknown>,
    createdAt: at,
  });
  await tx
    .insert(sandboxDeliveries)
    .values({ eventId: event.id, delivered: false, attempts: 0, nextTryAt: wallClock(), lastStatus: null });
  afterCommit(() => announceChange({ kind: "jobs", id: "sandbox.deliver" }));
}

export async function storeAnswer(
  tx: Tx,
  answer: { key: string; request: string; status: number; response: object; at: Date },
): Promise<void> {
  await tx.insert(sandboxIdempotency).values({
    key: answer.key,
    request: answer.request,
    status: answer.status,
    response: answer.response as Record<string, unknown>,
    createdAt: answer.at,
  });
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
