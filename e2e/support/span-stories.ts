import fc from "fast-check";
import { transact } from "../../db/client";
import { engine } from "../../db/dialect";
import { journal } from "../../db/schema/journal";
import { rebuildCommunity } from "../../lib/analytics/commands/projections";
import type { Verb } from "../../lib/journal/types";
import { addDays, addMonths, startOfDay, startOfMonth } from "../../lib/platform/calendar";
import { newId } from "../../lib/platform/ids";

/** Zones with and without summer time, and one that shifts by half an hour. */
const storyZones = ["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"] as const;

/** Instants where counting goes wrong: midnights, month ends, 29 February, the days on which clocks change. */
export const anyStoryInstant = (zone: string): fc.Arbitrary<Date> =>
  fc.oneof(
    fc.tuple(fc.nat(500), fc.nat(23)).map(([days, hours]) => new Date(Date.UTC(2023, 10, 1 + days, hours))),
    fc.nat(16).map((months) => startOfMonth(addMonths("2023-11", months), zone)),
    fc.nat(16).map((months) => new Date(startOfMonth(addMonths("2023-11", months), zone).getTime() - 1)),
    fc.nat(70).map((weeks) => startOfDay(addDays("2023-11-06", weeks * 7), zone)),
    fc.nat(500).map((days) => startOfDay(addDays("2023-11-01", days), zone)),
    fc
      .constantFrom("2024-02-29", "2024-03-10", "2024-03-31", "2024-11-03", "2024-10-27")
      .map((day) => startOfDay(day, zone)),
  );

/** How many histories a property is tried with: fewer on PostgreSQL, which is asked for its dialect, not for luck. */
export const historyRuns = engine === "postgres" ? 4 : 12;

/** One thing that happened to a member of a random history. */
export interface StoryEntry {
  verb: Verb;
  memberId: string;
  at: Date;
  objectId: string | null;
  currency: string | null;
  detail: Record<string, string | number | boolean | null>;
}

const anyMember = fc.constantFrom("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8");

/** A membership or a subscription: one stretch, or one that still runs. They overlap, touch and leave gaps. */
const anyStretch = (zone: string): fc.Arbitrary<StoryEntry[]> =>
  fc
    .record({
      memberId: anyMember,
      paying: fc.boolean(),
      one: anyStoryInstant(zone),
      other: fc.option(anyStoryInstant(zone)),
      subscription: fc.nat(2),
      yearly: fc.boolean(),
      plan: fc.constantFrom("plan-a", "plan-b"),
      reason: fc.constantFrom("left", "payment_failed", "refunded"),
    })
    .map(({ memberId, paying, one, other, subscription, yearly, plan, reason }) => {
      const [from, to] = other !== null && other < one ? [other, one] : [one, other];
      const shared = {
        memberId,
        objectId: paying ? `${memberId}-${subscription}` : null,
        currency: paying ? "CNY" : null,
      };
      const terms = { monthlyAmount: yearly ? 3250 : 3900, interval: yearly ? "year" : "month", productId: plan };
      const start: StoryEntry = {
        ...shared,
        verb: paying ? "paying.started" : "member.joined",
        at: from,
        detail: paying ? terms : {},
      };
      const end: StoryEntry = {
        ...shared,
        verb: paying ? "paying.ended" : "member.left",
        at: to ?? from,
        detail: { reason },
      };
      return to === null ? [start] : [start, end];
    });

const anyComment = (zone: string): fc.Arbitrary<StoryEntry[]> =>
  fc
    .tuple(anyMember, anyStoryInstant(zone))
    .map(([memberId, at]) => [
      { verb: "comment.added", memberId, at, objectId: null, currency: null, detail: { postKind: "tutorial" } },
    ]);

/** A random history of a small community, and a moment at which somebody looks. */
export const anyHistory = fc.constantFrom(...storyZones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    entries: fc
      .array(fc.oneof({ weight: 3, arbitrary: anyStretch(zone) }, { weight: 1, arbitrary: anyComment(zone) }), {
        minLength: 1,
        maxLength: 40,
      })
      .map((parts) => parts.flat()),
    asOf: anyStoryInstant(zone),
  }),
);

/** Writes a history into the journal of a community of its own, projects it, and returns the community's id. */
export async function tellHistory(entries: readonly StoryEntry[], zone: string): Promise<string> {
  const communityId = newId();
  const recordedAt = new Date("2025-12-01T00:00:00Z");
  await transact(async (tx) => {
    const rows = entries.map((entry) => ({
      ...entry,
      id: newId(entry.at.getTime()),
      communityId,
      recordedAt,
      actorId: null,
      objectKind: entry.objectId ? "subscription" : null,
      amount: null,
    }));
    for (let at = 0; at < rows.length; at += 100) await tx.insert(journal).values(rows.slice(at, at + 100));
    await rebuildCommunity(tx, communityId, { zone, upTo: recordedAt, at: recordedAt });
  });
  return communityId;
}
