import { and, eq, gt, lt, sql } from "drizzle-orm";
import { type Tx, transact } from "@/db/client";
import { rateLimits } from "@/db/schema/identity";
import { minuteMs, wallClock } from "./clock";
import { Refusal } from "./errors";

/** At most `count` times in `windowMs`, counted per `key`. */
export interface Limit {
  key: string;
  count: number;
  windowMs: number;
}

/**
 * Counts one more use of each limit in the caller's transaction and refuses with `too-many` when one is used up. The
 * counters live in the database, so they hold across instances and restarts. Fixed windows: at a border up to twice
 * the count may pass, which these limits allow for.
 */
export async function takeLimits(tx: Tx, limits: Limit[]): Promise<void> {
  const at = wallClock();
  for (const limit of limits) {
    const fresh = { windowEndsAt: new Date(at.getTime() + limit.windowMs), count: 1 };
    const isOver = sql`${rateLimits.windowEndsAt} <= ${at.getTime()}`;
    const [row] = await tx
      .insert(rateLimits)
      .values({ key: limit.key, ...fresh })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
          windowEndsAt: sql`case when ${isOver} then ${fresh.windowEndsAt.getTime()} else ${rateLimits.windowEndsAt} end`,
        },
      })
      .returning();
    if (row && row.count > limit.count) {
      const minutes = Math.max(1, Math.ceil((row.windowEndsAt.getTime() - at.getTime()) / minuteMs));
      throw new Refusal("too-many", { values: { minutes } });
    }
  }
}

/**
 * Takes limits in a transaction of its own, so that the count stays although the request is refused afterwards: wrong
 * passwords must count.
 */
export async function spendLimits(limits: Limit[]): Promise<void> {
  const outcome = await transact(async (tx) => {
    try {
      await takeLimits(tx, limits);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  });
  if (outcome) throw outcome;
}

/** Forgets a key's count: a right password clears the wrong ones before it. */
export async function clearLimit(tx: Tx, key: string): Promise<void> {
  await tx.delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Takes one use back: a right password must not use up what is meant for wrong ones. */
export async function returnLimit(tx: Tx, key: string): Promise<void> {
  await tx
    .update(rateLimits)
    .set({ count: sql`${rateLimits.count} - 1` })
    .where(and(eq(rateLimits.key, key), gt(rateLimits.count, 0)));
}

export async function sweepLimits(): Promise<void> {
  await transact((tx) => tx.delete(rateLimits).where(lt(rateLimits.windowEndsAt, wallClock())));
}
