import "server-only";
import { and, eq, gte, lt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { happeningDays } from "@/db/schema/analytics";
import { startOfDay } from "@/lib/platform/calendar";
import { HappeningDays } from "../edge-days";
import { inBatches, type Projecting } from "../projecting";
import { hasDiscounts, listHappeningEdges } from "../queries/movements";
import type { DayStretch } from "../zone-days";

const rowsPerInsert = 500;

/** Counts what changed MRR on the days from `first` up to, not including, `end` anew, from spans and periods. */
export async function projectHappeningDays(tx: Tx, projecting: Projecting, days: DayStretch): Promise<void> {
  const { communityId } = projecting;
  const { first, end } = days;
  await tx
    .delete(happeningDays)
    .where(and(eq(happeningDays.communityId, communityId), gte(happeningDays.day, first), lt(happeningDays.day, end)));
  for (const rows of inBatches((await countHappenings(projecting, days)).rows(), rowsPerInsert)) {
    await tx.insert(happeningDays).values(rows.map((row) => ({ communityId, ...row })));
  }
}

/** What changed MRR on these days, with and without discounts for a time. */
export async function countHappenings(
  { communityId, zone, dayAt }: Projecting,
  { first, end }: DayStretch,
): Promise<HappeningDays> {
  // The first instant of a day belongs to it: a window leaves its start out, and holds its end.
  const [from, to] = [first, end].map((day) => new Date(startOfDay(day, zone).getTime() - 1)) as [Date, Date];
  const window = { communityId, from, to, segment: null };
  const gross = await listHappeningEdges(window, false);
  const net = (await hasDiscounts(window)) ? await listHappeningEdges(window, true) : gross;
  const days = new HappeningDays();
  const nameOf = (at: Date) => dayAt(at).name;
  days.addAll(gross, 0, nameOf);
  days.addAll(net, 1, nameOf);
  return days;
}
