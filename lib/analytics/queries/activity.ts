import "server-only";
import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, sumOf } from "@/db/dialect/sql";
import { activeDays, activityDays, activityMonths, interactionDays, memberSpans } from "@/db/schema/analytics";
import { daysBetween } from "@/lib/platform/calendar";
import { type ActiveDay, type ActiveStep, activeWindows, stepsOf, windowStart, without } from "../active-windows";
import type { ActivityCount, KindDay } from "../activity";
import type { Stretches } from "../stretches";
import { type Counted, countedOnly, memberAt } from "./counted";

const onDays = (table: typeof activityDays | typeof interactionDays | typeof activeDays, first: string, last: string) =>
  and(gte(table.day, first), lte(table.day, last));

/** Interactions by day and kind, from `first` to `last` inclusive; days without any are left out. */
export async function listKindDays(communityId: string, days: readonly string[], counted: Counted): Promise<KindDay[]> {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (counted.among !== null) {
    return read()
      .select({ day: activityDays.day, kind: activityDays.kind, count: sumOf(activityDays.count) })
      .from(activityDays)
      .where(
        and(
          eq(activityDays.communityId, communityId),
          onDays(activityDays, first, last),
          countedOnly(activityDays.memberId, counted),
        ),
      )
      .groupBy(activityDays.day, activityDays.kind);
  }
  const everybody = await read()
    .select({ day: interactionDays.day, kind: interactionDays.kind, count: interactionDays.count })
    .from(interactionDays)
    .where(and(eq(interactionDays.communityId, communityId), onDays(interactionDays, first, last)));
  const staff = await listActivityOf(communityId, counted.staff, days);
  return [...everybody, ...staff.map(({ day, kind, count }) => ({ day, kind, count: -count }))];
}

/** What a few people did on these days, row by row: one seek of the index per person and day. */
async function listActivityOf(communityId: string, ids: readonly string[], days: readonly string[]) {
  if (ids.length === 0) return [];
  return read()
    .select({
      day: activityDays.day,
      memberId: activityDays.memberId,
      kind: activityDays.kind,
      count: activityDays.count,
    })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        amongIds(activityDays.day, idList(days)),
        amongIds(activityDays.memberId, idList(ids)),
      ),
    );
}

/** DAU, WAU and MAU of each day, those of days without activity included. */
export async function listActiveDays(
  communityId: string,
  days: readonly string[],
  counted: Counted,
): Promise<ActiveDay[]> {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (counted.among !== null) return activeWindows(await listActiveSteps(communityId, first, last, counted), days);
  const rows = await read()
    .select({ day: activeDays.day, day1: activeDays.day1, days7: activeDays.days7, days30: activeDays.days30 })
    .from(activeDays)
    .where(and(eq(activeDays.communityId, communityId), onDays(activeDays, first, last)));
  const known = new Map(rows.map((row) => [row.day, row]));
  const everybody = days.map((day) => known.get(day) ?? { day, day1: 0, days7: 0, days30: 0 });
  if (counted.staff.length === 0) return everybody;
  const leadIn = daysBetween(windowStart(first), first);
  const staff = stepsOf(await listActivityOf(communityId, counted.staff, [...leadIn, ...days]));
  return without(everybody, activeWindows(staff, days));
}

/** How many people were active on a day and the last time before on another: one statement, nobody's name. */
export async function listActiveSteps(
  communityId: string,
  first: string,
  last: string,
  counted: Counted,
): Promise<ActiveStep[]> {
  const present = read()
    .selectDistinct({ memberId: activityDays.memberId, day: activityDays.day })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        onDays(activityDays, windowStart(first), last),
        countedOnly(activityDays.memberId, counted),
      ),
    )
    .as("present");
  const steps = read()
    .select({
      day: present.day,
      before: sql<
        string | null
      >`lag(${present.day}) over (partition by ${present.memberId} order by ${present.day})`.as("before"),
    })
    .from(present)
    .as("steps");
  return read()
    .select({ day: steps.day, before: steps.before, people: countAll() })
    .from(steps)
    .groupBy(steps.day, sql`${steps.before}`);
}

/** What each person did in a range, read from months where there are whole ones; reactions are done, but not written. */
export const activityByMember = (communityId: string, stretches: Stretches, counted: Counted) =>
  memberSums(communityId, stretches, counted).as("people");

function memberSums(communityId: string, { months, days }: Stretches, counted: Counted) {
  const parts = days.map(([first, last]) => singleDays(communityId, first, last, counted));
  if (months === null) return parts[0]!;
  const all = parts.reduce(
    (query, part) => query.unionAll(part) as unknown as typeof query,
    wholeMonths(communityId, months, counted),
  );
  const pieces = all.as("pieces");
  const sums = read()
    .select({
      memberId: pieces.memberId,
      interactions: sumOf(sql`${pieces.interactions}`).as("interactions"),
      written: sumOf(sql`${pieces.written}`).as("written"),
    })
    .from(pieces)
    .groupBy(pieces.memberId);
  // The same columns from another table: the types differ, the rows do not.
  return sums as unknown as ReturnType<typeof singleDays>;
}

