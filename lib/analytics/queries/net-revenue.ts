import "server-only";
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { moneyDays } from "@/db/schema/analytics";
import type { MemberFilter } from "@/lib/segments/types";
import { countCharged } from "../history-money";
import { type MoneyBetween, type MoneySum, sumMoney } from "../money-packs";
import { findHistories, findMoneyPacks } from "./histories";
import { findPeople } from "./packs";

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

/** Money of a segment's members between moments, from their payments. */
export async function listMoneyBetween(
  communityId: string,
  moments: readonly Date[],
  segment: NonNullable<MemberFilter>,
): Promise<MoneyBetween[]> {
  return sumMoney(await findMoneyPacks(communityId), moments, await findPeople(communityId, segment));
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
