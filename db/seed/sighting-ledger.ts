import { dayOf } from "@/lib/platform/calendar";
import { hourMs } from "@/lib/platform/clock";
import type { SightingCounts } from "@/lib/sightings/types";

/** Adds up what was looked at, one row per key, as a batch of beacons would be. */
export class SightingLedger {
  readonly #communityId: string;
  readonly #zone: string;
  readonly #visits = new Map<string, SightingCounts["visits"][number]>();
  readonly #views = new Map<string, SightingCounts["postViews"][number]>();
  readonly #presence = new Map<string, SightingCounts["presence"][number]>();
  readonly #reads = new Map<string, SightingCounts["reads"][number]>();
  readonly #searches = new Map<string, SightingCounts["searches"][number]>();
  readonly #arrivals: SightingCounts["arrivals"] = [];
  readonly #days = new Map<number, string>();

  constructor(communityId: string, zone: string) {
    this.#communityId = communityId;
    this.#zone = zone;
  }

  counts(): SightingCounts {
    return {
      visits: [...this.#visits.values()],
      postViews: [...this.#views.values()],
      presence: [...this.#presence.values()],
      reads: [...this.#reads.values()],
      arrivals: this.#arrivals,
      searches: [...this.#searches.values()],
    };
  }

  addVisit(at: number, { channel, source }: { channel: string; source: string }, views: number): void {
    const fresh = { ...this.#key(at), channel, source, visitors: 0, views: 0 };
    const row = found(this.#visits, `${fresh.day} ${channel} ${source}`, fresh);
    row.visitors += 1;
    row.views += views;
  }

  addPresence(userId: string, at: number, views: number): void {
    const fresh = { ...this.#key(at), userId, views: 0 };
    found(this.#presence, `${userId} ${fresh.day}`, fresh).views += views;
  }

  addView(postId: string, at: number, { views, completed }: { views: number; completed: boolean }): void {
    const fresh = { ...this.#key(at), postId, views: 0, readers: 0, completions: 0 };
    const row = found(this.#views, `${postId} ${fresh.day}`, fresh);
    row.views += views;
    row.readers += 1;
    row.completions += completed ? 1 : 0;
  }

  addRead(userId: string, postId: string, at: number, progress: number): void {
    const when = new Date(at);
    const fresh: SightingCounts["reads"][number] = {
      communityId: this.#communityId,
      postId,
      userId,
      firstAt: when,
      lastAt: when,
      progress: 0,
      completedAt: null,
    };
    const row = found(this.#reads, `${postId} ${userId}`, fresh);
    if (when < row.firstAt) row.firstAt = when;
    if (when > row.lastAt) row.lastAt = when;
    row.progress = Math.max(row.progress, progress);
    if (progress === 100 && (row.completedAt === null || when < row.completedAt)) row.completedAt = when;
  }

  /** Searches of one day for the same thing, each by another person. */
  addSearches(at: number, term: string, { people, hits }: { people: number; hits: number }): void {
    const fresh = { ...this.#key(at), term, searches: 0, people: 0, found: hits };
    const row = found(this.#searches, `${fresh.day} ${term}`, fresh);
    row.searches += people;
    row.people += people;
  }

  addArrival(arrival: Omit<SightingCounts["arrivals"][number], "communityId">): void {
    this.#arrivals.push({ communityId: this.#communityId, ...arrival });
  }

  /** Telling the day of an instant is dear: once for every hour. */
  #key(at: number): { communityId: string; day: string } {
    const hour = Math.floor(at / hourMs);
    const day = this.#days.get(hour) ?? dayOf(new Date(hour * hourMs), this.#zone);
    this.#days.set(hour, day);
    return { communityId: this.#communityId, day };
  }
}

function found<Row>(rows: Map<string, Row>, key: string, fresh: Row): Row {
  const row = rows.get(key) ?? fresh;
  rows.set(key, row);
  return row;
}
