import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { activityDays, activityMonths, firstReplies, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { riskBands, riskScores } from "@/db/schema/outreach";
import { postReads, presenceDays } from "@/db/schema/sightings";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember, writePost } from "@/e2e/support/talk-world";
import { record } from "@/lib/journal/commands";
import type { Verb } from "@/lib/journal/types";
import { addDays, unitNumber } from "@/lib/platform/calendar";
import { dayMs, hourMs } from "@/lib/platform/clock";
import type { StoredScore } from "./commands/scores";
import { findScoredDay, listRisk, type RiskFilter, sumRisk } from "./queries/risk";
import { lookBack, scoreCommunity, scoreDue, scoredAt } from "./score-members";

const now = new Date("2026-11-20T15:00:00Z");
const today = "2026-11-20";
const dayStart = new Date(`${today}T00:00:00Z`);
const ago = (days: number, hours = 0) => new Date(dayStart.getTime() - days * dayMs + hours * hourMs);
const dayAgo = (days: number) => addDays(today, -days);

let community: { id: string; slug: string; ownerId: string; zone: string; answerHours: number };

beforeEach(async () => {
  await freshDatabase();
  community = { ...(await makeCommunity("guild")), zone: "UTC", answerHours: 24 };
});

interface Person {
  memberId: string;
  userId: string;
}

interface Pays {
  since?: Date;
  until?: Date | null;
  interval?: "month" | "year";
  amount?: number;
}

/** Somebody whose membership, and paying if any, began at the given moments. */
async function join(since: Date, pays?: Pays, role: "member" | "moderator" = "member"): Promise<Person> {
  const person = await makeMember(community.id, { role });
  const base = { communityId: community.id, memberId: person.memberId };
  await transact(async (tx) => {
    await tx.insert(memberPeriods).values({ ...base, scope: "member", startsAt: since, sourceId: "" });
    if (!pays) return;
    const startsAt = pays.since ?? since;
    const worth = { monthlyAmount: pays.amount ?? 1000, currency: "USD", interval: pays.interval ?? "month" };
    const times = { startsAt, endsAt: pays.until ?? null };
    await tx
      .insert(memberPeriods)
      .values({ ...base, ...times, ...worth, scope: "paying", sourceId: `s-${person.memberId}` });
    const unit = { cohortMonth: 0, cohortWeek: 0, fromMonth: 0, fromWeek: 0, ordinal: 0 };
    await tx.insert(memberSpans).values({ ...base, ...times, ...unit, scope: "paying" });
  });
  return person;
}

const tell = (person: Person, verb: Verb, at: Date) =>
  transact((tx) =>
    record(tx, {
      communityId: community.id,
      verb,
      at,
      memberId: person.memberId,
      object: { kind: "subscription", id: `s-${person.memberId}` },
    }),
  );

const visit = ({ userId }: Person, ...days: number[]) =>
  transact((tx) =>
    tx
      .insert(presenceDays)
      .values(days.map((n) => ({ communityId: community.id, userId, day: dayAgo(n), views: 1 })))
      .onConflictDoNothing(),
  );

async function act({ memberId }: Person, days: number, count: number) {
  const day = dayAgo(days);
  const own = { communityId: community.id, memberId };
  await transact(async (tx) => {
    await tx.insert(activityDays).values({ ...own, day, kind: "comment", count });
    const month = unitNumber(day.slice(0, 7), "month");
    const figures = { interactions: count, written: count, days: 1 };
    await tx
      .insert(activityMonths)
      .values({ ...own, month, ...figures })
      .onConflictDoNothing();
  });
}

let questions = 0;
const ask = ({ memberId }: Person, askedAt: Date, repliedAt: Date | null = null) =>
  transact((tx) =>
    tx.insert(firstReplies).values({
      communityId: community.id,
      postId: `q${questions++}`,
      kind: "question",
      askerId: memberId,
      askedAt,
      repliedAt,
    }),
  );

