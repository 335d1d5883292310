import "server-only";
import { notFound } from "next/navigation";
import type { z } from "zod";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import { dayRange } from "../day-range";
import { paymentsAreReal } from "../gateway";
import { listPostingsOfPayment } from "../queries/ledger";
import {
  countOpenDisputes,
  findMoney,
  findOrder,
  listDisputes,
  listDisputesOf,
  listMoney,
  listOrders,
  listRefunds,
  sumMoney,
} from "../queries/money";
import type { Page } from "../queries/paging";
import { listPaymentFamily } from "../queries/receipts";
import { findRefundQuestion } from "../queries/refunds";
import { mayRefund } from "../refund-policy";
import { DisputesQuery, MoneyQuery, OrdersQuery, RefundsQuery } from "../schema/money";

type SearchParams = Record<string, string | string[] | undefined>;

const pageSize = 50;

/** For whoever runs the community; for others these pages do not exist. */
export async function requireManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  return { community, viewer, sandbox: !paymentsAreReal() };
}

/** What the address of every list can say. */
export interface ListQuery {
  q?: string;
  from: string;
  to: string;
  after?: string;
}

/** What an address asks for, as a query takes it: days in the community's zone. */
export function asFilter(query: ListQuery, zone: string) {
  const after = decodeCursor(query.after);
  return { ...dayRange(query.from, query.to, zone), search: query.q, after, limit: pageSize };
}
type PageFilter = ReturnType<typeof asFilter>;

/** One page of a list, of what an address asks for. */
export type ListPage<Query, Row> = (communityId: string, filter: Query & PageFilter) => Promise<Page<Row>>;

/** One of the owner's lists: who asks first, then what. */
export async function loadList<Query extends ListQuery, Row>(
  slug: string,
  params: SearchParams,
  schema: z.ZodType<Query>,
  list: ListPage<Query, Row>,
) {
  const page = await requireManager(slug);
  const query = schema.parse(params);
  const filter = { ...query, ...asFilter(query, page.community.zone) };
  const { rows, next } = await list(page.community.id, filter);
  return { ...page, query, filter, rows, next: next && encodeCursor(next) };
}

/** Every payment, refund and dispute, with what they come to. */
export async function loadMoney(slug: string, params: SearchParams) {
  const page = await loadList(slug, params, MoneyQuery, listMoney);
  const [totals, openDisputes] = await Promise.all([
    sumMoney(page.community.id, page.filter),
    countOpenDisputes(page.community.id),
  ]);
  return { ...page, totals, openDisputes };
}

/** Every checkout, paid or not. */
export const loadOrders = (slug: string, params: SearchParams) => loadList(slug, params, OrdersQuery, listOrders);

/** Everything that was asked back. */
export const loadRefunds = (slug: string, params: SearchParams) => loadList(slug, params, RefundsQuery, listRefunds);

/** Everything a bank took back, or asks about. */
export const loadDisputes = (slug: string, params: SearchParams) => loadList(slug, params, DisputesQuery, listDisputes);

/**
 * One payment with all that belongs to it: its order, what was given and taken back, the postings, and how much can
 * still be given back. The id of a refund or a dispute leads to the charge it is about.
 */
export async function loadPayment(slug: string, paymentId: string) {
  const page = await requireManager(slug);
  const { community, viewer } = page;
  const found = await findMoney(community.id, paymentId);
  const charge = found?.payment.chargedId ? await findMoney(community.id, found.payment.chargedId) : found;
  if (!charge) notFound();
  const { id, orderId } = charge.payment;
  const [family, postings, disputes, order, asked] = await Promise.all([
    listPaymentFamily(community.id, id),
    listPostingsOfPayment(community.id, id),
    listDisputesOf(id),
    orderId ? findOrder(community.id, orderId) : null,
    findRefundQuestion(community.id, id, { self: false, at: viewer.at }),
  ]);
  return {
    ...page,
    ...charge,
    family,
    postings,
    disputes,
    order,
    refunds: asked?.refunds ?? [],
    /** How much can be given back now, or why nothing can. */
    answer: asked ? mayRefund(asked.question) : ({ allowed: false, reason: "not-refundable" } as const),
    /** The bundles that cost less because of this payment. */
    credits: asked?.credits ?? [],
    endsAccess: asked?.accessAfterRefund !== "stays",
  };
}
