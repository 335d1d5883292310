import "server-only";
import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { containsText, countAll, sumOf } from "@/db/dialect/sql";
import { orders, payments, products } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { disputes, refunds } from "@/db/schema/ledger";
import type { MovedKind, Standing } from "../schema/money";
import { latestFirst, onPage, type PageFilter, toPage, withinDays } from "./paging";

/** What every one of the owner's lists can be narrowed by. `search` looks at names, addresses and numbers. */
export interface ListFilter extends PageFilter {
  search?: string;
}

const person = { name: users.name, handle: users.handle, email: users.email };

/** How much of a charge was given back in the end. */
const returned = sql<number>`(
  select coalesce(-sum(r.amount), 0) from payments r
  where r.charged_id = ${payments.id} and r.kind in ('refund', 'refund_failed')
)`.mapWith(Number);

/** A bank that looks at a payment, or has decided for its holder, has the money. */
const disputed = sql<number>`(
  select count(*) from disputes d
  where d.payment_id = ${payments.id} and d.state in ('needs_response', 'under_review', 'lost')
)`.mapWith(Number);

export interface MoneyFilter extends ListFilter {
  kind?: MovedKind;
  /** Of charges only. */
  state?: Standing;
}

function hasStanding(state: Standing): SQL | undefined {
  const isCharge = eq(payments.kind, "charge");
  if (state === "disputed") return and(isCharge, sql`${disputed} > 0`);
  const undisputed = and(isCharge, sql`${disputed} = 0`);
  if (state === "refunded") return and(undisputed, sql`${returned} >= ${payments.amount}`);
  if (state === "partly") return and(undisputed, sql`${returned} > 0`, sql`${returned} < ${payments.amount}`);
  return and(undisputed, sql`${returned} <= 0`);
}

function moneyWhere(communityId: string, { kind, state, search, ...days }: MoneyFilter): SQL | undefined {
  return and(
    eq(payments.communityId, communityId),
    kind ? eq(payments.kind, kind) : undefined,
    state ? hasStanding(state) : undefined,
    withinDays(payments.at, days),
    search ? matches(search, payments.number) : undefined,
  );
}

function matches(search: string, number?: typeof payments.number): SQL | undefined {
  return or(
    containsText(users.name, search),
    containsText(users.handle, search),
    containsText(users.email, search),
    containsText(products.name, search),
    number ? containsText(number, search) : undefined,
  );
}

const moneyRows = () =>
  read()
    .select({ payment: payments, productName: products.name, productKind: products.kind, person, returned, disputed })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .leftJoin(users, eq(users.id, payments.userId));

/** Money that moved in a community, the latest first, by keyset. */
export async function listMoney(communityId: string, filter: MoneyFilter) {
  const rows = await moneyRows()
    .where(and(moneyWhere(communityId, filter), onPage(payments, filter)))
    .orderBy(...latestFirst(payments))
    .limit(filter.limit + 1);
  const standing = rows.map((row) => ({ ...row, standing: standingOf(row) }));
  return toPage(standing, filter.limit, ({ payment }) => payment);
}
export type MoneyRow = Awaited<ReturnType<typeof listMoney>>["rows"][number];

/** Null for what is no charge. */
export function standingOf({
  payment,
  returned: back,
  disputed: disputes,
}: {
  payment: { kind: string; amount: number };
  returned: number;
  disputed: number;
}): Standing | null {
  if (payment.kind !== "charge") return null;
  if (disputes > 0) return "disputed";
  if (back >= payment.amount) return "refunded";
  return back > 0 ? "partly" : "paid";
}

/** What the same list comes to, by currency and kind. */
export async function sumMoney(communityId: string, filter: MoneyFilter) {
  const rows = await read()
    .select({ currency: payments.currency, kind: payments.kind, amount: sumOf(payments.amount), count: countAll() })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .leftJoin(users, eq(users.id, payments.userId))
    .where(moneyWhere(communityId, filter))
    .groupBy(payments.currency, payments.kind);
  return rows.map((row) => ({ ...row, kind: row.kind as MovedKind }));
}

export interface OrderFilter extends ListFilter {
  kind?: string;
  state?: string;
}