/** Somebody about whom there is nothing to worry: here and active every few days. */
async function makeFine(pays: Pays | undefined = {}): Promise<Person> {
  const person = await join(ago(300), pays);
  await visit(person, 2, 6, 10, 16, 20, 24, 28, 32, 36, 40, 43);
  await act(person, 3, 4);
  await act(person, 20, 6);
  return person;
}

const everybody: RiskFilter = {
  band: null,
  reason: null,
  productId: null,
  standing: null,
  everybody: true,
  segment: null,
  memberIds: null,
};

const score = () => scoreCommunity(community, now);

async function scored(person: Person) {
  const [row] = await read()
    .select()
    .from(riskScores)
    .where(and(eq(riskScores.communityId, community.id), eq(riskScores.memberId, person.memberId)));
  return row ?? null;
}

const reasonsOf = async (person: Person) =>
  ((await scored(person))?.reasons ?? []).map(({ reason, value, usual }) =>
    usual === undefined ? [reason, value] : [reason, value, usual],
  );

describe("the score of a community", () => {
  it("finds each reason in what happened, and none for whom all is well", async () => {
    const fine = await makeFine();
    const cancelled = await makeFine();
    await tell(cancelled, "subscription.cancelled", ago(5));
    const kept = await makeFine();
    await tell(kept, "subscription.cancelled", ago(9));
    await tell(kept, "subscription.resumed", ago(8));
    const unpaid = await makeFine();
    await tell(unpaid, "subscription.past_due", ago(3));
    const recovered = await makeFine();
    await tell(recovered, "subscription.past_due", ago(6));
    await tell(recovered, "subscription.recovered", ago(4));
    const away = await join(ago(300), {});
    await visit(away, 20, 24, 28, 32, 43);
    await act(away, 30, 5);
    const waiting = await makeFine();
    await ask(waiting, ago(4));
    await ask(waiting, ago(8), ago(5));
    await ask(waiting, ago(10), ago(10, 23));
    const silent = await join(ago(20), {});
    const ending = await join(ago(300), { since: new Date("2024-12-05T12:00:00Z"), interval: "year" });
    await act(ending, 200, 3);

    await score();
    expect(await scored(fine)).toMatchObject({ points: 0, band: "low", standing: "paying", monthlyAmount: 1000 });
    expect(await reasonsOf(cancelled)).toEqual([["cancelled", 5]]);
    expect(await reasonsOf(kept)).toEqual([]);
    expect(await reasonsOf(unpaid)).toEqual([["payment", 3]]);
    expect(await reasonsOf(recovered)).toEqual([]);
    expect(await reasonsOf(away)).toEqual([
      ["visits", 0, 2],
      ["interactions", 0, 2.5],
    ]);
    expect(await reasonsOf(waiting)).toEqual([["unanswered", 2]]);
    expect(await reasonsOf(silent)).toEqual([["neverActive", 20]]);
    expect(await reasonsOf(ending)).toEqual([["renewal", 16]]);
  });

  it("knows what was begun and left, of the present only", async () => {
    const reader = await makeFine();
    const post = await writePost(community, community.ownerId, "Text.");
    const read14 = { communityId: community.id, postId: post.id, userId: reader.userId, progress: 30 };
    await transact((tx) => tx.insert(postReads).values({ ...read14, firstAt: ago(60), lastAt: ago(50) }));
    await score();
    expect(await reasonsOf(reader)).toEqual([["stalled", 1]]);
    const past = await scoresAt(dayAgo(30));
    expect(past.get(reader.memberId)?.score.reasons.map(({ reason }) => reason)).not.toContain("stalled");
    await transact((tx) => tx.update(postReads).set({ completedAt: ago(1) }));
    await score();
    expect(await reasonsOf(reader)).toEqual([]);
  });

  it("asks nothing of visits in a community that has counted them for less than six weeks", async () => {
    const person = await join(ago(300), {});
    await act(person, 3, 4);
    await visit(person, 20, 24, 28, 32);
    await score();
    expect(await reasonsOf(person)).toEqual([]);
  });

  it("leaves out who runs the community and who has left, and forgets those scored before", async () => {
    const moderator = await join(ago(300), {}, "moderator");
    const left = await join(ago(300), {});
    await score();
    expect([await scored(moderator), (await scored(left)) !== null]).toEqual([null, true]);
    await transact((tx) =>
      tx
        .update(memberPeriods)
        .set({ endsAt: ago(1) })
        .where(eq(memberPeriods.memberId, left.memberId)),
    );
    await score();
    expect(await scored(left)).toBeNull();
  });

  it("is as of the beginning of the day in the community's zone, whenever it is asked, and made once a day", async () => {
    const person = await makeFine();
    await tell(person, "subscription.cancelled", ago(0, 2));
    await score();
    expect(await findScoredDay(community.id)).toEqual(dayStart);
    expect(await reasonsOf(person)).toEqual([]);
    await transact((tx) => tx.update(riskScores).set({ points: 7 }));
    await scoreDue(new Date(now.getTime() + 8 * hourMs));
    expect((await scored(person))?.points).toBe(7);
    await scoreDue(new Date(now.getTime() + 10 * hourMs));
    // Scored anew the next day; the projections of this small world are not rebuilt from a journal, so nobody is left.
    expect(await scored(person)).toBeNull();
  });
});

