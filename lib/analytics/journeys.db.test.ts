import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { memberSpans } from "@/db/schema/analytics";
import { payments } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { posts } from "@/db/schema/posts";
import { arrivals, visitDays } from "@/db/schema/sightings";
import { makePaidCommunity, makePerson, type PaidCommunity } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, memberViewer, writePost } from "@/e2e/support/talk-world";
import type { Role } from "@/lib/members/schema";
import { dayMs, hourMs, withTravellingClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { projectFirstSteps } from "./commands/first-steps";
import { funnelOf, type PersonStep, personSteps } from "./funnel";
import { countUnseenJoiners, findFirstCountedDay, listJourneyGroups, listVisits } from "./queries/funnel";
import { countJourneys, type JourneyQuestion, listJourneys, streamJourneys } from "./queries/journeys";
import { listPostTitles, listSourceVisits, listTouchGroups } from "./queries/sources";
import { rangeEndingAt } from "./ranges";
import { sourcesOf } from "./sources";

const end = new Date("2026-11-22T12:00:00Z");
const ago = (days: number, hours = 0) => new Date(end.getTime() - days * dayMs + hours * hourMs);
let world: PaidCommunity;
let question: JourneyQuestion;

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  const range = rangeEndingAt("30d", end, "Asia/Shanghai");
  question = { communityId: world.community.id, range, filter: null, touch: "first", currency: "CNY" };
});

interface Person {
  seen?: Date;
  first?: [channel: string, source: string];
  last?: [channel: string, source: string];
  campaign?: string;
  landing?: string;
  joined?: Date;
  wrote?: Date;
  /** Charges and refunds in minor units, with their instants. */
  paid?: [at: Date, amount: number][];
}

async function person({
  seen,
  first = ["search", "google"],
  last = first,
  campaign = "",
  landing,
  joined,
  wrote,
  paid = [],
}: Person) {
  const userId = await makePerson();
  const memberId = newId();
  const communityId = world.community.id;
  await transact(async (tx) => {
    if (seen)
      await tx.insert(arrivals).values({
        communityId,
        userId,
        seenAt: seen,
        firstAt: seen,
        firstChannel: first[0],
        firstSource: first[1],
        firstCampaign: campaign,
        firstPostId: landing ?? null,
        lastAt: seen,
        lastChannel: last[0],
        lastSource: last[1],
        lastCampaign: "",
      });
    if (!joined) return;
    await tx.insert(members).values({ id: memberId, communityId, userId, role: "member", joinedAt: joined });
    const units = { cohortMonth: 0, cohortWeek: 0, fromMonth: 0, fromWeek: 0 };
    await tx
      .insert(memberSpans)
      .values({ communityId, scope: "member", memberId, startsAt: joined, ordinal: 0, ...units });
    for (const [at, amount] of paid) {
      const id = newId();
      const { productId, month: priceId } = world.small;
      const kind = amount > 0 ? "charge" : "refund";
      const names = { stripeId: id, number: id, kind, currency: "CNY" };
      await tx.insert(payments).values({ id, communityId, userId, productId, priceId, amount, at, ...names });
    }
  });
  if (wrote)
    await withTravellingClock(wrote, () =>
      writePost({ id: communityId }, memberId, "Text", { kind: "discussion", audience: "public" }),
    );
  await transact((tx) => projectFirstSteps(tx, communityId, [memberId]));
  return userId;
}

const steps = async () =>
  funnelOf(await listVisits(world.community.id, question.range), await listJourneyGroups(question), {
    withPayments: true,
  });
const counts = async () => Object.fromEntries((await steps()).steps.map(({ step, count }) => [step, count]));

describe("the funnel's people", () => {
  it("are those first seen in the range, as far as they have come at its end", async () => {
    await person({ seen: ago(3) });
    await person({ seen: ago(20), joined: ago(20, 2), wrote: ago(18), paid: [[ago(19), 3900]] });
    await person({
      seen: ago(10),
      joined: ago(8),
      paid: [
        [ago(8), 3900],
        [ago(1), 3900],
      ],
    });
    await person({ seen: ago(9), first: ["social", "x"], joined: ago(1) });
    await person({ seen: ago(40), joined: ago(2) });
    await person({ seen: ago(5), joined: ago(300), wrote: ago(290) });
    await transact((tx) =>
      tx.insert(visitDays).values([
        {
          communityId: world.community.id,
          day: "2026-11-22",
          channel: "search",
          source: "google",
          visitors: 30,
          views: 70,
        },
        {
          communityId: world.community.id,
          day: "2026-10-23",
          channel: "search",
          source: "google",
          visitors: 9,
          views: 9,
        },
      ]),
    );
    expect(await counts()).toEqual({ visits: 30, arrived: 4, joined: 3, wrote: 1, paid: 2 });
    const { steps: found, byChannel } = await steps();
    expect(found.map(({ medianHours }) => medianHours)).toEqual([null, null, 48, 46, 11]);
    expect(byChannel).toEqual([
      { channel: "search", visits: 30, arrived: 3, joined: 2, wrote: 1, paid: 2 },
      { channel: "social", visits: 0, arrived: 1, joined: 1, wrote: 0, paid: 0 },
    ]);
    expect(await findFirstCountedDay(world.community.id)).toBe("2026-10-23");
  });

  it("have not yet done what they did after the moment it is about", async () => {
    await person({ seen: ago(10), joined: ago(8), wrote: ago(3), paid: [[ago(2), 3900]] });
    const at = async (days: number) => {
      question = { ...question, range: rangeEndingAt("30d", ago(days), "Asia/Shanghai") };
      return Object.values(await counts()).slice(1);
    };
    expect([await at(11), await at(9), await at(5), await at(2.5), await at(0)]).toEqual([
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 1, 0],
      [1, 1, 1, 1],
    ]);
  });

  it("who joined without ever having been counted are said apart", async () => {
    await person({ joined: ago(3) });
    await person({ joined: ago(300) });
    await person({ seen: ago(3), joined: ago(2) });
    expect(await countUnseenJoiners(world.community.id, question.range, null)).toBe(1);
    expect(await counts()).toMatchObject({ arrived: 1, joined: 1 });
  });

  it("say nothing of payments when money is left out", async () => {
    await person({ seen: ago(3), joined: ago(2), paid: [[ago(1), 3900]] });
    question = { ...question, currency: null };
    expect(await counts()).toMatchObject({ joined: 1, paid: 0 });
    expect(await listTouchGroups(question)).toMatchObject([{ paid: 0, revenue: 0 }]);
  });
});

