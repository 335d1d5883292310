import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { conversions, memberSpans } from "@/db/schema/analytics";
import { members, topics } from "@/db/schema/communities";
import { comments, posts, reactions } from "@/db/schema/posts";
import { arrivals, postReads, postViewDays, searchDays } from "@/db/schema/sightings";
import { makePaidCommunity, type PaidCommunity } from "@/e2e/support/billing-world";
import { bookPayment } from "@/e2e/support/booked-payment";
import { freshDatabase } from "@/e2e/support/database";
import { makePass } from "@/e2e/support/selling-world";
import { makeCommunity, makeMember, memberViewer, writePost } from "@/e2e/support/talk-world";
import type { Role } from "@/lib/members/schema";
import type { MemberFilter } from "@/lib/segments/types";
import { creditConversions } from "../commands/conversions";
import type { ContentSort } from "../content";
import { rangeEndingAt } from "../ranges";
import { listSearchTerms } from "./content";
import { findContent } from "./content-report";
import { countReaders, describeConversions, listConversions, listReaders } from "./content-rows";
import { countFirstPayments, listFirstPayments, listJoins } from "./conversions";

const asOf = new Date("2026-05-20T16:00:00Z");
const zone = "Asia/Shanghai";
const range = rangeEndingAt("30d", asOf, zone);
const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

let place: PaidCommunity;
let communityId = "";
let author = "";
let a = "";
let b = "";

beforeEach(async () => {
  await freshDatabase();
  place = await makePaidCommunity("wheels");
  communityId = place.community.id;
  author = (await makeMember(communityId, { role: "creator" })).memberId;
  const write = async (title: string, published: Date) => {
    const post = await writePost({ id: communityId }, author, "# Text", { title });
    await transact((tx) => tx.update(posts).set({ publishedAt: published }).where(eq(posts.id, post.id)));
    return post.id;
  };
  a = await write("A post", daysAgo(100));
  b = await write("Bee post", daysAgo(5));
});

const viewer = (role: Role = "owner") => memberViewer(communityId, "someone", role);

const content = (sort: ContentSort = "readers", seesRevenue = true, among: MemberFilter = null) =>
  findContent(range, { viewer: { ...viewer(), at: asOf }, among, sort, seesRevenue, limit: 50 });

const seenOn = (postId: string, day: string, views: number, readers: number, completions: number) =>
  transact((tx) => tx.insert(postViewDays).values({ communityId, postId, day, views, readers, completions }));

const readBy = (userId: string, postId: string, first: number, last: number, completed: number | null = null) =>
  transact((tx) =>
    tx.insert(postReads).values({
      communityId,
      postId,
      userId,
      firstAt: daysAgo(first),
      lastAt: daysAgo(last),
      progress: 60,
      completedAt: completed === null ? null : daysAgo(completed),
    }),
  );

/** Credits what has been told so far, as projecting does. */
const credit = async () => {
  const everybody = await read().select({ id: members.id }).from(members).where(eq(members.communityId, communityId));
  await transact((tx) =>
    creditConversions(
      tx,
      communityId,
      everybody.map(({ id }) => id),
    ),
  );
};

const span = (memberId: string, scope: "member" | "paying", days: number, ordinal = 0) =>
  transact((tx) =>
    tx.insert(memberSpans).values({
      communityId,
      memberId,
      scope,
      startsAt: daysAgo(days),
      endsAt: null,
      ordinal,
      cohortMonth: 0,
      cohortWeek: 0,
      fromMonth: 0,
      fromWeek: 0,
    }),
  );

