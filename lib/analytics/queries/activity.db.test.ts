import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import {
  activeDays,
  activityDays,
  activityMonths,
  firstReplies,
  interactionDays,
  memberSpans,
} from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { activityMonthPacks, activityPacks, memberHistories, memberNumbers, memberTurns } from "@/db/schema/packs";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { addDays, dayOf, startOfDay, unitNumber, unitNumberAt } from "@/lib/platform/calendar";
import { hourMs } from "@/lib/platform/clock";
import { activeWindows, stepsOf } from "../active-windows";
import { interactionKinds, type KindDay, summariseActivity } from "../activity";
import { projectHistories } from "../commands/histories";
import { projectActivityPacks, projectMemberTurns } from "../commands/packs";
import { findReplyPackBounds, projectReplyPack } from "../commands/replies";
import { membersAt, type Period, takeCensus } from "../membership";
import { asOfInstant, previousRange, type Range, type RangeKey, rangeEndingAt, rangeKeys } from "../ranges";
import { type Asked, countReplies, replyFigures } from "../replies";
import { findActivity } from "./activity-report";
import { listStaff } from "./counted";
import { countPlaces, scanActivity } from "./packs";
import { listReplyFigures } from "./replies";

/** One member's interactions of one kind on one day. */
interface Deed {
  memberId: string;
  day: string;
  kind: (typeof interactionKinds)[number];
  count: number;
}

const zones = ["America/New_York", "Asia/Shanghai", "Africa/Cairo"] as const;

let communityId = "";
let ids: string[] = [];
let staffId = "";

beforeEach(async () => {
  await freshDatabase();
  const community = await makeCommunity("guild");
  communityId = community.id;
  staffId = community.ownerId;
  const others = [];
  for (let i = 0; i < 5; i += 1) others.push((await makeMember(communityId)).memberId);
  ids = [staffId, ...others].sort();
});

/** Stores what projecting would: sums per day, month and kind, and distinct people in windows. */
async function store(deeds: readonly Deed[], spans: readonly Period[], zone: string) {
  const sums = [...Map.groupBy(deeds, ({ memberId, day, kind }) => `${memberId} ${day} ${kind}`).values()].map(
    (same) => ({
      ...same[0]!,
      count: same.reduce((sum, deed) => sum + deed.count, 0),
    }),
  );
  const months = [...Map.groupBy(sums, ({ memberId, day }) => `${memberId} ${day.slice(0, 7)}`).values()].map(
    (same) => ({
      communityId,
      memberId: same[0]!.memberId,
      month: unitNumber(same[0]!.day.slice(0, 7), "month"),
      interactions: same.reduce((sum, row) => sum + row.count, 0),
      written: same.reduce((sum, row) => sum + (row.kind === "reaction" ? 0 : row.count), 0),
      days: new Set(same.map(({ day }) => day)).size,
    }),
  );
  const kinds = [...Map.groupBy(sums, ({ day, kind }) => `${day} ${kind}`).values()].map((same) => ({
    communityId,
    day: same[0]!.day,
    kind: same[0]!.kind,
    count: same.reduce((sum, row) => sum + row.count, 0),
  }));
  const first = sums.map(({ day }) => day).sort()[0];
  const last = sums
    .map(({ day }) => day)
    .sort()
    .at(-1);
  const days = [];
  if (first && last) for (let day = first; day <= addDays(last, 29); day = addDays(day, 1)) days.push(day);
  const people = (day: string, width: number) =>
    new Set(sums.filter((row) => row.day <= day && row.day > addDays(day, -width)).map(({ memberId }) => memberId))
      .size;
  const active = days.map((day) => ({
    communityId,
    day,
    interactions: sums.filter((row) => row.day === day).reduce((sum, row) => sum + row.count, 0),
    day1: people(day, 1),
    days7: people(day, 7),
    days30: people(day, 30),
  }));
  const unit = (at: Date) => unitNumberAt(at, "month", zone);
  const stored = spans.map((span) => ({
    communityId,
    scope: "member",
    ...span,
    ordinal: 0,
    cohortMonth: unit(span.startsAt),
    cohortWeek: 0,
    fromMonth: unit(span.startsAt) + 1,
    toMonth: null,
    fromWeek: 0,
    toWeek: null,
  }));
  await transact(async (tx) => {
    const packs = [activityPacks, activityMonthPacks, memberTurns, memberHistories, memberNumbers];
    for (const table of [activityDays, activityMonths, interactionDays, activeDays, memberSpans, ...packs]) {
      await tx.delete(table).where(sql`1 = 1`);
    }
    if (sums.length > 0) await tx.insert(activityDays).values(sums.map((row) => ({ communityId, ...row })));
    if (months.length > 0) await tx.insert(activityMonths).values(months);
    if (kinds.length > 0) await tx.insert(interactionDays).values(kinds);
    if (active.length > 0) await tx.insert(activeDays).values(active);
    if (stored.length > 0) await tx.insert(memberSpans).values(stored);
    await projectActivityPacks(tx, { communityId }, new Set(sums.map(({ day }) => day)));
    const edges = spans.flatMap(({ startsAt, endsAt }) => [startsAt, ...(endsAt ? [endsAt] : [])]);
    const turned = edges.map((at) => dayOf(at, zone)).sort();
    if (turned.length > 0) {
      const stretch = { first: addDays(turned[0]!, -1), end: addDays(turned.at(-1)!, 1) };
      await projectMemberTurns(tx, { communityId, zone }, stretch);
    }
    const members = [...new Set(spans.map(({ memberId }) => memberId))];
    await projectHistories(tx, { communityId, upTo: new Date() }, members);
  });
}

