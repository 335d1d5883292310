import "server-only";
import { transact } from "@/db/client";
import { addDays, dayOf, daysBetween } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { closeDay } from "./commands/day-closings";
import { projectOutstanding } from "./project-now";
import { projectionShape } from "./projecting";
import { findDayFigures, findLastClosedDay } from "./queries/day-closings";
import { findProjectionState, listZones } from "./queries/projections";

/** After a long stop only so many days are closed: what stands for older ones would only be today's view of them. */
const closedAtMost = 31;

/**
 * Closes the days that have ended in every community's zone: their figures are kept as they stand now, so that what
 * is recorded late shows as a correction. Doing it again changes nothing.
 */
export async function closeDays(): Promise<void> {
  for (const community of await listZones()) {
    const today = dayOf(now(), community.zone);
    const last = await findLastClosedDay(community.id);
    const first = last === null ? addDays(today, -1) : addDays(last, 1);
    const days = daysBetween(first, today).slice(-closedAtMost);
    if (days.length === 0) continue;
    await projectOutstanding(community);
    if ((await findProjectionState(community.id))?.shape !== projectionShape) continue;
    await transact(async (tx) => {
      for (const day of days) {
        const figures = await findDayFigures(community.id, day, community.zone);
        await closeDay(tx, community.id, { day, closedAt: now(), ...figures });
      }
    });
  }
}
