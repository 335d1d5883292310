import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { installation } from "@/db/schema/platform";
import {
  arrivals,
  postReads,
  postViewDays,
  presenceDays,
  searchDays,
  visitDays,
  visitMarks,
} from "@/db/schema/sightings";
import { makePaidCommunity, makePerson } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeGrant, makeMember, writePost } from "@/e2e/support/talk-world";
import { createSession } from "@/lib/identity/commands";
import { dayMs, withTravellingClock } from "@/lib/platform/clock";
import type { Batch } from "./buffer";
import { addCounts } from "./commands";
import { countSightings } from "./count-sightings";
import { sightingsSweepJob } from "./jobs";
import { otherSources } from "./limits";
import { emptyCounts } from "./tally";
import type { Glimpse, SearchGlimpse, Touch } from "./types";

let community: Awaited<ReturnType<typeof makeCommunity>>;
const at = new Date("2026-11-22T10:00:00Z");
const touch = (source: string, more: Partial<Touch> = {}): Touch => ({
  channel: "social",
  source,
  campaign: "",
  postId: null,
  day: "2026-11-22",
  ...more,
});
const secondsLater = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const both = (one: Touch) => ({ first: one, last: one });
const glimpse = (more: Partial<Glimpse> = {}): Glimpse => ({
  at,
  slug: "guild",
  token: null,
  address: "203.0.113.7",
  userAgent: "Mozilla/5.0 Firefox/133.0",
  touches: both(touch("x")),
  isNewTouch: true,
  postId: null,
  progress: null,
  completed: false,
  ...more,
});
const search = (term: string, more: Partial<SearchGlimpse> = {}): SearchGlimpse => ({
  at,
  communityId: community.id,
  zone: "UTC",
  userId: null,
  address: "203.0.113.7",
  term,
  found: 0,
  ...more,
});
const see = (...glimpses: Glimpse[]) => countSightings({ glimpses, searches: [] });
/** Published a day before anybody looks. */
const write = (...what: Parameters<typeof writePost>) =>
  withTravellingClock(new Date(at.getTime() - dayMs), () => writePost(...what));
const signIn = async (userId: string) =>
  (await transact((tx) => createSession(tx, { userId, remember: false, userAgent: "test", address: "::1" }))).token;
const reader = async (grantOf?: string) => {
  const { userId, memberId } = await makeMember(community.id);
  if (grantOf) await makeGrant(community.id, { userId, benefitId: grantOf, startsAt: new Date(0), endsAt: null });
  return { userId, memberId, token: await signIn(userId) };
};

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("guild");
});