async function scoresAt(day: string): Promise<Map<string, StoredScore>> {
  const moment = { communityId: community.id, today: day, asOf: new Date(`${day}T00:00:00Z`) };
  const found = new Map<string, StoredScore>();
  for await (const { scores } of scoredAt(community, moment, { past: true }))
    for (const one of scores) found.set(one.memberId, one);
  return found;
}

describe("the back-test", () => {
  it("uses nothing that happened after its day", async () => {
    const day = dayAgo(30);
    const people: Person[] = [];
    for (let n = 0; n < 6; n++) {
      const person = await join(ago(200 + n), { interval: n % 2 ? "year" : "month" });
      await visit(person, 31 + n, 35, 40, 48, 52, 56, 60, 70, 72 + n);
      await act(person, 34, n);
      await act(person, 55, 8);
      people.push(person);
    }
    await tell(people[0]!, "subscription.cancelled", ago(33));
    await tell(people[1]!, "subscription.past_due", ago(32));
    await ask(people[2]!, ago(34));
    await ask(people[3]!, ago(30, -12));
    const before = await scoresAt(day);
    expect(before.get(people[0]!.memberId)?.score.points).toBeGreaterThan(0);

    for (const person of people) {
      await visit(person, 3, 10, 29);
      await act(person, 12, 9);
      await act(person, 30, 9);
      await tell(person, "subscription.past_due", ago(20));
      await tell(person, "subscription.cancelled", ago(19));
      await tell(person, "subscription.recovered", ago(18));
      await tell(person, "subscription.resumed", ago(17));
      await ask(person, ago(29));
    }
    await transact(async (tx) => {
      await tx.update(firstReplies).set({ repliedAt: ago(2) });
      await tx
        .update(memberPeriods)
        .set({ endsAt: ago(16) })
        .where(eq(memberPeriods.scope, "paying"));
      await tx.update(members).set({ role: "moderator" }).where(eq(members.id, people[4]!.memberId));
      await record(tx, {
        communityId: community.id,
        verb: "member.role_changed",
        memberId: people[4]!.memberId,
        detail: { from: "member", to: "moderator" },
        at: ago(10),
      });
    });
    expect(await scoresAt(day)).toEqual(before);
  });

  it("counts in each band who had stopped paying 30 days later, and apart those who had cancelled by then", async () => {
    await makeFine();
    const gone = await makeFine({ until: ago(25) });
    await tell(gone, "subscription.cancelled", ago(33));
    await makeFine({ until: ago(10) });
    await makeFine({ until: ago(0, 1) });
    await makeFine({ until: ago(31) });
    await join(ago(300));
    const rows = await lookBack(community, dayAgo(30));
    expect(rows.map(({ band, members: n, left }) => [band, n, left])).toEqual([
      ["low", 3, 1],
      ["medium", 0, 0],
      ["high", 1, 1],
      ["cancelled", 1, 1],
    ]);
  });

  it("looks back six times by thirty days, and not to when nobody paid", async () => {
    const person = await join(ago(100), {});
    await act(person, 99, 1);
    await score();
    const rows = await read().select().from(riskBands);
    expect([...new Set(rows.map(({ day }) => day))].sort()).toEqual([dayAgo(90), dayAgo(60), dayAgo(30)]);
    await score();
    expect(await read().select().from(riskBands)).toHaveLength(rows.length);
  });
});

