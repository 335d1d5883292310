import "server-only";
import { and, eq, gte, isNull, lt, lte, min, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { firstSteps } from "@/db/schema/analytics";
import { arrivals, visitDays } from "@/db/schema/sightings";
import type { MemberFilter } from "@/lib/segments/types";
import type { ChannelVisits, JourneyGroup } from "../funnel";
import type { Range } from "../ranges";
import { among } from "./among";
import { type JourneyQuestion, journeys, wroteAt } from "./journeys";

/** Visitor-days and pages seen in the range, by channel. */
export async function listVisits(communityId: string, { days }: Range): Promise<ChannelVisits[]> {
  return read()
    .select({ channel: visitDays.channel, visitors: sumOf(visitDays.visitors), views: sumOf(visitDays.views) })
    .from(visitDays)
    .where(and(eq(visitDays.communityId, communityId), gte(visitDays.day, days[0]!), lte(visitDays.day, days.at(-1)!)))
    .groupBy(visitDays.channel);
}

/** People by channel and by how long each step took them, in one statement. */
export async function listJourneyGroups(question: JourneyQuestion): Promise<JourneyGroup[]> {
  const people = journeys(question, { withRevenue: false });
  const steps = read()
    .select({
      channel: people.channel,
      joinedHours: hours(sql`${people.seenAt}`, sql`${people.joinedAt}`).as("joined_hours"),
      wroteHours: hours(sql`${people.joinedAt}`, wroteAt(people)).as("wrote_hours"),
      paidHours: hours(sql`${people.joinedAt}`, sql`${people.paidAt}`).as("paid_hours"),
    })
    .from(people)
    .as("steps");
  const { channel, joinedHours, wroteHours, paidHours } = steps;
  return read()
    .select({ channel, joinedHours, wroteHours, paidHours, people: countAll() })
    .from(steps)
    .groupBy(sql`${channel}`, sql`${joinedHours}`, sql`${wroteHours}`, sql`${paidHours}`);
}

/**
 * Whole hours between two instants, whole days (in hours) from the third day on: it keeps the groups few. A step that
 * was recorded before the one it follows took no time; without the earlier step there is none.
 */
function hours(from: SQL, to: SQL) {
  const took = sql`(${to}) - (${from})`;
  return sql<
    number | null
  >`case when (${from}) is null or (${to}) is null then null when ${took} <= 0 then 0 when ${took} < 259200000 then (${took}) / 3600000 else ((${took}) / 86400000) * 24 end`.mapWith(
    (value) => (value === null ? null : Number(value)),
  );
}

/** People who joined in the range and were never seen: without JavaScript, or because they refuse to be counted. */
export async function countUnseenJoiners(communityId: string, range: Range, filter: MemberFilter): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(firstSteps)
    .leftJoin(arrivals, and(eq(arrivals.communityId, firstSteps.communityId), eq(arrivals.userId, firstSteps.userId)))
    .where(
      and(
        eq(firstSteps.communityId, communityId),
        gte(firstSteps.joinedAt, range.from),
        lt(firstSteps.joinedAt, range.to),
        isNull(arrivals.userId),
        among(firstSteps.memberId, filter),
      ),
    );
  return row?.n ?? 0;
}

/** The first day on which anything was counted here, or null. */
export async function findFirstCountedDay(communityId: string): Promise<string | null> {
  const [row] = await read()
    .select({ day: min(visitDays.day) })
    .from(visitDays)
    .where(eq(visitDays.communityId, communityId));
  return row?.day ?? null;
}