describe("what is read", () => {
  it("is summed over the range's days by post, kind and day, and nothing outside of them", async () => {
    await seenOn(a, "2026-05-01", 10, 8, 2);
    await seenOn(a, "2026-05-02", 5, 4, 1);
    await seenOn(b, "2026-05-02", 3, 2, 2);
    await seenOn(a, "2026-04-20", 100, 90, 80);
    const report = await content();
    expect(report.totals).toEqual({ views: 18, readers: 14, completions: 5, published: 1 });
    expect(report.posts.map((post) => [post.link.title, post.views, post.readers, post.completions])).toEqual([
      ["A post", 15, 12, 3],
      ["Bee post", 3, 2, 2],
    ]);
    expect(report.periods?.find(({ period }) => period === "2026-05-02")).toEqual({
      period: "2026-05-02",
      views: 8,
      readers: 6,
      completions: 3,
    });
    expect(report.periods).toHaveLength(30);
    expect(report.kinds).toMatchObject([{ key: "tutorial", posts: 2, published: 1, readers: 14, completions: 5 }]);
  });

  it("is summed by topic, with what was published under each and under none", async () => {
    const topic = { id: "t1", communityId, slug: "storage", name: "Storage", position: 0 };
    await transact((tx) => tx.insert(topics).values([topic, { ...topic, id: "t2", slug: "other", name: "Other" }]));
    await seenOn(a, "2026-05-01", 10, 8, 2);
    const none = { key: "", name: null };
    expect((await content()).topics).toMatchObject([{ ...none, posts: 1, published: 1, readers: 8 }]);
    await transact((tx) => tx.update(posts).set({ topicId: "t1" }));
    expect((await content()).topics).toMatchObject([
      { key: "t1", name: "Storage", posts: 1, published: 1, readers: 8 },
    ]);
    await transact((tx) => tx.update(posts).set({ topicId: "t2" }).where(eq(posts.id, b)));
    expect((await content()).topics).toMatchObject([
      { key: "t1", posts: 1, published: 0 },
      { key: "t2", posts: 0, published: 1 },
    ]);
  });

  it("lists what was published although nobody read it, and sorts by whatever the address says", async () => {
    await seenOn(a, "2026-05-01", 10, 8, 2);
    await transact((tx) =>
      tx.insert(comments).values({
        id: "c1",
        communityId,
        postId: b,
        authorId: author,
        upvoteCount: 0,
        createdAt: daysAgo(1),
      }),
    );
    await transact((tx) =>
      tx.insert(reactions).values({
        communityId,
        memberId: author,
        targetId: b,
        targetKind: "post",
        kind: "up",
        createdAt: daysAgo(40),
      }),
    );
    expect((await content("readers")).posts.map((post) => [post.postId, post.comments, post.reactions])).toEqual([
      [a, 0, 0],
      [b, 1, 0],
    ]);
    expect((await content("comments")).posts[0]?.postId).toBe(b);
    expect((await content("published")).posts.map(({ postId }) => postId)).toEqual([b, a]);
  });

  it("is counted in the totals and missing from the list when the viewer may not know the post", async () => {
    await seenOn(a, "2026-05-01", 10, 8, 2);
    await transact((tx) => tx.update(posts).set({ state: "archived" }).where(eq(posts.id, a)));
    const options = { viewer: { ...viewer("moderator"), at: asOf }, among: null, sort: "readers" as const };
    const report = await findContent(range, { ...options, seesRevenue: false, limit: 50 });
    expect(report.totals.readers).toBe(8);
    expect(report.posts.map(({ postId }) => postId)).toEqual([b]);
    expect(report.payments).toBeNull();
    expect(report.kinds.every(({ payments }) => payments === null)).toBe(true);
  });

  it("is narrowed to a segment's signed-in members, without what belongs to nobody", async () => {
    const one = await makeMember(communityId);
    const two = await makeMember(communityId);
    await seenOn(a, "2026-05-01", 10, 8, 2);
    await readBy(one.userId, a, 50, 3, 3);
    await readBy(two.userId, a, 4, 4);
    const only = amongSelected(sql`select ${members.id} from ${members} where ${members.id} = ${one.memberId}`);
    const report = await content("readers", true, only);
    expect(report.totals).toMatchObject({ views: null, readers: 1, completions: 1 });
    expect(report.periods).toBeNull();
    expect(report.searches).toBeNull();
    const scope = { viewer: { ...viewer(), at: asOf }, range, among: null };
    const rows = await listReaders(a, scope, { after: null, limit: 1 });
    expect(rows.map(({ id }) => id)).toEqual([one.userId]);
    const next = await listReaders(a, scope, {
      after: { number: rows[0]!.at.getTime(), id: rows[0]!.id },
      limit: 5,
    });
    expect(next.map(({ id }) => id)).toEqual([two.userId]);
  });

  it("is counted but not named of people who were never members here, though they are members elsewhere", async () => {
    const elsewhere = await makeCommunity("elsewhere");
    const [own, former, stranger] = [
      await makeMember(communityId),
      await makeMember(communityId),
      await makeMember(elsewhere.id),
    ];
    await transact((tx) =>
      tx
        .update(members)
        .set({ leftAt: daysAgo(3) })
        .where(eq(members.id, former.memberId)),
    );
    await readBy(own.userId, a, 4, 1);
    await readBy(former.userId, a, 4, 2);
    await readBy(stranger.userId, a, 4, 3);
    const scope = { viewer: { ...viewer(), at: asOf }, range, among: null };
    expect(await countReaders(a, scope)).toBe(3);
    const rows = await listReaders(a, scope, { after: null, limit: 5 });
    expect(rows.map(({ id, person }) => [id, person?.id ?? null])).toEqual([
      [own.userId, own.userId],
      [former.userId, former.userId],
      [stranger.userId, null],
    ]);
  });
});

