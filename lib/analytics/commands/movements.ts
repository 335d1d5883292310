import "server-only";
import { and, asc, eq, gte, min, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { memberPeriods, movementMonths } from "@/db/schema/analytics";
import { MovementMonths } from "../movement-months";
import { inBatches, type Projecting } from "../projecting";

const rowsPerInsert = 500;
const rowsPerRead = 5000;

/** Computes the movements of every month that has ended, from month number `first` on, anew. Null is from the first. */
export async function projectMovements(tx: Tx, projecting: Projecting, first: number | null): Promise<void> {
  const { communityId } = projecting;
  const begun = await findFirstPayingMonth(projecting);
  const from = Math.max(first ?? Number.NEGATIVE_INFINITY, begun ?? Number.POSITIVE_INFINITY);
  const own = eq(movementMonths.communityId, communityId);
  await tx.delete(movementMonths).where(first === null ? own : and(own, gte(movementMonths.month, first)));
  const rows = await computeMovements(projecting, from);
  for (const batch of inBatches(rows, rowsPerInsert)) {
    await tx.insert(movementMonths).values(batch.map((row) => ({ communityId, ...row })));
  }
}

/** Movements of the months from number `first` up to the last that has ended, from the stored periods. */
export async function computeMovements(projecting: Projecting, first: number) {
  const last = projecting.dayAt(projecting.at).month - 1;
  if (!(first <= last)) return [];
  const months = new MovementMonths(first, last, projecting.zone);
  for await (const periods of streamPayers(projecting.communityId)) months.addMember(periods);
  return months.rows();
}

/** The month in which anything was paid for first; null before that. */
export async function findFirstPayingMonth({ communityId, dayAt }: Projecting): Promise<number | null> {
  const [row] = await read()
    .select({ at: min(memberPeriods.startsAt) })
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, "paying")));
  // What begins exactly with a month is there at the end of the month before.
  return row?.at ? dayAt(new Date(row.at.getTime() - 1)).month : null;
}

/** The paid periods of one member after the other, each in order of their start. */
async function* streamPayers(communityId: string) {
  let cursor: { memberId: string; startsAt: Date; sourceId: string } | undefined;
  let waiting: Awaited<ReturnType<typeof listPaidAfter>> = [];
  do {
    const batch = await listPaidAfter(communityId, cursor);
    waiting.push(...batch);
    cursor = batch.length === rowsPerRead ? batch.at(-1) : undefined;
    const members = [...Map.groupBy(waiting, ({ memberId }) => memberId).values()];
    // The last member may go on in the next batch.
    waiting = cursor ? members.pop()! : [];
    yield* members;
  } while (cursor);
}

function listPaidAfter(communityId: string, cursor?: { memberId: string; startsAt: Date; sourceId: string }) {
  const { memberId, scope, startsAt, sourceId } = memberPeriods;
  const after =
    cursor &&
    and(
      gte(memberId, cursor.memberId),
      sql`(${memberId}, ${scope}, ${startsAt}, ${sourceId}) > (${cursor.memberId}, 'paying', ${cursor.startsAt.getTime()}, ${cursor.sourceId})`,
    );
  return (
    read()
      .select({
        memberId,
        startsAt,
        sourceId,
        endsAt: memberPeriods.endsAt,
        monthlyAmount: memberPeriods.monthlyAmount,
        currency: memberPeriods.currency,
      })
      .from(memberPeriods)
      .where(and(eq(memberPeriods.communityId, communityId), eq(scope, "paying"), after))
      // With `scope`, which is the same for all, the order is that of the primary key.
      .orderBy(asc(memberId), asc(scope), asc(startsAt), asc(sourceId))
      .limit(rowsPerRead)
  );
}
