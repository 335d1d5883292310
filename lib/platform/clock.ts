import { AsyncLocalStorage } from "node:async_hooks";
import { shared } from "./shared-state";

const state = shared("clock", () => ({ offsetMs: 0, travelling: new AsyncLocalStorage<{ at: number }>() }));

/**
 * The story's time: what memberships, prices, posts and charts go by. In a demo directory the clock page moves it
 * forward; the seed makes it travel. Real installations never shift it.
 */
export function now(): Date {
  return new Date(state.travelling.getStore()?.at ?? Date.now() + state.offsetMs);
}

/**
 * Real time, whatever the story says: sessions, tokens, rate limits and job leases go by this, so that moving the
 * demo's clock by a year neither signs everybody out nor opens a lock.
 */
export function wallClock(): Date {
  return new Date();
}

/** Sets how far the story is ahead of real time, in milliseconds. Only demo directories store such an offset. */
export function setClockOffset(offsetMs: number): void {
  state.offsetMs = offsetMs;
}

export function clockOffset(): number {
  return state.offsetMs;
}

/** Runs `story` with a clock that stands still at `start` until `travel` moves it. Used by the seed and by tests. */
export function withTravellingClock<T>(start: Date, story: (travel: (to: Date) => void) => Promise<T>): Promise<T> {
  const holder = { at: start.getTime() };
  return state.travelling.run(holder, () =>
    story((to) => {
      holder.at = to.getTime();
    }),
  );
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
