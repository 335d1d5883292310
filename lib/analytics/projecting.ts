import { minuteMs } from "@/lib/platform/clock";
import type { ZoneDayAt } from "./zone-days";

/** Grows whenever the projections are cut in another way: a community projected in an older shape is rebuilt. */
export const projectionShape = 5;

/** The shape of a community that is being rebuilt: what stands there may be half of the old and half of the new. */
export const rebuildingShape = -1;

/**
 * An entry gets its `recordedAt` before its transaction commits, so one may become visible behind the cursor.
 * Nothing here commits as late as this.
 */
export const overlapMs = 5 * minuteMs;

/** One projecting of one community: for which days, from which entries, and at which moment of the story. */
export interface Projecting {
  communityId: string;
  /** The community's zone: it decides where days begin. */
  zone: string;
  /** Real time: entries recorded later are left for the next run. */
  upTo: Date;
  /** Story time: months that have ended by now have movements. */
  at: Date;
  dayAt: ZoneDayAt;
}

/** `items` cut into arrays of at most `size`. */
export function* inBatches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
