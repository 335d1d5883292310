import "server-only";
import type { Words } from "@/lib/i18n/words";
import { type MoneyCells, moneyCsv, plainAmount, plainTime } from "../money-csv";
import { listTransactions } from "../queries/ledger";
import { listDisputes, listMoney, listOrders, listRefunds } from "../queries/money";
import { listPayouts } from "../queries/payouts";
import {
  DisputesQuery,
  LedgerQuery,
  MoneyQuery,
  type MoneyTableName,
  OrdersQuery,
  PayoutsQuery,
  RefundsQuery,
} from "../schema/money";
import { asFilter, requireManager } from "./money";

type SearchParams = Record<string, string | string[] | undefined>;
type Cursor = { value: number; id: string };
type T = Words["t"];
type Column = Parameters<T>[0] extends infer Key ? (Key extends `ledger.csv.${infer Name}` ? Name : never) : never;

const pageSize = 500;

/** Every row a list has, page by page, so that a long one needs no more memory than a short one. */
async function* everyRow<Row>(
  list: (filter: { after: Cursor | null; limit: number }) => Promise<{ rows: Row[]; next: Cursor | null }>,
  toCells: (row: Row) => readonly MoneyCells[],
): AsyncGenerator<MoneyCells> {
  for (let after: Cursor | null = null; ; ) {
    const { rows, next } = await list({ after, limit: pageSize });
    for (const row of rows) yield* toCells(row);
    if (!next) return;
    after = next;
  }
}

interface Context {
  communityId: string;
  zone: string;
  params: SearchParams;
  t: T;
}

interface File {
  columns: Column[];
  rows: AsyncGenerator<MoneyCells>;
}

/** The same list as on the page, narrowed the same way, as a CSV file. */
export async function loadMoneyFile(slug: string, table: MoneyTableName, params: SearchParams, { t }: Words) {
  const { community } = await requireManager(slug);
  const { columns, rows } = files[table]({ communityId: community.id, zone: community.zone, params, t });
  const head = columns.map((name) => t(`ledger.csv.${name}`));
  return { name: `${community.slug}-${table}.csv`, body: moneyCsv({ columns: head, rows }) };
}

const personOf = (person: { name: string; email: string } | null) => [person?.name ?? "", person?.email ?? ""];

/** A word of ours when there is one, else Stripe's. */
function word(t: T, group: "method" | "disputeState" | "payoutState", value: string | null): string {
  if (value === null) return "";
  const key = `ledger.${group}.${value}` as "ledger.method.card";
  return t.has(key) ? t(key) : value;
}

function paymentsFile({ communityId, zone, params, t }: Context): File {
  const query = MoneyQuery.parse(params);
  const filter = { ...query, ...asFilter(query, zone) };
  return {
    columns: [
      "at",
      "number",
      "kind",
      "state",
      "product",
      "person",
      "email",
      "amount",
      "discount",
      "currency",
      "fee",
      "net",
      "feeCurrency",
      "method",
      "reference",
    ],
    rows: everyRow(
      (page) => listMoney(communityId, { ...filter, ...page }),
      ({ payment, productName, person, standing }) => [
        [
          plainTime(payment.at),
          payment.number,
          t(`ledger.moved.${payment.kind as "charge"}`),
          standing ? t(`ledger.standing.${standing}`) : "",
          productName,
          ...personOf(person),
          plainAmount(payment.amount, payment.currency),
          plainAmount(payment.discountAmount, payment.currency),
          payment.currency,
          plainAmount(payment.feeAmount, payment.feeCurrency),
          plainAmount(payment.netAmount, payment.feeCurrency),
          payment.feeCurrency ?? "",
          word(t, "method", payment.method),
          payment.stripeId,
        ],
      ],
    ),
  };
}

