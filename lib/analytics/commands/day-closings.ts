import "server-only";
import type { Tx } from "@/db/client";
import { dayClosings } from "@/db/schema/analytics";
import type { DayFigures } from "../queries/day-closings";

/** Keeps the figures of a day as they stand now. A day is closed once: later ones change nothing. */
export async function closeDay(
  tx: Tx,
  communityId: string,
  { day, closedAt, ...figures }: DayFigures & { day: string; closedAt: Date },
): Promise<void> {
  await tx
    .insert(dayClosings)
    .values({ communityId, day, closedAt, ...figures })
    .onConflictDoNothing();
}