describe("the list", () => {
  it("goes by points, page by page, without losing or repeating anybody", async () => {
    for (let n = 0; n < 7; n++) {
      const person = await join(ago(300), { amount: 100 * (n + 1) });
      await act(person, 90, 1);
      if (n % 2) await tell(person, "subscription.cancelled", ago(2));
      else await tell(person, "subscription.past_due", ago(2));
    }
    await score();
    const whole = await listRisk(community.id, everybody, { after: null, limit: 50 });
    expect(whole.rows.map(({ points }) => points)).toEqual([60, 60, 60, 40, 40, 40, 40]);
    const paged = [];
    for (let after: typeof whole.next = null; ; ) {
      const page = await listRisk(community.id, everybody, { after, limit: 3 });
      paged.push(...page.rows);
      if (!page.next) break;
      after = page.next;
    }
    expect(paged).toEqual(whole.rows);
  });

  it("is narrowed by band, reason, standing and the ticked ones; sums tell every band's money", async () => {
    const leaving = await makeFine({ amount: 1200 });
    await tell(leaving, "subscription.cancelled", ago(2));
    const free = await join(ago(20));
    await makeFine({ amount: 500 });
    await score();
    const names = async (filter: Partial<RiskFilter>) =>
      (await listRisk(community.id, { ...everybody, everybody: false, ...filter }, { after: null, limit: 9 })).rows.map(
        ({ memberId }) => memberId,
      );
    expect(await names({})).toEqual([leaving.memberId]);
    expect(await names({ reason: "cancelled" })).toEqual([leaving.memberId]);
    expect(await names({ reason: "payment" })).toEqual([]);
    expect(await names({ band: "low" })).toHaveLength(1);
    expect(await names({ band: "low", everybody: true })).toHaveLength(2);
    expect(await names({ band: "low", standing: "free" })).toEqual([free.memberId]);
    expect(await names({ memberIds: [free.memberId] })).toEqual([free.memberId]);
    expect(await names({ memberIds: [] })).toEqual([]);
    const sums = await sumRisk(community.id, { ...everybody, everybody: false });
    expect(sums.map(({ band, members: n, monthlyAmount }) => [band, n, monthlyAmount]).sort()).toEqual([
      ["high", 1, 1200],
      ["low", 1, 500],
    ]);
  });

  it("shows nobody of another community, and nobody who has left since the scoring", async () => {
    const leaving = await makeFine();
    await tell(leaving, "subscription.cancelled", ago(2));
    const other = await makeCommunity("elsewhere");
    await score();
    const rows = (id: string) => listRisk(id, everybody, { after: null, limit: 9 });
    expect((await rows(community.id)).rows).toHaveLength(1);
    expect((await rows(other.id)).rows).toEqual([]);
    await transact((tx) => tx.update(members).set({ leftAt: now }).where(eq(members.id, leaving.memberId)));
    expect((await rows(community.id)).rows).toEqual([]);
  });
});