function ordersFile({ communityId, zone, params, t }: Context): File {
  const query = OrdersQuery.parse(params);
  const filter = { ...query, ...asFilter(query, zone) };
  return {
    columns: [
      "at",
      "kind",
      "state",
      "product",
      "person",
      "email",
      "list",
      "discount",
      "amount",
      "currency",
      "reference",
    ],
    rows: everyRow(
      (page) => listOrders(communityId, { ...filter, ...page }),
      ({ order, productName, person }) => [
        [
          plainTime(order.createdAt),
          t(`ledger.orderKind.${order.kind as "payment"}`),
          t(`ledger.order.${order.state as "paid"}`),
          productName,
          ...personOf(person),
          plainAmount(order.listAmount, order.currency),
          plainAmount(order.discountAmount, order.currency),
          plainAmount(order.amount, order.currency),
          order.currency,
          order.stripePaymentIntentId ?? order.stripeSessionId ?? "",
        ],
      ],
    ),
  };
}

function refundsFile({ communityId, zone, params, t }: Context): File {
  const query = RefundsQuery.parse(params);
  const filter = { ...query, ...asFilter(query, zone) };
  return {
    columns: [
      "at",
      "number",
      "state",
      "product",
      "person",
      "email",
      "amount",
      "currency",
      "reason",
      "bySelf",
      "reference",
    ],
    rows: everyRow(
      (page) => listRefunds(communityId, { ...filter, ...page }),
      ({ refund, number, productName, person }) => [
        [
          plainTime(refund.requestedAt),
          number,
          t(`ledger.refundState.${refund.state as "succeeded"}`),
          productName,
          ...personOf(person),
          plainAmount(refund.amount, refund.currency),
          refund.currency,
          refund.reason,
          t(refund.selfService ? "ledger.csv.yes" : "ledger.csv.no"),
          refund.stripeRefundId ?? "",
        ],
      ],
    ),
  };
}

function disputesFile({ communityId, zone, params, t }: Context): File {
  const filter = asFilter(DisputesQuery.parse(params), zone);
  return {
    columns: [
      "at",
      "number",
      "state",
      "product",
      "person",
      "email",
      "amount",
      "currency",
      "reason",
      "due",
      "reference",
    ],
    rows: everyRow(
      (page) => listDisputes(communityId, { ...filter, ...page }),
      ({ dispute, number, productName, person }) => [
        [
          plainTime(dispute.openedAt),
          number,
          word(t, "disputeState", dispute.state),
          productName,
          ...personOf(person),
          plainAmount(dispute.amount, dispute.currency),
          dispute.currency,
          dispute.reason,
          plainTime(dispute.dueAt),
          dispute.stripeDisputeId,
        ],
      ],
    ),
  };
}

function payoutsFile({ communityId, zone, params, t }: Context): File {
  const filter = asFilter(PayoutsQuery.parse(params), zone);
  return {
    columns: ["at", "arrives", "state", "amount", "currency", "reference"],
    rows: everyRow(
      (page) => listPayouts(communityId, { ...filter, ...page }),
      ({ createdAt, arrivesAt, state, amount, currency, stripePayoutId }) => [
        [
          plainTime(createdAt),
          plainTime(arrivesAt),
          word(t, "payoutState", state),
          plainAmount(amount, currency),
          currency,
          stripePayoutId,
        ],
      ],
    ),
  };
}

/** One row for each line: a spreadsheet adds up an account by its debits and credits. */
function ledgerFile({ communityId, zone, params, t }: Context): File {
  const query = LedgerQuery.parse(params);
  const filter = { ...query, ...asFilter(query, zone) };
  const account = (name: string) => t(`ledger.account.${name.replace(".", "-") as "stripe"}`);
  return {
    columns: ["at", "key", "kind", "debit", "credit", "amount", "currency"],
    rows: everyRow(
      (page) => listTransactions(communityId, { ...filter, ...page }),
      ({ at, key, kind, lines }) =>
        lines.map(({ debit, credit, amount, currency }) => [
          plainTime(at),
          key,
          t(`ledger.posting.${kind as "charge"}`),
          account(debit),
          account(credit),
          plainAmount(amount, currency),
          currency,
        ]),
    ),
  };
}

const files: Record<MoneyTableName, (context: Context) => File> = {
  payments: paymentsFile,
  orders: ordersFile,
  refunds: refundsFile,
  disputes: disputesFile,
  payouts: payoutsFile,
  ledger: ledgerFile,
};
