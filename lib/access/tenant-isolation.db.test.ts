import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { topics } from "@/db/schema/communities";
import { reactions } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import {
  makeBenefit,
  makeCommunity,
  makeGrant,
  makeMember,
  memberViewer,
  viewerIn,
  writePost,
} from "@/e2e/support/talk-world";
import { addComment } from "@/lib/comments/commands";
import { findComment, listThreads } from "@/lib/comments/queries";
import { findCommunityBySlug, listTopics } from "@/lib/communities/queries";
import {
  countMembers,
  countMembersByRole,
  findMember,
  findOwner,
  findRunningMember,
  listMembers,
} from "@/lib/members/queries";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import {
  countPostsBy,
  countPublished,
  countPublishedSince,
  countQuestions,
  countWithBenefits,
} from "@/lib/posts/queries/counts";
import { listFeed, listPinned } from "@/lib/posts/queries/feed";
import { listAddresses, listOpenSamples, listStudioPosts } from "@/lib/posts/queries/lists";
import { findPost, findPostById, findPostFacts } from "@/lib/posts/queries/posts";
import { setUpvote } from "@/lib/reactions/commands";
import { listOwnUpvotes } from "@/lib/reactions/queries";
import { indexPost } from "@/lib/search/jobs";
import { searchPosts } from "@/lib/search/queries";
import { openComments } from "./bodies";
import { findMembership, hasPastDueSubscription, listHeldGrants } from "./queries";

/** One of two communities that are the same to the letter. */
async function makeTwin(slug: string) {
  const community = await makeCommunity(slug);
  const member = await makeMember(community.id);
  const topicId = newId();
  const topic = { id: topicId, communityId: community.id, slug: "databases", name: "Databases", position: 1 };
  await transact((tx) => tx.insert(topics).values(topic));
  const benefitId = await makeBenefit(community.id);
  await makeGrant(community.id, { userId: member.userId, benefitId, startsAt: now(), endsAt: null });
  const base = { title: "B-trees", topicId };
  const tutorial = await writePost(community, community.ownerId, "Pages split. zebra", base);
  const paid = await writePost(community, community.ownerId, "Deep. quagga", {
    ...base,
    title: "Paid",
    audience: "benefit",
    benefitId,
  });
  const question = await writePost(community, member.memberId, "Why? okapi", {
    ...base,
    title: "Why",
    kind: "question",
  });
  const comment = {
    communityId: community.id,
    postId: question.id,
    postKind: question.kind,
    authorId: community.ownerId,
  };
  const commentId = await transact((tx) => addComment(tx, { ...comment, markdown: "Because", html: "<p>Because</p>" }));
  const vote = {
    communityId: community.id,
    memberId: member.memberId,
    target: { kind: "comment" as const, id: commentId },
  };
  await transact((tx) => setUpvote(tx, { ...vote, wanted: true }));
  for (const post of [tutorial, paid, question]) await indexPost({ postId: post.id });
  return { ...community, member, topicId, benefitId, tutorial, paid, question, commentId };
}
type Twin = Awaited<ReturnType<typeof makeTwin>>;

let left: Twin;
let right: Twin;

beforeEach(async () => {
  await freshDatabase();
  [left, right] = [await makeTwin("left"), await makeTwin("right")];
});

const everything = { sort: "newest" as const, kinds: [], limit: 50 };
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
const own = (twin: Twin) => [twin.tutorial.id, twin.paid.id, twin.question.id].sort();
const owner = (twin: Twin) => memberViewer(twin.id, twin.ownerId, "owner");

