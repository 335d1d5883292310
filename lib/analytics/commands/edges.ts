import "server-only";
import { and, eq, gte, lt } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { memberPeriods, memberSpans, mrrDays, spanDays } from "@/db/schema/analytics";
import { startOfDay } from "@/lib/platform/calendar";
import { MrrDays, SpanDays } from "../edge-days";
import type { Scope } from "../periods";
import { inBatches, type Projecting } from "../projecting";

const rowsPerInsert = 500;

/** Counts what began and ended on the days from `first` up to, not including, `end` anew, from spans and periods. */
export async function projectEdgeDays(tx: Tx, projecting: Projecting, first: string, end: string): Promise<void> {
  const { communityId, zone } = projecting;
  for (const table of [spanDays, mrrDays]) {
    await tx.delete(table).where(and(eq(table.communityId, communityId), gte(table.day, first), lt(table.day, end)));
  }
  const from = startOfDay(first, zone);
  const to = startOfDay(end, zone);
  for (const rows of inBatches((await countSpanEdges(projecting, from, to)).rows(), rowsPerInsert)) {
    await tx.insert(spanDays).values(rows.map((row) => ({ communityId, ...row })));
  }
  for (const rows of inBatches((await sumValueEdges(projecting, from, to)).rows(), rowsPerInsert)) {
    await tx.insert(mrrDays).values(rows.map((row) => ({ communityId, ...row })));
  }
}

/** Removes what stands on days before `first` or from `end` on: no span and no period makes it. */
export async function deleteEdgeDaysOutside(
  tx: Tx,
  { communityId }: Projecting,
  first: string,
  end: string,
): Promise<void> {
  for (const table of [spanDays, mrrDays]) {
    await tx.delete(table).where(and(eq(table.communityId, communityId), lt(table.day, first)));
    await tx.delete(table).where(and(eq(table.communityId, communityId), gte(table.day, end)));
  }
}

/** Spans that began or ended in [from, to), by day. */
export async function countSpanEdges({ communityId, dayAt }: Projecting, from: Date, to: Date): Promise<SpanDays> {
  const days = new SpanDays();
  for (const scope of ["member", "paying"] as const satisfies Scope[]) {
    const own = and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, scope));
    const starts = await read()
      .select({ at: memberSpans.startsAt, ordinal: memberSpans.ordinal })
      .from(memberSpans)
      .where(and(own, gte(memberSpans.startsAt, from), lt(memberSpans.startsAt, to)));
    for (const { at, ordinal } of starts) {
      days.add({ day: dayAt(at).name, scope, kind: ordinal === 0 ? "start" : "return", reason: "" });
    }
    const ends = await read()
      .select({ at: memberSpans.endsAt, reason: memberSpans.endReason })
      .from(memberSpans)
      .where(and(own, gte(memberSpans.endsAt, from), lt(memberSpans.endsAt, to)));
    for (const { at, reason } of ends) days.add({ day: dayAt(at!).name, scope, kind: "end", reason: reason ?? "" });
  }
  return days;
}

/** Monthly value that began or ended in [from, to), by day. */
export async function sumValueEdges({ communityId, dayAt }: Projecting, from: Date, to: Date): Promise<MrrDays> {
  const days = new MrrDays();
  for (const [direction, column] of [
    ["in", memberPeriods.startsAt],
    ["out", memberPeriods.endsAt],
  ] as const) {
    const rows = await read()
      .select({
        at: column,
        currency: memberPeriods.currency,
        productId: memberPeriods.productId,
        interval: memberPeriods.interval,
        monthlyAmount: memberPeriods.monthlyAmount,
      })
      .from(memberPeriods)
      .where(
        and(
          eq(memberPeriods.communityId, communityId),
          eq(memberPeriods.scope, "paying"),
          gte(column, from),
          lt(column, to),
        ),
      );
    for (const { at, ...terms } of rows) days.add({ day: dayAt(at!).name, direction, ...terms });
  }
  return days;
}