const singleDays = (communityId: string, first: string, last: string, counted: Counted) =>
  read()
    .select({
      memberId: activityDays.memberId,
      interactions: sumOf(activityDays.count).as("interactions"),
      written: sumOf(sql`case when ${activityDays.kind} = 'reaction' then 0 else ${activityDays.count} end`).as(
        "written",
      ),
    })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        onDays(activityDays, first, last),
        countedOnly(activityDays.memberId, counted),
      ),
    )
    .groupBy(activityDays.memberId);

const wholeMonths = (communityId: string, [first, last]: [number, number], counted: Counted) =>
  read()
    .select({
      memberId: activityMonths.memberId,
      interactions: sumOf(activityMonths.interactions).as("interactions"),
      written: sumOf(activityMonths.written).as("written"),
    })
    .from(activityMonths)
    .where(
      and(
        eq(activityMonths.communityId, communityId),
        gte(activityMonths.month, first),
        lte(activityMonths.month, last),
        countedOnly(activityMonths.memberId, counted),
      ),
    )
    .groupBy(activityMonths.memberId);

/** Somebody who wrote much. */
export interface TopMember {
  memberId: string;
  interactions: number;
  written: number;
}

/**
 * The histogram of a range: how many people did how much, members at `to` apart from those who had left; and the `top`
 * people who wrote most. One statement, because adding everybody up is what costs.
 */
export async function listActivityCounts(
  communityId: string,
  stretches: Stretches,
  to: Date,
  counted: Counted,
  top: number,
): Promise<{ counts: ActivityCount[]; top: TopMember[] }> {
  const people = read()
    .$with("people")
    .as(memberSums(communityId, stretches, counted));
  const wrote = sql<number>`case when ${people.written} > 0 then 1 else 0 end`;
  const atEnd = sql<number>`case when ${memberSpans.memberId} is null then 0 else 1 end`;
  const histogram = read()
    .select({
      memberId: sql<string | null>`max(cast(null as text))`.as("found_id"),
      interactions: sql<number>`${people.interactions}`.as("found_interactions"),
      written: wrote.as("found_written"),
      atEnd: atEnd.as("found_at_end"),
      people: countAll().as("found_people"),
    })
    .from(people)
    .leftJoin(memberSpans, and(memberAt(communityId, to), eq(memberSpans.memberId, people.memberId)))
    .groupBy(sql`${people.interactions}`, wrote, atEnd);
  const most = read()
    .select({
      memberId: sql<string>`${people.memberId}`.as("found_id"),
      interactions: sql<number>`${people.interactions}`.as("found_interactions"),
      written: sql<number>`${people.written}`.as("found_written"),
      atEnd: sql<number>`0`.as("found_at_end"),
      people: sql<number>`1`.as("found_people"),
    })
    .from(people)
    .where(sql`${people.written} > 0`)
    .orderBy(desc(sql`${people.written}`), desc(sql`${people.interactions}`), asc(people.memberId))
    .limit(top)
    .as("most");
  const found = histogram.unionAll(read().select().from(most) as unknown as typeof histogram).as("found");
  return splitRows(await read().with(people).select().from(found));
}

interface FoundRow {
  memberId: string | null;
  interactions: unknown;
  written: unknown;
  atEnd: unknown;
  people: unknown;
}

function splitRows(rows: readonly FoundRow[]): { counts: ActivityCount[]; top: TopMember[] } {
  const counts: ActivityCount[] = [];
  const top: TopMember[] = [];
  for (const { memberId, ...row } of rows) {
    const [interactions, written] = [Number(row.interactions), Number(row.written)];
    if (memberId !== null) top.push({ memberId, interactions, written });
    else {
      counts.push({ interactions, wrote: written === 1, atEnd: Number(row.atEnd) === 1, people: Number(row.people) });
    }
  }
  top.sort((a, b) => b.written - a.written || b.interactions - a.interactions || (a.memberId < b.memberId ? -1 : 1));
  return { counts, top };
}

/** Distinct people, and distinct people who wrote something: what a range is compared with. */
export async function countActive(
  communityId: string,
  stretches: Stretches,
  counted: Counted,
): Promise<{ active: number; contributors: number }> {
  const people = activityByMember(communityId, stretches, counted);
  const [row] = await read()
    .select({
      active: countAll(),
      contributors: sumOf(sql`case when ${people.written} > 0 then 1 else 0 end`),
    })
    .from(people);
  return row ?? { active: 0, contributors: 0 };
}
