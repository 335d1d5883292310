import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { journal } from "@/db/schema/journal";
import { comments, posts, reactions } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember, memberViewer, viewerIn, writePost } from "@/e2e/support/talk-world";
import { addComment } from "@/lib/comments/commands";
import { mayUpvote } from "@/lib/comments/policy";
import { newId } from "@/lib/platform/ids";
import { hotness } from "@/lib/posts/hotness";
import { setUpvote } from "./commands";
import { listOwnUpvotes } from "./queries";

let community: Awaited<ReturnType<typeof makeCommunity>>;
let post: Awaited<ReturnType<typeof writePost>>;

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("votes");
  post = await writePost(community, community.ownerId, "Text");
});

const vote = (memberId: string, wanted: boolean, target = { kind: "post" as "post" | "comment", id: post.id }) =>
  transact((tx) => setUpvote(tx, { communityId: community.id, memberId, target, wanted }));
const rowCount = async (targetId = post.id) =>
  (await read().select({ n: countAll() }).from(reactions).where(eq(reactions.targetId, targetId)))[0]!.n;
const stored = async () => (await read().select().from(posts).where(eq(posts.id, post.id)))[0]!;
const entries = async (verb: string) =>
  (
    await read()
      .select()
      .from(journal)
      .where(and(eq(journal.communityId, community.id), eq(journal.verb, verb)))
  ).length;

describe("an upvote", () => {
  it("given twice counts once, taken back twice counts once", async () => {
    const { memberId } = await makeMember(community.id);
    expect([await vote(memberId, true), await vote(memberId, true)]).toEqual([true, false]);
    expect([(await stored()).upvoteCount, await rowCount()]).toEqual([1, 1]);
    expect([...(await listOwnUpvotes(memberId, [post.id, newId()]))]).toEqual([post.id]);
    expect([await vote(memberId, false), await vote(memberId, false)]).toEqual([true, false]);
    expect([(await stored()).upvoteCount, await rowCount()]).toEqual([0, 0]);
    expect([await entries("reaction.added"), await entries("reaction.removed")]).toEqual([1, 1]);
  });

  it("never lets the counter drift from the rows under 50 toggles at once", async () => {
    const voters = await Promise.all(Array.from({ length: 5 }, () => makeMember(community.id)));
    const toggles = Array.from({ length: 50 }, (_, turn) => vote(voters[turn % 5]!.memberId, (turn * 7) % 3 !== 0));
    const moved = (await Promise.all(toggles)).filter(Boolean).length;
    const { upvoteCount, commentCount, publishedAt, hotness: heat } = await stored();
    expect(upvoteCount).toBe(await rowCount());
    expect((await entries("reaction.added")) - (await entries("reaction.removed"))).toBe(upvoteCount);
    expect((await entries("reaction.added")) + (await entries("reaction.removed"))).toBe(moved);
    expect(heat).toBe(hotness(upvoteCount, commentCount, publishedAt!));
  });

  it("for a comment counts on the comment and leaves the post's count alone", async () => {
    const { memberId } = await makeMember(community.id);
    const words = { postKind: post.kind, markdown: "x", html: "x" };
    const id = await transact((tx) =>
      addComment(tx, { communityId: community.id, postId: post.id, authorId: community.ownerId, ...words }),
    );
    await vote(memberId, true, { kind: "comment", id });
    const [comment] = await read().select().from(comments);
    expect([comment?.upvoteCount, (await stored()).upvoteCount]).toEqual([1, 0]);
  });

  it("is refused for one's own work and for who has not joined", () => {
    const owner = memberViewer(community.id, community.ownerId, "owner");
    expect(mayUpvote(owner, post, post)).toBe(false);
    expect(mayUpvote(memberViewer(community.id, newId()), post, post)).toBe(true);
    expect(mayUpvote(viewerIn(community.id), post, post)).toBe(false);
    expect(mayUpvote(owner, post, { authorId: newId() })).toBe(true);
  });
});
