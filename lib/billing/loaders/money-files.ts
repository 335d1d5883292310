import "server-only";
import type { z } from "zod";
import type { Words } from "@/lib/i18n/words";
import type { LedgerLine } from "../ledger";
import { type MoneyCells, type MoneyTable, moneyCsv, plainAmount, plainTime } from "../money-csv";
import { type LedgerFilter, type LedgerTransaction, listTransactions } from "../queries/ledger";
import {
  type DisputeRow,
  listDisputes,
  listMoney,
  listOrders,
  listRefunds,
  type MoneyRow,
  type OrderRow,
  type RefundListRow,
} from "../queries/money";
import type { Cursor, Page } from "../queries/paging";
import { listPayouts, type PayoutRow } from "../queries/payouts";
import {
  DisputesQuery,
  LedgerQuery,
  MoneyQuery,
  type MoneyTableName,
  OrdersQuery,
  PayoutsQuery,
  RefundsQuery,
} from "../schema/money";
import { asFilter, type ListPage, type ListQuery, requireManager } from "./money";

type SearchParams = Record<string, string | string[] | undefined>;
type T = Words["t"];
type Column = Parameters<T>[0] extends infer Key ? (Key extends `ledger.csv.${infer Name}` ? Name : never) : never;
type Cell = MoneyCells[number];

/** What stands in a file's columns, in their order. */
type Columns<Row> = Partial<Record<Column, (row: Row, t: T) => Cell>>;

interface Context {
  communityId: string;
  zone: string;
  params: SearchParams;
  t: T;
}

type File = (context: Context) => MoneyTable;

/** The same list as on the page, narrowed the same way, as a CSV file. */
export async function loadMoneyFile(slug: string, table: MoneyTableName, params: SearchParams, { t }: Words) {
  const { community } = await requireManager(slug);
  const file = files[table]({ communityId: community.id, zone: community.zone, params, t });
  return { name: `${community.slug}-${table}.csv`, body: moneyCsv(file) };
}

function fileOf<Query extends ListQuery, Row>(
  schema: z.ZodType<Query>,
  list: ListPage<Query, Row>,
  columns: Columns<Row>,
): File {
  const cells = Object.values(columns);
  return ({ communityId, zone, params, t }) => {
    const query = schema.parse(params);
    const filter = { ...query, ...asFilter(query, zone) };
    return {
      columns: Object.keys(columns).map((name) => t(`ledger.csv.${name as Column}`)),
      rows: everyRow(
        (page) => list(communityId, { ...filter, ...page }),
        (row) => cells.map((cell) => cell(row, t)),
      ),
    };
  };
}

const pageSize = 500;

/** Every row a list has, page by page, so that a long one needs no more memory than a short one. */
async function* everyRow<Row>(
  list: (page: { after: Cursor | null; limit: number }) => Promise<Page<Row>>,
  toCells: (row: Row) => MoneyCells,
): AsyncGenerator<MoneyCells> {
  for (let after: Cursor | null = null; ; ) {
    const { rows, next } = await list({ after, limit: pageSize });
    for (const row of rows) yield toCells(row);
    if (!next) return;
    after = next;
  }
}

/** Whose it is and what was bought: the same in every list of people's money. */
const purchase = {
  product: ({ productName }: { productName: string }) => productName,
  person: ({ person }: { person: { name: string } | null }) => person?.name ?? "",
  email: ({ person }: { person: { email: string } | null }) => person?.email ?? "",
};

/** A word of ours when there is one, else Stripe's. */
function word(t: T, group: "method" | "disputeState" | "payoutState", value: string | null): string {
  if (value === null) return "";
  const key = `ledger.${group}.${value}` as "ledger.method.card";
  return t.has(key) ? t(key) : value;
}

const paymentColumns: Columns<MoneyRow> = {
  at: ({ payment }) => plainTime(payment.at),
  number: ({ payment }) => payment.number,
  kind: ({ payment }, t) => t(`ledger.moved.${payment.kind as "charge"}`),
  state: ({ standing }, t) => (standing ? t(`ledger.standing.${standing}`) : ""),
  ...purchase,
  amount: ({ payment }) => plainAmount(payment.amount, payment.currency),
  discount: ({ payment }) => plainAmount(payment.discountAmount, payment.currency),
  currency: ({ payment }) => payment.currency,
  fee: ({ payment }) => plainAmount(payment.feeAmount, payment.feeCurrency),
  net: ({ payment }) => plainAmount(payment.netAmount, payment.feeCurrency),
  feeCurrency: ({ payment }) => payment.feeCurrency ?? "",
  method: ({ payment }, t) => word(t, "method", payment.method),
  reference: ({ payment }) => payment.stripeId,
};

