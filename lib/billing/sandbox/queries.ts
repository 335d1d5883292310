import "server-only";
import { and, asc, count, desc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sandboxDeliveries, sandboxFaults, sandboxIdempotency, sandboxObjects } from "@/db/schema/sandbox";
import { rowId, type SandboxKinds, type StoredKind } from "./objects/kinds";
import { revived } from "./objects/older";
import { currentAccount } from "./request-context";
import { missing } from "./wire";

/** The object of that kind and id in the request's account, or null. Another account's ids do not exist. */
export async function findObject<K extends StoredKind>(kind: K, id: string): Promise<SandboxKinds[K] | null> {
  const account = currentAccount();
  const [row] = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(
      and(
        eq(sandboxObjects.id, rowId(kind, id, account)),
        eq(sandboxObjects.kind, kind),
        eq(sandboxObjects.account, account),
      ),
    )
    .limit(1);
  return row ? revived(kind, row.body) : null;
}

/** The same, or Stripe's "No such …" naming `param`. */
export async function needObject<K extends StoredKind>(kind: K, id: string, param?: string): Promise<SandboxKinds[K]> {
  const found = await findObject(kind, id);
  if (!found) throw missing(kind, id, param);
  return found;
}

/** Whatever has this id in the request's account, for `expand[]`. */
export async function findAny(id: string): Promise<SandboxKinds[StoredKind] | null> {
  const account = currentAccount();
  const [row] = await read()
    .select({ kind: sandboxObjects.kind, body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(
      and(
        inArray(sandboxObjects.id, [id, rowId("coupon", id, account), rowId("product", id, account)]),
        eq(sandboxObjects.account, account),
      ),
    )
    .limit(1);
  return row ? revived(row.kind as StoredKind, row.body) : null;
}

/** The account an object belongs to, for pages and buttons which know its unguessable id only. Null when there is none. */
export async function accountOfObject(kind: StoredKind, id: string): Promise<string | null> {
  const [row] = await read()
    .select({ account: sandboxObjects.account })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.id, id), eq(sandboxObjects.kind, kind)))
    .limit(1);
  return row?.account ?? null;
}

/** Objects of a kind in the request's account, newest first; of one customer when given. */
export async function listObjects<K extends StoredKind>(kind: K, customerId?: string): Promise<SandboxKinds[K][]> {
  const rows = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(
      and(
        eq(sandboxObjects.account, currentAccount()),
        eq(sandboxObjects.kind, kind),
        customerId === undefined ? undefined : eq(sandboxObjects.customerId, customerId),
      ),
    )
    .orderBy(desc(sandboxObjects.createdAt), desc(sandboxObjects.id));
  return rows.map((row) => revived(kind, row.body));
}

/** The newest objects of a kind over all accounts, for the control page. */
export async function listNewest<K extends StoredKind>(
  kind: K,
  limit: number,
): Promise<{ account: string; object: SandboxKinds[K] }[]> {
  const rows = await read()
    .select({ account: sandboxObjects.account, body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(eq(sandboxObjects.kind, kind))
    .orderBy(desc(sandboxObjects.createdAt), desc(sandboxObjects.id))
    .limit(limit);
  return rows.map(({ account, body }) => ({ account, object: revived(kind, body) }));
}

/** Objects of a kind by their ids, in no particular order. */
export async function listByIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<SandboxKinds[K][]> {
  const found: SandboxKinds[K][] = [];
  for (let start = 0; start < ids.length; start += 500) {
    const rows = await read()
      .select({ body: sandboxObjects.body })
      .from(sandboxObjects)
      .where(
        and(
          eq(sandboxObjects.account, currentAccount()),
          eq(sandboxObjects.kind, kind),
          inArray(sandboxObjects.id, ids.slice(start, start + 500)),
        ),
      );
    found.push(...rows.map((row) => revived(kind, row.body)));
  }
  return found;
}

/** What the clock looks at. Whatever else has a moment of its own says so through one of these. */
const clockwork: StoredKind[] = [
  "checkout.session",
  "subscription",
  "charge",
  "refund",
  "balance_transaction",
  "payout",
];

export interface DueObject {
  kind: StoredKind;
  id: string;
  account: string;
  dueAt: Date;
}

/** What the clock has to look at next, at or before `to`, earliest first. */
export async function findNextDue(to: Date): Promise<DueObject | null> {
  const [row] = await read()
    .select({
      kind: sandboxObjects.kind,
      id: sandboxObjects.id,
      account: sandboxObjects.account,
      dueAt: sandboxObjects.dueAt,
    })
    .from(sandboxObjects)
    .where(and(inArray(sandboxObjects.kind, clockwork), lte(sandboxObjects.dueAt, to)))
    .orderBy(asc(sandboxObjects.dueAt), asc(sandboxObjects.id))
    .limit(1);
  return row?.dueAt ? { ...row, kind: row.kind as StoredKind, dueAt: row.dueAt } : null;
}

/** Objects of a kind in the request's account whose moment has come. */
export async function listDue<K extends StoredKind>(kind: K, to: Date): Promise<SandboxKinds[K][]> {
  const rows = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(
      and(eq(sandboxObjects.kind, kind), eq(sandboxObjects.account, currentAccount()), lte(sandboxObjects.dueAt, to)),
    )
    .orderBy(asc(sandboxObjects.createdAt), asc(sandboxObjects.id));
  return rows.map((row) => revived(kind, row.body));
}

/** Subscriptions whose next step falls at or before `to`, for the clock page's forecast. */
export async function listDueSubscriptions(
  to: Date,
  limit: number,
): Promise<{ subscription: SandboxKinds["subscription"]; account: string; dueAt: Date }[]> {
  const rows = await read()
    .select({ body: sandboxObjects.body, account: sandboxObjects.account, dueAt: sandboxObjects.dueAt })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.kind, "subscription"), lte(sandboxObjects.dueAt, to)))
    .orderBy(asc(sandboxObjects.dueAt), asc(sandboxObjects.id))
    .limit(limit);
  return rows.map(({ body, account, dueAt }) => ({
    subscription: revived("subscription", body),
    account,
    dueAt: dueAt!,
  }));
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