describe("visits", () => {
  it("add up when several instances write at the same time", async () => {
    const batches: Batch[] = Array.from({ length: 8 }, (_, batch) => ({
      glimpses: Array.from({ length: 25 }, (_, i) => glimpse({ address: `198.51.100.${(batch * 7 + i) % 40}` })),
      searches: [search("raft", { found: batch, address: `198.51.100.${batch % 4}` })],
    }));
    const addresses = new Set(batches.flatMap(({ glimpses }) => glimpses.map(({ address }) => address)));
    await Promise.all(batches.map(countSightings));
    const day = { communityId: community.id, day: "2026-11-22" };
    expect(await read().select().from(visitDays)).toEqual([
      { ...day, channel: "social", source: "x", visitors: addresses.size, views: 200 },
    ]);
    expect(await read().select().from(searchDays)).toEqual([
      { ...day, term: "raft", searches: 8, people: 4, found: 7 },
    ]);
  });

  it("know their limits from one batch to the next", async () => {
    const address = "2001:db8:7:1::/64";
    const from = (i: number) =>
      glimpse({ address, userAgent: `Mozilla/5.0 Browser/${i}`, touches: both(touch(`s${i}`)) });
    for (let batch = 0; batch < 3; batch++) await see(...Array.from({ length: 100 }, (_, i) => from(batch * 100 + i)));
    const rows = await read().select().from(visitDays);
    expect(rows.reduce((sum, { views }) => sum + views, 0)).toBe(300);
    expect(rows.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(200);
    expect(rows.map(({ source }) => source).toSorted()).toEqual(["s0", "s1", "s2", "s3", "s4", otherSources]);
    const marks = (await read().select().from(visitMarks)).length;
    await see(...Array.from({ length: 100 }, (_, i) => from(1000 + i)));
    expect((await read().select().from(visitMarks)).length).toBe(marks);
  });

  it("by names that somebody made up are nobody's, however many they are", async () => {
    const { token } = await reader();
    const invented = Array.from({ length: 600 }, (_, i) => glimpse({ slug: `no-guild-${i}`, token: `no-token-${i}` }));
    await see(...invented, glimpse({ slug: "no guild\u0000" }), glimpse({ token }), glimpse());
    expect(await read().select().from(presenceDays)).toHaveLength(1);
    expect(await read().select().from(visitDays)).toMatchObject([{ views: 1 }]);
  });

  it("hold nothing that leads back to anybody: marks are hashes under a key of the day", async () => {
    await see(glimpse());
    const marksNow = async () => (await read().select().from(visitMarks)).map((row) => row.mark);
    const before = await marksNow();
    for (const mark of before) expect(mark).toMatch(/^[\w-]{22}$/);
    const all = JSON.stringify([await read().select().from(visitMarks), await read().select().from(visitDays)]);
    expect(all).not.toMatch(/203\.0\.113|Firefox/);
    const keys = async () =>
      (await read().select().from(installation)).filter(({ key }) => key.startsWith("sightings"));
    expect(await keys()).toHaveLength(1);
    await see(glimpse({ at: new Date(at.getTime() + dayMs) }));
    expect(new Set(await marksNow()).size).toBe(2 * before.length);
    expect(new Set((await keys()).map(({ value }) => value)).size).toBe(2);
  });

  it("of a community that does not exist are nobody's", async () => {
    await see(glimpse({ slug: "nowhere" }), glimpse({ slug: "'; drop table posts" }));
    expect(await read().select().from(visitDays)).toEqual([]);
  });

  it("fall on the day of the community's own zone", async () => {
    await see(glimpse({ at: new Date("2026-11-22T23:59:59.999Z") }), glimpse({ at: new Date("2026-11-23T00:00:00Z") }));
    expect((await read().select().from(visitDays)).map(({ day }) => day).toSorted()).toEqual([
      "2026-11-22",
      "2026-11-23",
    ]);
  });
});

describe("arrivals", () => {
  const stored = async (userId: string) =>
    (await read().select().from(arrivals).where(eq(arrivals.userId, userId)))[0]!;

  it("keep the first touch whatever comes later; the last one moves with each new touch", async () => {
    const { userId, token } = await reader();
    await see(glimpse({ token, touches: both(touch("zhihu", { day: "2026-11-20" })), isNewTouch: false }));
    const later = { first: touch("reddit"), last: touch("weekly", { channel: "campaign", campaign: "launch" }) };
    await see(glimpse({ token, at: new Date(at.getTime() + 60_000), touches: later }));
    expect(await stored(userId)).toMatchObject({
      seenAt: at,
      firstSource: "zhihu",
      firstAt: new Date("2026-11-20T00:00:00Z"),
      lastSource: "weekly",
      lastCampaign: "launch",
    });
  });

  it("are not changed by an older touch, nor by coming from nowhere with another browser", async () => {
    const { userId, token } = await reader();
    await see(glimpse({ token }));
    const direct = touch("", { channel: "direct" });
    await see(glimpse({ token, at: new Date(at.getTime() + 1000), touches: both(direct) }));
    await see(glimpse({ token, isNewTouch: false, touches: both(touch("v2ex", { day: "2026-11-01" })) }));
    expect(await stored(userId)).toMatchObject({ lastSource: "x", lastAt: at });
  });

  it("keep the last touch before the first payment: what comes after it has led to nothing", async () => {
    const world = await makePaidCommunity("paid");
    const userId = await makePerson();
    const token = await signIn(userId);
    const seen = (source: string, minutes: number) =>
      see(
        glimpse({ slug: "paid", token, at: new Date(at.getTime() + minutes * 60_000), touches: both(touch(source)) }),
      );
    await seen("x", 0);
    await seen("zhihu", 1);
    const { productId, month: priceId } = world.small;
    const names = { id: "p", stripeId: "p", number: "p", kind: "charge", currency: "CNY" };
    const communityId = world.community.id;
    await transact((tx) =>
      tx.insert(payments).values({ ...names, communityId, userId, productId, priceId, amount: 3900, at }),
    );
    await seen("reddit", 2);
    expect(await stored(userId)).toMatchObject({ firstSource: "x", lastSource: "zhihu" });
  });

  it("name a landing post only when it is one of this community", async () => {
    const other = await makeCommunity("other");
    const here = await write(community, community.ownerId, "Text");
    const there = await write(other, other.ownerId, "Text");
    const { userId, token } = await reader();
    await see(
      glimpse({ token, touches: { first: touch("x", { postId: there.id }), last: touch("x", { postId: here.id }) } }),
    );
    expect(await stored(userId)).toMatchObject({ firstPostId: null, lastPostId: here.id });
  });

  it("name no landing post that its reader could not have seen", async () => {
    const draft = await write(community, community.ownerId, "Text", { state: "draft" });
    const { userId, token } = await reader();
    await see(glimpse({ token, touches: both(touch("x", { postId: draft.id })) }));
    expect(await stored(userId)).toMatchObject({ firstPostId: null, lastPostId: null });
  });

  it("are of people, not of visitors, and members are present instead of visiting", async () => {
    const { userId, token } = await reader();
    const stranger = await makePerson("Stranger");
    await see(glimpse(), glimpse({ token, address: "198.51.100.1" }));
    await see(glimpse({ token: await signIn(stranger), address: "198.51.100.2" }), glimpse({ token: "not-a-session" }));
    expect((await read().select().from(arrivals)).map((row) => row.userId).toSorted()).toEqual(
      [userId, stranger].toSorted(),
    );
    expect(await read().select().from(visitDays)).toMatchObject([{ visitors: 2, views: 3 }]);
    expect(await read().select().from(presenceDays)).toHaveLength(2);
  });
});

describe("reading", () => {
  it("to the end takes the right to the body: the browser's word is not enough", async () => {
    const plan = await makeBenefit(community.id);
    const post = await write(
      community,
      community.ownerId,
      `${"Open. ".repeat(400)}\n\n<!-- more -->\n\n${"Paid. ".repeat(400)}`,
      {
        audience: "benefit",
        benefitId: plan,
      },
    );
    const free = await reader();
    const paying = await reader(plan);
    const all = [{ token: free.token }, { address: "198.51.100.9" }, { token: paying.token, address: "198.51.100.8" }];
    await see(...all.map((who) => glimpse({ postId: post.id, ...who })));
    const end = { postId: post.id, progress: 100, completed: true, at: secondsLater(9) };
    await see(...all.map((who) => glimpse({ ...end, ...who })));
    const reads = new Map((await read().select().from(postReads)).map((row) => [row.userId, row]));
    expect(reads.get(free.userId)).toMatchObject({ completedAt: null });
    expect(reads.get(free.userId)!.progress).toBeLessThan(100);
    expect(reads.get(paying.userId)).toMatchObject({ progress: 100, completedAt: secondsLater(9) });
    expect(await read().select().from(postViewDays)).toMatchObject([{ views: 3, readers: 3, completions: 1 }]);
  });

  it("to the end takes having opened the post before, as the server has seen it", async () => {
    const post = await write(community, community.ownerId, "Text");
    const end = { postId: post.id, progress: 100, completed: true };
    const names = Array.from({ length: 120 }, (_, i) => ({ userAgent: `Mozilla/5.0 Browser/${i}` }));
    await see(...names.map((who) => glimpse({ ...end, ...who })));
    expect(await read().select().from(visitMarks)).toEqual([]);
    const { userId, token } = await reader();
    await see(glimpse({ postId: post.id, token }));
    await see(glimpse({ ...end, token, at: secondsLater(3) }));
    const figures = async () => (await read().select().from(postViewDays))[0];
    expect(await figures()).toMatchObject({ views: 1, readers: 1, completions: 0 });
    await see(glimpse({ ...end, token, at: secondsLater(9), address: "198.51.100.3" }));
    expect(await figures()).toMatchObject({ views: 1, readers: 1, completions: 1 });
    const [read1] = await read().select().from(postReads).where(eq(postReads.userId, userId));
    expect(read1).toMatchObject({ progress: 100, completedAt: secondsLater(9) });
  });

  it("may go on past midnight", async () => {
    const post = await write(community, community.ownerId, "Text");
    const late = new Date("2026-11-22T23:59:55Z");
    await see(glimpse({ postId: post.id, at: late }));
    await see(glimpse({ postId: post.id, at: new Date("2026-11-23T00:00:20Z"), progress: 100, completed: true }));
    const rows = (await read().select().from(postViewDays)).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    expect(rows).toMatchObject([
      { day: "2026-11-22", readers: 1, completions: 0 },
      { day: "2026-11-23", readers: 0, completions: 1 },
    ]);
  });

  it("goes forward only, and the first end stays", async () => {
    const post = await write(community, community.ownerId, "Text");
    const { userId, token } = await reader();
    const seen = (minutes: number, progress: number | null, completed = false) =>
      see(glimpse({ token, postId: post.id, at: new Date(at.getTime() + minutes * 60_000), progress, completed }));
    await seen(0, null);
    await seen(1, 80);
    await seen(2, 100, true);
    await seen(5, 30);
    await seen(9, 100, true);
    expect(await read().select().from(postReads)).toMatchObject([
      { userId, progress: 100, firstAt: at, completedAt: new Date(at.getTime() + 120_000) },
    ]);
    expect(await read().select().from(postViewDays)).toMatchObject([{ views: 1, readers: 1, completions: 1 }]);
  });

  it("is counted only of posts that are out, here, and known to the reader; not of one's own", async () => {
    const other = await makeCommunity("other");
    const hidden = await write(community, community.ownerId, "Text", { kind: "discussion", audience: "members" });
    const draft = await write(community, community.ownerId, "Text", { state: "draft" });
    const there = await write(other, other.ownerId, "Text");
    const { token, memberId } = await reader();
    const own = await write(community, memberId, "Text", { kind: "discussion" });
    await see(
      glimpse({ postId: hidden.id }),
      glimpse({ postId: draft.id, token }),
      glimpse({ postId: there.id }),
      glimpse({ postId: own.id, token }),
      glimpse({ postId: "0".repeat(36) }),
    );
    expect(await read().select().from(postViewDays)).toEqual([]);
    expect(await read().select().from(postReads)).toEqual([]);
    await see(glimpse({ postId: hidden.id, token }));
    expect(await read().select().from(postViewDays)).toMatchObject([{ postId: hidden.id, views: 1, readers: 1 }]);
  });
});

describe("forgetting", () => {
  it("takes everything of a person who is deleted, and leaves the numbers", async () => {
    const post = await write(community, community.ownerId, "Text");
    const userId = await makePerson("Gone");
    await see(glimpse({ token: await signIn(userId), postId: post.id }));
    await transact((tx) => tx.delete(users).where(eq(users.id, userId)));
    for (const table of [arrivals, presenceDays, postReads]) expect(await read().select().from(table)).toEqual([]);
    expect(await read().select().from(postViewDays)).toMatchObject([{ views: 1 }]);
  });

  it("sweeps marks and keys after two days, presence after 400, and nothing else", async () => {
    const { userId, token } = await reader();
    const before = (days: number) => new Date(at.getTime() - days * dayMs);
    for (const days of [0, 1, 2, 401]) await see(glimpse({ token, at: before(days) }));
    await withTravellingClock(at, () => sightingsSweepJob.handler());
    const days = async (table: typeof visitMarks | typeof presenceDays) =>
      [...new Set((await read().select().from(table)).map(({ day }) => day))].toSorted();
    expect(await days(visitMarks)).toEqual(["2026-11-21", "2026-11-22"]);
    expect(await days(presenceDays)).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
    const keys = (await read().select().from(installation)).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith("sightings")).toSorted()).toEqual([
      "sightings.key.2026-11-21",
      "sightings.key.2026-11-22",
    ]);
    expect((await read().select().from(arrivals)).map((row) => row.userId)).toEqual([userId]);
  });
});

describe("counts written in bulk", () => {
  it("add to what is there, row by row", async () => {
    const row = { communityId: community.id, day: "2026-01-01", channel: "direct", source: "" };
    const visits = Array.from({ length: 900 }, (_, i) => ({ ...row, source: `s${i}`, visitors: 1, views: 2 }));
    await transact((tx) => addCounts(tx, { ...emptyCounts(), visits }));
    await transact((tx) => addCounts(tx, { ...emptyCounts(), visits: visits.slice(0, 1) }));
    const stored = await read().select().from(visitDays);
    expect(stored).toHaveLength(900);
    expect(stored.find(({ source }) => source === "s0")).toMatchObject({ visitors: 2, views: 4 });
  });
});
