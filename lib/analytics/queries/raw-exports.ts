import "server-only";
import { and, asc, eq, gte, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { afterCursor } from "@/db/dialect/sql";
import { memberPeriods } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import type { Verb } from "@/lib/journal/types";
import { minorDigits } from "@/lib/platform/money";
import { interactionOf } from "../activity";
import type { RawExportQuery, RawRow } from "../raw-export";

/** Rows of one batch: enough to be fast, few enough to weigh nothing. */
const batchSize = 2000;

/** Every row of one of the three files, batch by batch along a key, so that ten million need no more memory than ten. */
export function streamRaw(communityId: string, what: RawExportQuery["what"]): AsyncGenerator<RawRow> {
  return { periods: streamPeriodRows, payments: streamPayments, events: streamEvents }[what](communityId);
}

const whole = (minor: number, currency: string) => Number((minor / 10 ** minorDigits(currency)).toFixed(8));

/** How many months one interval has: what a monthly value is multiplied with to become the price. */
const monthsPer: Record<string, number> = { month: 1, year: 12, week: 12 / 52, day: 12 / 365 };

type PeriodRow = typeof memberPeriods.$inferSelect;

async function* streamPeriodRows(communityId: string): AsyncGenerator<RawRow> {
  let last: PeriodRow | undefined;
  do {
    const batch: PeriodRow[] = await read()
      .select()
      .from(memberPeriods)
      .where(and(eq(memberPeriods.communityId, communityId), last ? afterPeriod(last) : undefined))
      .orderBy(
        asc(memberPeriods.memberId),
        asc(memberPeriods.scope),
        asc(memberPeriods.startsAt),
        asc(memberPeriods.sourceId),
      )
      .limit(batchSize);
    yield* batch.map(periodRow);
    last = batch.length === batchSize ? batch.at(-1) : undefined;
  } while (last);
}

const afterPeriod = ({ memberId, scope, startsAt, sourceId }: PeriodRow): SQL =>
  sql`(${memberPeriods.memberId}, ${memberPeriods.scope}, ${memberPeriods.startsAt}, ${memberPeriods.sourceId})
    > (${memberId}, ${scope}, ${startsAt.getTime()}, ${sourceId})`;

function periodRow(row: PeriodRow): RawRow {
  const { currency, interval, monthlyAmount, discountMonthly } = row;
  const months = monthsPer[interval ?? "month"] ?? 1;
  return {
    member: row.memberId,
    start: row.startsAt.toISOString(),
    end: row.endsAt?.toISOString() ?? null,
    plan: row.productId,
    amount: currency === null || monthlyAmount === null ? null : whole(monthlyAmount * months, currency),
    currency,
    interval,
    intervalCount: interval === null ? null : 1,
    scope: row.scope,
    subscription: row.sourceId || null,
    endReason: row.endReason,
    discount: currency === null || discountMonthly === null ? null : whole(discountMonthly * months, currency),
    discountEnd: row.discountEndsAt?.toISOString() ?? null,
  };
}

const paymentKinds: Partial<Record<Verb, string>> = {
  "payment.charged": "charge",
  "payment.refunded": "refund",
  "payment.refund_failed": "refund_failed",
  "payment.disputed": "dispute",
  "payment.dispute_won": "dispute_won",
};

async function* streamPayments(communityId: string): AsyncGenerator<RawRow> {
  for await (const entry of streamJournal(communityId, inArray(journal.verb, Object.keys(paymentKinds)))) {
    const { amount, currency } = entry;
    if (amount === null || currency === null) continue;
    yield {
      member: entry.memberId,
      at: entry.at.toISOString(),
      amount: whole(amount, currency),
      currency,
      kind: paymentKinds[entry.verb as Verb]!,
      product: String(entry.detail.productKind ?? ""),
    };
  }
}

/** Everything that happened to or by a member: interactions by their kind, the rest by its verb. */
async function* streamEvents(communityId: string): AsyncGenerator<RawRow> {
  for await (const entry of streamJournal(communityId, isNotNull(journal.memberId))) {
    yield { member: entry.memberId, at: entry.at.toISOString(), type: interactionOf(entry) ?? entry.verb };
  }
}

const journalFields = {
  id: journal.id,
  at: journal.at,
  verb: journal.verb,
  memberId: journal.memberId,
  amount: journal.amount,
  currency: journal.currency,
  detail: journal.detail,
};

interface Entry {
  id: string;
  at: Date;
  verb: string;
  memberId: string | null;
  amount: number | null;
  currency: string | null;
  detail: Record<string, string | number | boolean | null>;
}

async function* streamJournal(communityId: string, condition: SQL): AsyncGenerator<Entry> {
  let last: Entry | undefined;
  do {
    const batch: Entry[] = await read()
      .select(journalFields)
      .from(journal)
      .where(
        and(
          eq(journal.communityId, communityId),
          condition,
          last ? gte(journal.at, last.at) : undefined,
          last ? afterCursor(journal.at, journal.id, last.at.getTime(), last.id) : undefined,
        ),
      )
      .orderBy(asc(journal.at), asc(journal.id))
      .limit(batchSize);
    yield* batch;
    last = batch.length === batchSize ? batch.at(-1) : undefined;
  } while (last);
}