export interface DueDelivery {
  event: SandboxKinds["event"];
  attempts: number;
  copies: number;
}

/** Webhooks that are to be tried at or before `at` (real time), in the order their events happened. */
export async function listDueDeliveries(at: Date, limit: number): Promise<DueDelivery[]> {
  const rows = await read()
    .select({ body: sandboxObjects.body, attempts: sandboxDeliveries.attempts, copies: sandboxDeliveries.copies })
    .from(sandboxDeliveries)
    .innerJoin(sandboxObjects, eq(sandboxObjects.id, sandboxDeliveries.eventId))
    .where(
      and(
        eq(sandboxDeliveries.delivered, false),
        lte(sandboxDeliveries.nextTryAt, at),
        or(isNull(sandboxDeliveries.notBefore), lte(sandboxDeliveries.notBefore, at)),
      ),
    )
    .orderBy(asc(sandboxObjects.createdAt), asc(sandboxDeliveries.nextTryAt))
    .limit(limit);
  return rows.map(({ body, ...delivery }) => ({ event: body as unknown as SandboxKinds["event"], ...delivery }));
}

/** The newest events with how their delivery went, for the control page. */
export async function listDeliveries(limit: number) {
  const rows = await read()
    .select({ body: sandboxObjects.body, delivery: sandboxDeliveries })
    .from(sandboxDeliveries)
    .innerJoin(sandboxObjects, eq(sandboxObjects.id, sandboxDeliveries.eventId))
    .orderBy(desc(sandboxObjects.createdAt), desc(sandboxDeliveries.nextTryAt))
    .limit(limit);
  return rows.map(({ body, delivery }) => ({ event: body as unknown as SandboxKinds["event"], ...delivery }));
}

/** Every event there is, whether its webhook went out or not, oldest first, over all accounts. */
export async function listEvents(): Promise<SandboxKinds["event"][]> {
  const rows = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(eq(sandboxObjects.kind, "event"))
    .orderBy(asc(sandboxObjects.createdAt), asc(sandboxObjects.id));
  return rows.map(({ body }) => body as unknown as SandboxKinds["event"]);
}

/** How many webhooks wait for their delivery. */
export async function countPendingDeliveries(): Promise<number> {
  const [row] = await read()
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(sandboxDeliveries)
    .where(eq(sandboxDeliveries.delivered, false));
  return row?.n ?? 0;
}

/** The customer whose charge or payment intent a list asks for: theirs are few, all there are may be many. */
export async function customerBehind(given: {
  charge?: unknown;
  payment_intent?: unknown;
}): Promise<string | undefined> {
  if (typeof given.charge === "string") return (await findObject("charge", given.charge))?.customer;
  if (typeof given.payment_intent === "string")
    return (await findObject("payment_intent", given.payment_intent))?.customer;
  return undefined;
}

/** An event by its id, whatever account it happened in. */
export async function findEvent(id: string): Promise<SandboxKinds["event"] | null> {
  const [row] = await read()
    .select({ body: sandboxObjects.body })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.id, id), eq(sandboxObjects.kind, "event")))
    .limit(1);
  return row ? (row.body as unknown as SandboxKinds["event"]) : null;
}

/** Failures that are still to come. */
export async function listFaults() {
  return read().select().from(sandboxFaults).where(gt(sandboxFaults.times, 0)).orderBy(asc(sandboxFaults.id));
}
