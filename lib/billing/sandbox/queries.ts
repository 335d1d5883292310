import "server-only";
import { and, asc, count, desc, eq, inArray, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sandboxDeliveries, sandboxIdempotency, sandboxObjects } from "@/db/schema/sandbox";
import type { SandboxKinds, StoredKind } from "./objects/kinds";
import { missing } from "./wire";

/** The object of that kind and id, or null. */
export async function findObject<K extends StoredKind>(kind: K, id: string): Promise<SandboxKinds[K] | null> {
  const [row] = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.id, id), eq(sandboxObjects.kind, kind)))
    .limit(1);
  return row ? (row.body as unknown as SandboxKinds[K]) : null;
}

/** The same, or Stripe's "No such …" naming `param`. */
export async function needObject<K extends StoredKind>(kind: K, id: string, param?: string): Promise<SandboxKinds[K]> {
  const found = await findObject(kind, id);
  if (!found) throw missing(kind, id, param);
  return found;
}

/** Objects of a kind, newest first; of one customer when given. */
export async function listObjects<K extends StoredKind>(kind: K, customerId?: string): Promise<SandboxKinds[K][]> {
  const rows = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(
      and(
        eq(sandboxObjects.kind, kind),
        customerId === undefined ? undefined : eq(sandboxObjects.customerId, customerId),
      ),
    )
    .orderBy(desc(sandboxObjects.createdAt), desc(sandboxObjects.id));
  return rows.map((row) => row.body as unknown as SandboxKinds[K]);
}

/** What the clock has to look at next, at or before `to`: the kind, id and moment, earliest first. */
export async function findNextDue(to: Date): Promise<{ kind: string; id: string; dueAt: Date } | null> {
  const [row] = await read()
    .select({ kind: sandboxObjects.kind, id: sandboxObjects.id, dueAt: sandboxObjects.dueAt })
    .from(sandboxObjects)
    .where(and(inArray(sandboxObjects.kind, ["checkout.session", "subscription"]), lte(sandboxObjects.dueAt, to)))
    .orderBy(asc(sandboxObjects.dueAt), asc(sandboxObjects.id))
    .limit(1);
  return row?.dueAt ? { ...row, dueAt: row.dueAt } : null;
}

/** Subscriptions whose next step falls at or before `to`, for the clock page's forecast. */
export async function listDueSubscriptions(
  to: Date,
  limit: number,
): Promise<{ subscription: SandboxKinds["subscription"]; dueAt: Date }[]> {
  const rows = await read()
    .select({ body: sandboxObjects.body, dueAt: sandboxObjects.dueAt })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.kind, "subscription"), lte(sandboxObjects.dueAt, to)))
    .orderBy(asc(sandboxObjects.dueAt), asc(sandboxObjects.id))
    .limit(limit);
  return rows.map((row) => ({ subscription: row.body as unknown as SandboxKinds["subscription"], dueAt: row.dueAt! }));
}

export async function countDueSubscriptions(to: Date): Promise<number> {
  const [row] = await read()
    .select({ n: count() })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.kind, "subscription"), lte(sandboxObjects.dueAt, to)));
  return Number(row?.n ?? 0);
}

/** What was answered to an idempotency key, or null. */
export async function findAnswer(key: string) {
  const [row] = await read().select().from(sandboxIdempotency).where(eq(sandboxIdempotency.key, key)).limit(1);
  return row ?? null;
}

/** Webhooks that are to be tried at or before `at` (real time), in the order their events happened. */
export async function listDueDeliveries(
  at: Date,
  limit: number,
): Promise<{ event: SandboxKinds["event"]; attempts: number }[]> {
  const rows = await read()
    .select({ body: sandboxObjects.body, attempts: sandboxDeliveries.attempts })
    .from(sandboxDeliveries)
    .innerJoin(sandboxObjects, eq(sandboxObjects.id, sandboxDeliveries.eventId))
    .where(and(eq(sandboxDeliveries.delivered, false), lte(sandboxDeliveries.nextTryAt, at)))
    .orderBy(asc(sandboxObjects.createdAt), asc(sandboxDeliveries.nextTryAt))
    .limit(limit);
  return rows.map((row) => ({ event: row.body as unknown as SandboxKinds["event"], attempts: row.attempts }));
}

/** How many webhooks wait for their delivery. */
export async function countPendingDeliveries(): Promise<number> {
  const [row] = await read()
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(sandboxDeliveries)
    .where(eq(sandboxDeliveries.delivered, false));
  return row?.n ?? 0;
}
