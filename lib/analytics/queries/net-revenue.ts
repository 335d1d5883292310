import "server-only";
import { and, eq, gte, lt, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { moneyDays } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
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

/** What is sold once and opens single things: beside MRR, never inside. */
export const oneOffKinds: readonly string[] = ["one_off", "bundle"];