describe("conversions by last touch", () => {
  it("of one instant are credited to the same post on the page and in its rows", async () => {
    const { memberId } = await makeMember(communityId);
    const paid = { communityId, memberId, at: daysAgo(2) };
    await transact((tx) =>
      tx.insert(conversions).values([
        { ...paid, kind: "single", postId: a },
        { ...paid, kind: "plan", postId: b },
      ]),
    );
    expect(await listFirstPayments(communityId, range, null)).toMatchObject([{ memberId, postId: b }]);
    expect(await countFirstPayments(communityId, range, null)).toEqual([{ postId: b, count: 1 }]);
  });

  it("credit a join to the post read last in the 30 days before it", async () => {
    const one = await makeMember(communityId);
    await span(one.memberId, "member", 5);
    await readBy(one.userId, a, 20, 9);
    await readBy(one.userId, b, 7, 6);
    await credit();
    expect(await listJoins(communityId, range, null)).toEqual([{ memberId: one.memberId, at: daysAgo(5), postId: b }]);
    const report = await content();
    expect(report.joins).toEqual({ all: 1, credited: 1 });
    expect(report.posts.find(({ postId }) => postId === b)?.joins).toBe(1);
  });

  it("take the first reading where the last lies after the join, and nothing that is too old or too late", async () => {
    const [one, two, three] = [
      await makeMember(communityId),
      await makeMember(communityId),
      await makeMember(communityId),
    ];
    for (const { memberId } of [one, two, three]) await span(memberId, "member", 5);
    await readBy(one.userId, a, 8, 1);
    await readBy(two.userId, a, 60, 1);
    await readBy(three.userId, a, 4, 3);
    await credit();
    const credited = new Map((await listJoins(communityId, range, null)).map((row) => [row.memberId, row.postId]));
    expect(credited).toEqual(
      new Map([
        [one.memberId, a],
        [two.memberId, null],
        [three.memberId, null],
      ]),
    );
  });

  it("keep the credit they were given, and go with the span they stood for", async () => {
    const one = await makeMember(communityId);
    await span(one.memberId, "member", 5);
    await readBy(one.userId, a, 7, 6);
    await credit();
    // Reading it again moves the last moment behind the join, and the first one says nothing of the other post.
    await transact((tx) => tx.update(postReads).set({ firstAt: daysAgo(50), lastAt: daysAgo(1) }));
    await readBy(one.userId, b, 6, 6);
    await credit();
    expect(await listJoins(communityId, range, null)).toEqual([{ memberId: one.memberId, at: daysAgo(5), postId: a }]);
    await transact((tx) => tx.update(memberSpans).set({ startsAt: daysAgo(4) }));
    await credit();
    expect(await listJoins(communityId, range, null)).toEqual([{ memberId: one.memberId, at: daysAgo(4), postId: b }]);
    await transact((tx) => tx.delete(memberSpans));
    await credit();
    expect(await listJoins(communityId, range, null)).toEqual([]);
  });

  it("know the post somebody came in through", async () => {
    const one = await makeMember(communityId);
    await span(one.memberId, "member", 5);
    const touch = { channel: "search", source: "", campaign: "" };
    await transact((tx) =>
      tx.insert(arrivals).values({
        communityId,
        userId: one.userId,
        seenAt: daysAgo(5),
        firstAt: daysAgo(8),
        firstChannel: touch.channel,
        firstSource: touch.source,
        firstCampaign: touch.campaign,
        firstPostId: a,
        lastAt: daysAgo(2),
        lastChannel: touch.channel,
        lastSource: touch.source,
        lastCampaign: touch.campaign,
        lastPostId: b,
      }),
    );
    await credit();
    expect((await listJoins(communityId, range, null))[0]?.postId).toBe(a);
  });

  it("count a person's first payment once: a plan, or a pass that came before it", async () => {
    const [plan, pass, both, old] = [
      await makeMember(communityId),
      await makeMember(communityId),
      await makeMember(communityId),
      await makeMember(communityId),
    ];
    const bought = await makePass(place);
    const single = (userId: string, days: number) =>
      bookPayment(place, userId, { productId: bought.productId, priceId: bought.priceId, at: daysAgo(days) });
    await span(plan.memberId, "paying", 4);
    await span(plan.memberId, "paying", 1, 1);
    await single(plan.userId, 2);
    await bookPayment(place, plan.userId, { at: daysAgo(4) });
    await single(pass.userId, 6);
    await single(pass.userId, 3);
    await single(both.userId, 9);
    await span(both.memberId, "paying", 2);
    await single(old.userId, 90);
    await span(old.memberId, "paying", 2);
    await readBy(pass.userId, a, 7, 7);
    await credit();
    const found = await listFirstPayments(communityId, range, null);
    const byMember = (one: { memberId: string }, other: { memberId: string }) =>
      one.memberId < other.memberId ? -1 : 1;
    expect(found.toSorted(byMember)).toEqual(
      [
        { memberId: plan.memberId, at: daysAgo(4), postId: null },
        { memberId: pass.memberId, at: daysAgo(6), postId: a },
        { memberId: both.memberId, at: daysAgo(9), postId: null },
      ].toSorted(byMember),
    );
    const scope = { viewer: { ...viewer(), at: asOf }, range, among: null };
    const rows = await listConversions({ figure: "payments", postId: a }, scope);
    expect(await describeConversions(scope.viewer, rows)).toMatchObject([
      { id: pass.memberId, person: { name: "Member" }, post: { title: "A post" }, isCredited: true },
    ]);
  });
});

describe("searches", () => {
  it("show what two people looked for on one day, and apart what was never found", async () => {
    const search = (term: string, day: string, [searches, people, found]: [number, number, number]) => ({
      communityId,
      day,
      term,
      searches,
      people,
      found,
    });
    await transact((tx) =>
      tx
        .insert(searchDays)
        .values([
          search("gc", "2026-05-01", [2, 2, 0]),
          search("gc", "2026-05-02", [1, 1, 0]),
          search("parser", "2026-05-01", [3, 2, 0]),
          search("parser", "2026-05-09", [1, 1, 4]),
          search("one person's", "2026-05-01", [9, 1, 0]),
          search("one person's every day", "2026-05-01", [1, 1, 0]),
          search("one person's every day", "2026-05-02", [1, 1, 0]),
          search("from before people were counted", "2026-05-03", [9, 0, 0]),
          search("<b>old</b>", "2026-01-01", [9, 9, 0]),
        ]),
    );
    expect(await listSearchTerms(communityId, range, true)).toEqual([{ term: "gc", searches: 3, found: 0 }]);
    expect(await listSearchTerms(communityId, range, false)).toEqual([
      { term: "parser", searches: 4, found: 4 },
      { term: "gc", searches: 3, found: 0 },
    ]);
  });
});