const orderColumns: Columns<OrderRow> = {
  at: ({ order }) => plainTime(order.createdAt),
  kind: ({ order }, t) => t(`ledger.orderKind.${order.kind as "payment"}`),
  state: ({ order }, t) => t(`ledger.order.${order.state as "paid"}`),
  ...purchase,
  list: ({ order }) => plainAmount(order.listAmount, order.currency),
  discount: ({ order }) => plainAmount(order.discountAmount, order.currency),
  amount: ({ order }) => plainAmount(order.amount, order.currency),
  currency: ({ order }) => order.currency,
  reference: ({ order }) => order.stripePaymentIntentId ?? order.stripeSessionId ?? "",
};

const refundColumns: Columns<RefundListRow> = {
  at: ({ refund }) => plainTime(refund.requestedAt),
  number: ({ number }) => number,
  state: ({ refund }, t) => t(`ledger.refundState.${refund.state as "succeeded"}`),
  ...purchase,
  amount: ({ refund }) => plainAmount(refund.amount, refund.currency),
  currency: ({ refund }) => refund.currency,
  reason: ({ refund }) => refund.reason,
  bySelf: ({ refund }, t) => t(refund.selfService ? "ledger.csv.yes" : "ledger.csv.no"),
  reference: ({ refund }) => refund.stripeRefundId ?? "",
};

const disputeColumns: Columns<DisputeRow> = {
  at: ({ dispute }) => plainTime(dispute.openedAt),
  number: ({ number }) => number,
  state: ({ dispute }, t) => word(t, "disputeState", dispute.state),
  ...purchase,
  amount: ({ dispute }) => plainAmount(dispute.amount, dispute.currency),
  currency: ({ dispute }) => dispute.currency,
  reason: ({ dispute }) => dispute.reason,
  due: ({ dispute }) => plainTime(dispute.dueAt),
  reference: ({ dispute }) => dispute.stripeDisputeId,
};

const payoutColumns: Columns<PayoutRow> = {
  at: ({ createdAt }) => plainTime(createdAt),
  arrives: ({ arrivesAt }) => plainTime(arrivesAt),
  state: ({ state }, t) => word(t, "payoutState", state),
  amount: ({ amount, currency }) => plainAmount(amount, currency),
  currency: ({ currency }) => currency,
  reference: ({ stripePayoutId }) => stripePayoutId,
};

/** One row for each line: a spreadsheet adds up an account by its debits and credits. */
type LedgerRow = Pick<LedgerTransaction, "at" | "key" | "kind"> & LedgerLine;

const ledgerColumns: Columns<LedgerRow> = {
  at: ({ at }) => plainTime(at),
  key: ({ key }) => key,
  kind: ({ kind }, t) => t(`ledger.posting.${kind as "charge"}`),
  debit: ({ debit }, t) => accountName(debit, t),
  credit: ({ credit }, t) => accountName(credit, t),
  amount: ({ amount, currency }) => plainAmount(amount, currency),
  currency: ({ currency }) => currency,
};

const accountName = (name: string, t: T) => t(`ledger.account.${name.replace(".", "-") as "stripe"}`);

/** A page of the book by its lines. */
async function listLines(communityId: string, filter: LedgerFilter): Promise<Page<LedgerRow>> {
  const { rows, next } = await listTransactions(communityId, filter);
  return { rows: rows.flatMap(({ at, key, kind, lines }) => lines.map((line) => ({ at, key, kind, ...line }))), next };
}

const files: Record<MoneyTableName, File> = {
  payments: fileOf(MoneyQuery, listMoney, paymentColumns),
  orders: fileOf(OrdersQuery, listOrders, orderColumns),
  refunds: fileOf(RefundsQuery, listRefunds, refundColumns),
  disputes: fileOf(DisputesQuery, listDisputes, disputeColumns),
  payouts: fileOf(PayoutsQuery, listPayouts, payoutColumns),
  ledger: fileOf(LedgerQuery, listLines, ledgerColumns),
};
