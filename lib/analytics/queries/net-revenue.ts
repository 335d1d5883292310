import "server-only";
import { and, eq, gt, gte, lt, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, countDistinct, sumOf } from "@/db/dialect/sql";
import { moneyDays } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import type { MemberFilter } from "@/lib/segments/types";
import { among } from "./among";

/** Money that moved within one stretch, by currency, kind and what was sold. What went back is negative. */
export interface MoneySum {
  currency: string;
  /** `charge`, or `refund` for everything that takes back or gives back again. */
  kind: "charge" | "refund";
  productKind: string;
  amount: number;
  count: number;
}

/** A stretch told both ways: its days, and its instants [from, to). */
export interface MoneyStretch {
  /** Null is since ever. */
  firstDay: string | null;
  lastDay: string;
  from: Date;
  to: Date;
}

/** Money of one stretch; of a segment's members it is read from the payments themselves. */
export async function listMoney(
  communityId: string,
  stretch: MoneyStretch,
  segment: MemberFilter,
): Promise<MoneySum[]> {
  if (segment !== null) return listMoneyAmong(communityId, stretch, segment);
  const rows = await read()
    .select({
      currency: moneyDays.currency,
      kind: moneyDays.kind,
      productKind: moneyDays.productKind,
      amount: sumOf(moneyDays.amount),
      count: sumOf(moneyDays.count),
    })
    .from(moneyDays)
    .where(
      and(
        eq(moneyDays.communityId, communityId),
        stretch.firstDay === null ? undefined : gte(moneyDays.day, stretch.firstDay),
        lte(moneyDays.day, stretch.lastDay),
      ),
    )
    .groupBy(moneyDays.currency, moneyDays.kind, moneyDays.productKind);
  return rows.map((row) => ({ ...row, kind: row.kind === "charge" ? "charge" : "refund" }));
}

/** Money of each calendar month (YYYY-MM) from the day `firstDay` to `lastDay`, everybody's. */
export async function listMoneyMonths(
  communityId: string,
  firstDay: string,
  lastDay: string,
): Promise<(Pick<MoneySum, "currency" | "kind" | "amount"> & { month: string })[]> {
  const month = sql<string>`substr(${moneyDays.day}, 1, 7)`;
  const rows = await read()
    .select({ month, currency: moneyDays.currency, kind: moneyDays.kind, amount: sumOf(moneyDays.amount) })
    .from(moneyDays)
    .where(and(eq(moneyDays.communityId, communityId), gte(moneyDays.day, firstDay), lte(moneyDays.day, lastDay)))
    .groupBy(month, moneyDays.currency, moneyDays.kind);
  return rows.map((row) => ({ ...row, kind: row.kind === "charge" ? "charge" : "refund" }));
}

const paymentKind = sql<MoneySum["kind"]>`case when ${payments.kind} = 'charge' then 'charge' else 'refund' end`;

async function listMoneyAmong(communityId: string, { from, to }: MoneyStretch, segment: MemberFilter) {
  return read()
    .select({
      currency: payments.currency,
      kind: paymentKind,
      productKind: products.kind,
      amount: sumOf(payments.amount),
      count: countAll(),
    })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(members, and(eq(members.communityId, payments.communityId), eq(members.userId, payments.userId)))
    .where(
      and(
        eq(payments.communityId, communityId),
        gte(payments.at, from),
        lt(payments.at, to),
        among(members.id, segment),
      ),
    )
    .groupBy(payments.currency, paymentKind, products.kind);
}

/**
 * How many people were ever charged more than 0 before `to`, in one currency and for whatever it was; who has gone
 * since stays one of them. Of a segment's members it is read from the payments, like their money.
 */
export async function countChargedPeople(
  communityId: string,
  currency: string,
  to: Date,
  segment: MemberFilter,
): Promise<number> {
  if (segment !== null) return countChargedAmong(communityId, currency, to, segment);
  const [row] = await read()
    .select({ n: countAll() })
    .from(sql`(
      select ${journal.memberId} from ${journal}
      where ${journal.communityId} = ${communityId} and ${isCharge} and ${journal.currency} = ${currency}
        and ${journal.at} < ${to.getTime()} and ${journal.memberId} is not null
      group by ${journal.memberId}
    ) as charged`);
  return row?.n ?? 0;
}

/** Written out in the query: only then may the engines use the index `journal_charges`. */
const isCharge = sql`verb = 'payment.charged' and amount > 0`;

async function countChargedAmong(communityId: string, currency: string, to: Date, segment: MemberFilter) {
  const [row] = await read()
    .select({ n: countDistinct(payments.userId) })
    .from(payments)
    .innerJoin(members, and(eq(members.communityId, payments.communityId), eq(members.userId, payments.userId)))
    .where(
      and(
        eq(payments.communityId, communityId),
        eq(payments.kind, "charge"),
        eq(payments.currency, currency),
        gt(payments.amount, 0),
        lt(payments.at, to),
        among(members.id, segment),
      ),
    );
  return row?.n ?? 0;
}

/** What is paid again and again: the money of those who pay by the month or year. */
export const planKinds: readonly string[] = ["subscription"];

/** What is sold once and opens single things: beside MRR, never inside. */
export const oneOffKinds: readonly string[] = ["one_off", "bundle"];
