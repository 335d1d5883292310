import "server-only";
import { and, eq, gte, lt, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { moneyDays } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import type { MemberFilter } from "@/lib/segments/types";
import { countCharged } from "../history-money";
import { among } from "./among";
import { findHistories } from "./histories";
import { findPeople } from "./packs";

/** Money that moved within one stretch, by currency, kind and what was sold. What went back is negative. */
export interface MoneySum {
  currency: string;
  /** `charge`, or `refund` for everything that takes back or gives back again. */
  kind: "charge" | "refund";
  productKind: string;
  amount: number;
  count: number;
}

/** Everybody's money from `firstDay` (null is since ever) to `lastDay`, both included. */
export async function listMoney(
  communityId: string,
  [firstDay, lastDay]: readonly [string | null, string],
): Promise<MoneySum[]> {
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
        firstDay === null ? undefined : gte(moneyDays.day, firstDay),
        lte(moneyDays.day, lastDay),
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

/** Money between two moments: bucket i lies in [moments[i − 1], moments[i]), bucket 0 before the first. */
export interface MoneyBetween extends MoneySum {
  bucket: number;
}

/**
 * Money of a segment's members up to the last moment, from their payments: one pass, however many moments there are.
 * It begins with the members, because a community's payments are far more than those of some.
 */
export async function listMoneyBetween(
  communityId: string,
  moments: readonly Date[],
  segment: NonNullable<MemberFilter>,
): Promise<MoneyBetween[]> {
  const cases = moments.map((moment, i) => sql`when ${payments.at} < ${moment.getTime()} then cast(${i} as integer)`);
  const moved = read()
    .select({
      bucket: sql<number>`case ${sql.join(cases, sql` `)} end`.mapWith(Number).as("bucket"),
      currency: payments.currency,
      kind: paymentKind.as("moved_kind"),
      productId: payments.productId,
      amount: payments.amount,
    })
    .from(members)
    .crossJoin(payments)
    .where(
      and(
        eq(members.communityId, communityId),
        among(members.id, segment),
        eq(payments.userId, members.userId),
        eq(payments.communityId, communityId),
        lt(payments.at, moments.at(-1)!),
      ),
    )
    .as("moved");
  const { bucket, currency, kind } = moved;
  return read()
    .select({ bucket, currency, kind, productKind: products.kind, amount: sumOf(moved.amount), count: countAll() })
    .from(moved)
    .innerJoin(products, eq(products.id, moved.productId))
    .groupBy(sql`${bucket}`, sql`${currency}`, sql`${kind}`, products.kind);
}

/**
 * How many people, of all or of a segment, were ever charged more than 0 before `to`, in one currency and for whatever
 * it was; who has gone since stays one of them.
 */
export async function countChargedPeople(
  communityId: string,
  currency: string,
  to: Date,
  segment: MemberFilter,
): Promise<number> {
  return countCharged(await findHistories(communityId), currency, to, await findPeople(communityId, segment));
}

/** What is paid again and again: the money of those who pay by the month or year. */
export const planKinds: readonly string[] = ["subscription"];

/** What is sold once and opens single things: beside MRR, never inside. */
export const oneOffKinds: readonly string[] = ["one_off", "bundle"];