/** Checkouts people were sent to, paid or not, the latest first, by keyset. */
export async function listOrders(communityId: string, filter: OrderFilter) {
  const { kind, state, search, limit } = filter;
  const order = { at: orders.createdAt, id: orders.id };
  const rows = await read()
    .select({ order: orders, productName: products.name, productKind: products.kind, person })
    .from(orders)
    .innerJoin(products, eq(products.id, orders.productId))
    .innerJoin(users, eq(users.id, orders.userId))
    .where(
      and(
        eq(orders.communityId, communityId),
        kind ? eq(orders.kind, kind) : undefined,
        state ? eq(orders.state, state) : undefined,
        search ? matches(search) : undefined,
        onPage(order, filter),
      ),
    )
    .orderBy(...latestFirst(order))
    .limit(limit + 1);
  return toPage(rows, limit, ({ order: { createdAt: at, id } }) => ({ at, id }));
}
export type OrderRow = Awaited<ReturnType<typeof listOrders>>["rows"][number];

export interface RefundFilter extends ListFilter {
  state?: string;
}

/** Refunds that were asked for, here or at Stripe, the latest first, by keyset. */
export async function listRefunds(communityId: string, filter: RefundFilter) {
  const { state, search, limit } = filter;
  const order = { at: refunds.requestedAt, id: refunds.id };
  const rows = await read()
    .select({ refund: refunds, number: payments.number, productName: products.name, person })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .innerJoin(products, eq(products.id, payments.productId))
    .leftJoin(users, eq(users.id, payments.userId))
    .where(
      and(
        eq(refunds.communityId, communityId),
        state ? eq(refunds.state, state) : undefined,
        search ? matches(search, payments.number) : undefined,
        onPage(order, filter),
      ),
    )
    .orderBy(...latestFirst(order))
    .limit(limit + 1);
  return toPage(rows, limit, ({ refund: { requestedAt: at, id } }) => ({ at, id }));
}
export type RefundListRow = Awaited<ReturnType<typeof listRefunds>>["rows"][number];

/** Disputes, the latest first, by keyset. */
export async function listDisputes(communityId: string, filter: ListFilter) {
  const { search, limit } = filter;
  const order = { at: disputes.openedAt, id: disputes.id };
  const rows = await read()
    .select({ dispute: disputes, number: payments.number, productName: products.name, person })
    .from(disputes)
    .innerJoin(payments, eq(payments.id, disputes.paymentId))
    .innerJoin(products, eq(products.id, payments.productId))
    .leftJoin(users, eq(users.id, payments.userId))
    .where(
      and(
        eq(disputes.communityId, communityId),
        search ? matches(search, payments.number) : undefined,
        onPage(order, filter),
      ),
    )
    .orderBy(...latestFirst(order))
    .limit(limit + 1);
  return toPage(rows, limit, ({ dispute: { openedAt: at, id } }) => ({ at, id }));
}
export type DisputeRow = Awaited<ReturnType<typeof listDisputes>>["rows"][number];

/** How many disputes wait for an answer: what the owner's pages say first. */
export async function countOpenDisputes(communityId: string): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(disputes)
    .where(and(eq(disputes.communityId, communityId), inArray(disputes.state, ["needs_response", "under_review"])));
  return row?.n ?? 0;
}

/** A row of a community's money, whatever it is; null for other places. */
export async function findMoney(communityId: string, paymentId: string) {
  const [row] = await moneyRows()
    .where(and(eq(payments.communityId, communityId), eq(payments.id, paymentId)))
    .limit(1);
  return row ? { ...row, standing: standingOf(row) } : null;
}

/** The disputes of one payment, oldest first. */
export async function listDisputesOf(paymentId: string) {
  return read().select().from(disputes).where(eq(disputes.paymentId, paymentId)).orderBy(disputes.openedAt);
}

/** The order a payment paid, of this community. */
export async function findOrder(communityId: string, orderId: string) {
  const [row] = await read()
    .select()
    .from(orders)
    .where(and(eq(orders.communityId, communityId), eq(orders.id, orderId)))
    .limit(1);
  return row ?? null;
}