describe("two communities with the same slugs, titles and topics", () => {
  it("list, count and search their own posts only, for visitors and for owners", async () => {
    for (const twin of [left, right]) {
      for (const viewer of [viewerIn(twin.id), owner(twin)]) {
        expect(idsOf((await listFeed(viewer, everything)).rows)).toEqual(own(twin));
        expect(await listPinned(viewer)).toEqual([]);
        expect(idsOf(await listOpenSamples(viewer, 50))).toEqual([twin.tutorial.id]);
        expect((await listAddresses(viewer, 50)).map(({ slug }) => slug).sort()).toEqual(["b-trees", "paid", "why"]);
        expect((await countPublished(viewer)).reduce((sum, row) => sum + row.count, 0)).toBe(3);
        expect(await countPublishedSince(viewer, new Date(0))).toBe(3);
        expect(await countQuestions(viewer)).toEqual({ asked: 1, answered: 1 });
        for (const word of ["zebra", "okapi", "b-trees"]) {
          const hits = await searchPosts(viewer, word);
          expect(hits.length).toBeGreaterThan(0);
          expect(own(twin)).toEqual(expect.arrayContaining(idsOf(hits)));
        }
      }
      expect(idsOf(await listStudioPosts(twin.id, null))).toEqual(own(twin));
      expect((await listTopics(twin.id)).map(({ id }) => id)).toEqual([twin.topicId]);
      expect((await findCommunityBySlug(twin.slug))?.id).toBe(twin.id);
    }
  });

  it("count and list their own people only", async () => {
    for (const twin of [left, right]) {
      const page = await listMembers(twin.id, { search: "", after: null, limit: 50 });
      expect(page.rows.map(({ memberId }) => memberId).sort()).toEqual([twin.ownerId, twin.member.memberId].sort());
      expect(await countMembers(twin.id)).toBe(2);
      expect((await countMembersByRole(twin.id)).reduce((sum, row) => sum + row.count, 0)).toBe(2);
      expect((await findOwner(twin.id))?.memberId).toBe(twin.ownerId);
    }
  });

  it("answer the same word for their own post under the same address", async () => {
    for (const twin of [left, right]) expect((await findPost(owner(twin), "b-trees"))?.id).toBe(twin.tutorial.id);
  });
});

describe("an id of the other community behaves like one that does not exist", () => {
  const unknown = newId();

  it("for posts, comments, topics, authors and benefits", async () => {
    for (const [viewer, mine, theirs] of [
      [owner(left), left, right],
      [owner(right), right, left],
    ] as const) {
      for (const id of [theirs.tutorial.id, unknown]) {
        expect(await findPostById(viewer, id)).toBeNull();
        expect(await findPostFacts(mine.id, id)).toBeNull();
      }
      for (const id of [theirs.commentId, unknown]) expect(await findComment(mine.id, id)).toBeNull();
      for (const id of [theirs.topicId, unknown]) {
        expect((await listFeed(viewer, { ...everything, topicId: id })).rows).toEqual([]);
      }
      for (const id of [theirs.ownerId, unknown]) {
        expect((await listFeed(viewer, { ...everything, authorId: id })).rows).toEqual([]);
        expect(await countPostsBy(viewer, id)).toBe(0);
        expect(await listStudioPosts(mine.id, id)).toEqual([]);
        expect(await findRunningMember(mine.id, id)).toBeNull();
      }
      for (const id of [theirs.benefitId, unknown]) expect(await countWithBenefits(viewer, [id])).toBe(0);
    }
  });

  it("for people: role, grants and debts stay where they are", async () => {
    for (const userId of [right.member.userId, unknown]) {
      expect(await findMembership(left.id, userId)).toBeNull();
      expect(await listHeldGrants(left.id, userId)).toEqual([]);
      expect(await hasPastDueSubscription(left.id, userId)).toBe(false);
    }
    const handle = right.member.userId.slice(-12);
    expect(await findMember(right.id, handle)).not.toBeNull();
    expect(await findMember(left.id, handle)).toBeNull();
  });

  it("for talk: the other community's owner gets no words, whichever ids they combine", async () => {
    const stranger = owner(right);
    expect((await openComments(stranger, left.question, [left.commentId])).size).toBe(0);
    expect((await openComments(stranger, right.question, [left.commentId])).size).toBe(0);
    expect(await listThreads(stranger, left.question, { limit: 10 })).toEqual({ threads: [], next: null });
  });

  it("for votes: each stands in its own community", async () => {
    const rows = await read().select().from(reactions);
    expect(rows.map(({ communityId, targetId }) => [communityId, targetId]).sort()).toEqual(
      [
        [left.id, left.commentId],
        [right.id, right.commentId],
      ].sort(),
    );
    expect([...(await listOwnUpvotes(left.member.memberId, [left.commentId, right.commentId]))]).toEqual([
      left.commentId,
    ]);
  });

  it("for who is a member of both: what they hold here opens nothing there", async () => {
    await makeMember(right.id, { userId: left.member.userId });
    expect(await listHeldGrants(left.id, left.member.userId)).toHaveLength(1);
    expect(await listHeldGrants(right.id, left.member.userId)).toEqual([]);
    const grants = await listHeldGrants(left.id, left.member.userId);
    const carried = { ...memberViewer(right.id, right.member.memberId), grants };
    expect(await searchPosts(carried, "quagga")).toEqual([]);
  });
});