/** The figures as the definitions say, from every deed and every span. */
function reference(deeds: readonly Deed[], spans: readonly Period[], range: Range, leftOut: ReadonlySet<string>) {
  const counted = deeds.filter(({ memberId }) => !leftOut.has(memberId));
  const within = counted.filter(({ day }) => day >= range.days[0]! && day <= range.days.at(-1)!);
  const people = [...Map.groupBy(within, ({ memberId }) => memberId)].map(([memberId, own]) => ({
    memberId,
    interactions: own.reduce((sum, deed) => sum + deed.count, 0),
    written: own.reduce((sum, deed) => sum + (deed.kind === "reaction" ? 0 : deed.count), 0),
  }));
  const census = takeCensus(spans.filter(({ memberId }) => !leftOut.has(memberId)));
  return {
    summary: summariseActivity(people, membersAt(census, range.to)),
    contributors: people.filter(({ written }) => written > 0).length,
    membersFrom: membersAt(census, range.from).size,
    windows: activeWindows(stepsOf(counted), range.days),
    kinds: within as KindDay[],
    people,
  };
}

/** Summer time begins and ends within these stories, and a leap day lies in them. */
const story = fc.record({
  zone: fc.constantFrom(...zones),
  asOf: fc.constantFrom("2024-03-10", "2024-03-31", "2024-11-03", "2024-02-29", "2025-01-01", "2024-04-26"),
  running: fc.boolean(),
  key: fc.constantFrom(...rangeKeys),
  deeds: fc.array(
    fc.record({
      who: fc.nat(5),
      daysBefore: fc.oneof(fc.nat(40), fc.nat(800)),
      kind: fc.constantFrom(...interactionKinds),
      count: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 60 },
  ),
  memberships: fc.array(fc.record({ from: fc.nat(800), length: fc.nat(800), ends: fc.boolean() }), {
    minLength: 6,
    maxLength: 6,
  }),
});

describe("the activity of a range from projections", () => {
  it("is what the definitions make of every single interaction, in zones with summer time, for each range", async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async (told, withoutStaff) => {
        const { zone } = told;
        const end = startOfDay(addDays(told.asOf, 1), zone);
        const now = told.running ? new Date(end.getTime() - 5 * hourMs) : new Date(end.getTime() + 400 * hourMs);
        const range = rangeEndingAt(told.key as RangeKey, asOfInstant(told.asOf, now, zone), zone);
        const deeds = told.deeds.map(({ who, daysBefore, kind, count }) => ({
          memberId: ids[who]!,
          day: addDays(told.asOf, -daysBefore),
          kind,
          count,
        }));
        const spans = told.memberships.map(({ from, length, ends }, i) => {
          const startsAt = startOfDay(addDays(told.asOf, -from), zone);
          const endsAt = ends ? startOfDay(addDays(told.asOf, Math.min(length - from, 0)), zone) : null;
          return { memberId: ids[i]!, startsAt, endsAt: endsAt && endsAt <= startsAt ? null : endsAt };
        });
        await store(deeds, spans, zone);
        const staff = withoutStaff ? await listStaff(communityId) : [];
        const counted = { among: null, staff };
        const found = await findActivity(communityId, range, { counted, promisedHours: 24, withPeople: true });
        const wanted = reference(deeds, spans, range, new Set(staff));
        expect(found.summary).toEqual(wanted.summary);
        expect(found.contributors).toBe(wanted.contributors);
        expect(found.membersFrom).toBe(wanted.membersFrom);
        expect(found.active).toEqual(wanted.windows);
        expect(found.periods.reduce((sum, period) => sum + period.total, 0)).toBe(wanted.summary.interactions);
        expect(found.bins.reduce((sum, bin) => sum + bin.people, 0)).toBe(wanted.summary.members);
        const before = reference(deeds, spans, previousRange(range), new Set(staff)).summary;
        expect(found.before).toMatchObject({
          interactions: before.interactions,
          members: before.members,
          active: before.active,
          contributorShare: before.contributorShare,
        });
        // A segment of everybody is read member by member, not from rollups: it must come to the same.
        const everybody = amongSelected(
          sql`select ${members.id} from ${members} where ${members.communityId} = ${communityId}`,
        );
        const segment = await findActivity(communityId, range, {
          counted: { among: everybody, staff },
          promisedHours: 24,
          withPeople: true,
        });
        expect(segment).toEqual(found);
      }),
      { numRuns: 30 },
    );
  });

  it("names who wrote most and says nothing of who only reacted", async () => {
    const [a, b, c] = ids as [string, string, string];
    const day = "2026-05-02";
    await store(
      [
        { memberId: a, day, kind: "reaction", count: 40 },
        { memberId: b, day, kind: "comment", count: 2 },
        { memberId: c, day, kind: "answer", count: 3 },
      ],
      [],
      "UTC",
    );
    const range = rangeEndingAt("30d", startOfDay("2026-05-10", "UTC"), "UTC");
    const options = { counted: { among: null, staff: [] }, promisedHours: 24 };
    const { top } = await findActivity(communityId, range, { ...options, withPeople: true });
    expect(top?.map((row) => [row.written, row.person !== null])).toEqual([
      [3, true],
      [2, true],
    ]);
    expect((await findActivity(communityId, range, { ...options, withPeople: false })).top).toBeNull();
  });

  it("counts steps between active days without loading anybody", async () => {
    const [a, b] = ids as [string, string];
    const deed = (memberId: string, day: string): Deed => ({ memberId, day, kind: "comment", count: 1 });
    await store([deed(a, "2026-05-01"), deed(a, "2026-05-04"), deed(b, "2026-05-04")], [], "UTC");
    const everybody = new Uint8Array(await countPlaces(communityId)).fill(1);
    const days = { leadIn: "2026-04-02", first: "2026-05-01", last: "2026-05-31" };
    const { steps } = await scanActivity(communityId, days, everybody);
    expect(steps.sort((x, y) => `${x.day}${x.before}`.localeCompare(`${y.day}${y.before}`))).toEqual([
      { day: "2026-05-01", before: null, people: 1 },
      { day: "2026-05-04", before: "2026-05-01", people: 1 },
      { day: "2026-05-04", before: null, people: 1 },
    ]);
  });
});

