import "server-only";
import { and, eq, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { activityDays, memberSpans } from "@/db/schema/analytics";
import { activityMonthPacks, activityPacks, memberNumbers, memberTurns } from "@/db/schema/packs";
import { addDays, daysBetween, startOfDay } from "@/lib/platform/calendar";
import { type InteractionKind, interactionKinds } from "../activity";
import { mergeActivity, type PackedActivity, packActivity, packNumbers } from "../day-pack";
import { inBatches, type Projecting } from "../projecting";
import { withRevision } from "../stored-pack";
import { type DayStretch, daysOfUnit, unitOfDay } from "../zone-days";

/** Days are read this many at a time: each reading looks up everybody's number, and memory stays flat. */
const daysPerRead = 7;

/** Packs the activity of these days anew; a day without any has no pack. */
export async function projectActivityPacks(
  tx: Tx,
  { communityId }: Pick<Projecting, "communityId">,
  days: Iterable<string>,
): Promise<void> {
  for (const some of inBatches([...days], daysPerRead)) {
    const theirs = and(eq(activityDays.communityId, communityId), inArray(activityDays.day, some));
    await numberMembers(tx, communityId, sql`select ${activityDays.memberId} from ${activityDays} where ${theirs}`);
    await tx
      .delete(activityPacks)
      .where(and(eq(activityPacks.communityId, communityId), inArray(activityPacks.day, some)));
    for (const [day, people] of await listActivity(communityId, some)) {
      await tx.insert(activityPacks).values({ communityId, day, ...withRevision(packActivity(people)) });
    }
  }
  for (const month of new Set([...days].map((day) => unitOfDay(day, "month")))) {
    const own = and(eq(activityMonthPacks.communityId, communityId), eq(activityMonthPacks.month, month));
    await tx.delete(activityMonthPacks).where(own);
    const packed = await mergeMonth(communityId, month);
    if (packed.length > 0) await tx.insert(activityMonthPacks).values({ communityId, month, ...withRevision(packed) });
  }
}

/** The pack of a month, made of those of its days; empty when there are none. */
export async function mergeMonth(communityId: string, month: number): Promise<Buffer> {
  const { first, end } = daysOfUnit(month, "month");
  const days = await read()
    .select({ packed: activityPacks.packed })
    .from(activityPacks)
    .where(and(eq(activityPacks.communityId, communityId), gte(activityPacks.day, first), lt(activityPacks.day, end)));
  return mergeActivity(days.map(({ packed }) => packed));
}

/** What everybody did on each of these days, as `activity_days` says, by their numbers; days without any are left out. */
async function listActivity(communityId: string, days: readonly string[]): Promise<Map<string, PackedActivity[]>> {
  const rows = await read()
    .select({
      day: activityDays.day,
      number: memberNumbers.number,
      kind: activityDays.kind,
      count: activityDays.count,
    })
    .from(activityDays)
    .innerJoin(
      memberNumbers,
      and(eq(memberNumbers.communityId, communityId), eq(memberNumbers.memberId, activityDays.memberId)),
    )
    .where(and(eq(activityDays.communityId, communityId), inArray(activityDays.day, [...days])));
  const found = new Map<string, Map<number, number[]>>();
  for (const { day, number, kind, count } of rows) {
    const people = found.get(day) ?? new Map<number, number[]>();
    const counts = people.get(number) ?? new Array<number>(interactionKinds.length).fill(0);
    counts[interactionKinds.indexOf(kind as InteractionKind)]! += count;
    people.set(number, counts);
    found.set(day, people);
  }
  const byNumber = (people: Map<number, number[]>) =>
    [...people].map(([number, counts]) => ({ number, counts })).sort((a, b) => a.number - b.number);
  return new Map([...found].map(([day, people]) => [day, byNumber(people)]));
}

/**
 * Packs whose membership turned on each of the days from `first` up to, not including, `end`. A day holds the instants
 * after its start up to its end, as the windows of reports do: what happens at midnight ends the day before.
 */
export async function projectMemberTurns(
  tx: Tx,
  { communityId, zone }: Pick<Projecting, "communityId" | "zone">,
  { first, end }: DayStretch,
): Promise<void> {
  const stretch = { from: startOfDay(first, zone), to: startOfDay(end, zone) };
  await numberMembers(tx, communityId, sql`select member_id from (${edgesWithin(communityId, stretch)}) as edges`);
  await tx
    .delete(memberTurns)
    .where(and(eq(memberTurns.communityId, communityId), gte(memberTurns.day, first), lt(memberTurns.day, end)));
  const turns = await listTurns(communityId, zone, { first, end });
  for (const [day, numbers] of turns) {
    await tx.insert(memberTurns).values({ communityId, day, ...withRevision(packNumbers(numbers)) });
  }
}

/** Who is a member at the end of each day who was not at its start, or the other way round, as `member_spans` say. */
export async function listTurns(
  communityId: string,
  zone: string,
  { first, end }: DayStretch,
): Promise<Map<string, number[]>> {
  const days = daysBetween(first, end);
  const starts = days.map((day) => startOfDay(day, zone).getTime());
  const rows = await read()
    .select({ number: memberNumbers.number, at: sql<number>`edges.at`.mapWith(Number) })
    .from(sql`(${edgesWithin(communityId, { from: startOfDay(first, zone), to: startOfDay(end, zone) })}) as edges`)
    .innerJoin(
      memberNumbers,
      and(eq(memberNumbers.communityId, communityId), sql`${memberNumbers.memberId} = edges.member_id`),
    );
  const turned = new Map<string, Set<number>>();
  for (const { number, at } of rows) {
    const day = days[lastBefore(starts, at)]!;
    const numbers = turned.get(day) ?? new Set();
    // Spans of one member neither touch nor overlap: each edge turns them round.
    if (!numbers.delete(number)) numbers.add(number);
    turned.set(day, numbers);
  }
  return new Map(
    [...turned].filter(([, { size }]) => size > 0).map(([day, numbers]) => [day, [...numbers].sort((a, b) => a - b)]),
  );
}

/** The position of the last of `starts` before `at`: days are few, and their starts ascend. */
function lastBefore(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! < at) low = middle;
    else high = middle - 1;
  }
  return low;
}