describe("the rows of a step", () => {
  const rows = async (step: PersonStep, more = {}) => ({ ...question, step, channel: null, source: null, ...more });

  it("are as many as the figure says, and the same page by page and as a file", async () => {
    for (let i = 0; i < 7; i++) {
      const joined = i % 2 === 0 ? ago(9, i) : undefined;
      await person({
        seen: ago(10, i % 3),
        joined,
        wrote: i === 0 ? ago(4) : undefined,
        paid: joined ? [[ago(5), 3900]] : [],
      });
    }
    const figures = await counts();
    for (const step of personSteps) {
      const asked = await rows(step);
      expect([step, await countJourneys(asked)]).toEqual([step, figures[step]]);
      const all = await listJourneys(asked, { after: null, limit: 100 });
      expect(all).toHaveLength(figures[step]!);
      const paged = [];
      for (let after = null as (typeof all)[number] | null; ; ) {
        const page = await listJourneys(asked, { after, limit: 2 });
        paged.push(...page);
        if (page.length < 2) break;
        after = page.at(-1)!;
      }
      expect(paged).toEqual(all);
      expect(await Array.fromAsync(streamJourneys(asked))).toEqual(all);
    }
  });

  it("name members, and nobody who has only looked in", async () => {
    await person({ seen: ago(3) });
    await person({ seen: ago(2), joined: ago(1) });
    const found = await listJourneys(await rows("arrived"), { after: null, limit: 10 });
    expect(found.map(({ person: who }) => who?.name ?? null)).toEqual(["Ada", null]);
  });

  it("can be narrowed to a channel and a source", async () => {
    await person({ seen: ago(3) });
    await person({ seen: ago(3), first: ["search", "baidu"] });
    await person({ seen: ago(3), first: ["social", "x"] });
    expect(await countJourneys(await rows("arrived", { channel: "search" }))).toBe(2);
    expect(await countJourneys(await rows("arrived", { channel: "search", source: "baidu" }))).toBe(1);
  });
});

describe("sources", () => {
  const report = async () =>
    sourcesOf(await listSourceVisits(world.community.id, question.range), await listTouchGroups(question));

  it("add up revenue of the first ninety days, refunds taken off, by first or by last touch", async () => {
    question = { ...question, range: rangeEndingAt("12m", end, "Asia/Shanghai") };
    const first: [string, string] = ["campaign", "weekly"];
    await person({
      seen: ago(200),
      first,
      last: ["social", "x"],
      campaign: "june",
      joined: ago(199),
      paid: [
        [ago(199), 3900],
        [ago(150), 3900],
        [ago(140), -1000],
        [ago(100), 3900],
      ],
    });
    await person({ seen: ago(5), first, campaign: "june" });
    expect((await report()).sources).toMatchObject([
      { channel: "campaign", source: "weekly", arrived: 2, joined: 1, paid: 1, revenue: 6800, joinedShare: 0.5 },
    ]);
    expect((await report()).campaigns).toMatchObject([{ source: "weekly", campaign: "june", arrived: 2 }]);
    question = { ...question, touch: "last" };
    expect((await report()).sources.map(({ source, arrived }) => [source, arrived])).toEqual([
      ["weekly", 1],
      ["x", 1],
    ]);
  });

  it("name the posts people landed on", async () => {
    const author = await person({ seen: ago(300), joined: ago(300) });
    expect(author).toBeTruthy();
    const [owner] = await transact((tx) => tx.select().from(members).limit(1));
    const post = await withTravellingClock(ago(100), () =>
      writePost(world.community, owner!.id, "Text", { title: "Raft" }),
    );
    await person({ seen: ago(3), landing: post.id });
    const { landings } = await report();
    expect(landings).toMatchObject([{ postId: post.id, arrived: 1 }]);
    const titles = (role: Role) => listPostTitles(memberViewer(world.community.id, "someone", role), [post.id]);
    expect(await titles("moderator")).toEqual(new Map([[post.id, "Raft"]]));
    await transact((tx) => tx.update(posts).set({ state: "draft", title: "Who we will ban" }));
    expect(await titles("moderator")).toEqual(new Map());
    expect(await titles("owner")).toEqual(new Map([[post.id, "Who we will ban"]]));
    const elsewhere = await makeCommunity("elsewhere");
    expect(await listPostTitles(memberViewer(elsewhere.id, "someone", "owner"), [post.id])).toEqual(new Map());
  });
});