describe("first replies", () => {
  const asOf = new Date("2026-05-20T00:00:00Z");
  const range = rangeEndingAt("30d", asOf, "UTC");

  it("are counted as the definition says, whatever was asked, answered and accepted when", async () => {
    const asked = fc.record({
      kind: fc.constantFrom("question", "discussion"),
      askedHours: fc.integer({ min: -40, max: 31 * 24 }),
      waitMinutes: fc.option(fc.nat(6000)),
      acceptMinutes: fc.option(fc.nat(9000)),
      removedHours: fc.option(fc.integer({ min: -100, max: 100 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 40 }), fc.integer({ min: 1, max: 72 }), async (rows, hours) => {
        const posts = rows.map((row, i) => {
          const askedAt = new Date(asOf.getTime() - row.askedHours * hourMs);
          const later = (minutes: number | null) =>
            minutes === null ? null : new Date(askedAt.getTime() + minutes * 60_000);
          return {
            communityId,
            postId: `p${i}`,
            kind: row.kind,
            askerId: ids[0]!,
            askedAt,
            repliedAt: later(row.waitMinutes),
            acceptedAt: row.waitMinutes === null ? null : later(row.acceptMinutes),
            removedAt: row.removedHours === null ? null : new Date(asOf.getTime() + row.removedHours * hourMs),
          };
        });
        await transact(async (tx) => {
          await tx.delete(firstReplies).where(sql`1 = 1`);
          if (posts.length > 0) await tx.insert(firstReplies).values(posts);
          const bounds = await findReplyPackBounds(communityId);
          for (let pack = bounds?.first ?? 0; bounds && pack <= bounds.last; pack++) {
            await projectReplyPack(tx, { communityId }, pack);
          }
        });
        const known = posts.filter(
          (post) =>
            post.askedAt >= range.from && post.askedAt < asOf && (post.removedAt === null || post.removedAt >= asOf),
        );
        const of = (kind: string): Asked[] => known.filter((post) => post.kind === kind);
        expect(await listReplyFigures(communityId, range, hours, { among: null, staff: [] })).toEqual([
          replyFigures("question", countReplies(of("question"), asOf, hours)),
          replyFigures("discussion", countReplies(of("discussion"), asOf, hours)),
        ]);
        const [left] = await listReplyFigures(communityId, range, hours, { among: null, staff: [ids[0]!] });
        expect(left?.asked).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