const edgesWithin = (communityId: string, { from, to }: { from: Date; to: Date }): SQL => {
  const ofMembers = and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, "member"));
  const within = (edge: typeof memberSpans.startsAt | typeof memberSpans.endsAt) => and(gt(edge, from), lte(edge, to));
  return sql`
    select ${memberSpans.memberId} as member_id, ${memberSpans.startsAt} as at from ${memberSpans}
    where ${ofMembers} and ${within(memberSpans.startsAt)}
    union all
    select ${memberSpans.memberId} as member_id, ${memberSpans.endsAt} as at from ${memberSpans}
    where ${ofMembers} and ${within(memberSpans.endsAt)}`;
};

/**
 * The days whose turns may differ when edges of `days` have changed: an edge at midnight belongs to the day before, which
 * lies two dates back where a zone has left a date out (Apia, 30 December 2011).
 */
export const turnStretches = (days: Iterable<string>): DayStretch[] =>
  [...days].map((day) => ({ first: addDays(day, -2), end: addDays(day, 1) }));

/** Gives a number to whoever of `ids` has none. */
export async function numberMembers(tx: Tx, communityId: string, ids: SQL): Promise<void> {
  await tx.insert(memberNumbers).select(sql`
    select cast(${communityId} as text), fresh.member_id,
      (select coalesce(max(${memberNumbers.number}), -1) from ${memberNumbers} where ${memberNumbers.communityId} = ${communityId})
        + row_number() over (order by fresh.member_id)
    from (select distinct known.member_id from (${ids}) as known
      where not exists (select 1 from ${memberNumbers}
        where ${memberNumbers.communityId} = ${communityId} and ${memberNumbers.memberId} = known.member_id)) as fresh`);
}

/** Removes the packs of months other than those from `first` to `last`, both included. */
export async function deleteMonthPacksOutside(
  tx: Tx,
  { communityId }: Pick<Projecting, "communityId">,
  { first, last }: { first: number; last: number },
): Promise<void> {
  const { month } = activityMonthPacks;
  await tx
    .delete(activityMonthPacks)
    .where(and(eq(activityMonthPacks.communityId, communityId), sql`(${month} < ${first} or ${month} > ${last})`));
}

/** Removes packs outside of a stretch of days: nothing happened there. */
export async function deletePacksOutside(
  tx: Tx,
  packs: typeof activityPacks | typeof memberTurns,
  { communityId }: Pick<Projecting, "communityId">,
  { first, end }: DayStretch,
): Promise<void> {
  await tx
    .delete(packs)
    .where(and(eq(packs.communityId, communityId), sql`(${packs.day} < ${first} or ${packs.day} >= ${end})`));
}
