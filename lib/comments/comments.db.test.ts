import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { commentBodies } from "@/db/schema/bodies";
import { journal } from "@/db/schema/journal";
import { acceptedAnswers, comments, posts } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember, memberViewer, viewerIn, writePost } from "@/e2e/support/talk-world";
import { openCommentSource, openComments } from "@/lib/access/bodies";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { acceptAnswer, addComment, deleteComment, editComment } from "./commands";
import { mayComment, mayDeleteComment, mayEditComment } from "./policy";
import { findComment, listThreads } from "./queries";

type Post = Awaited<ReturnType<typeof writePost>>;

let community: Awaited<ReturnType<typeof makeCommunity>>;
let post: Post;
let authorId: string;

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("talk");
  authorId = (await makeMember(community.id)).memberId;
  post = await writePost(community, community.ownerId, "Text", { kind: "question", audience: "members" });
});

const say = (
  text: string,
  more: { replyToId?: string; submissionKey?: string; authorId?: string; postId?: string } = {},
) =>
  transact((tx) =>
    addComment(tx, {
      communityId: community.id,
      postId: post.id,
      postKind: post.kind,
      authorId,
      markdown: text,
      html: `<p>${text}</p>`,
      ...more,
    }),
  );
const remove = (commentId: string, communityId = community.id) =>
  transact((tx) => deleteComment(tx, { communityId, commentId, actorId: authorId }));
const counted = async () => (await read().select().from(posts).where(eq(posts.id, post.id)))[0]!.commentCount;
const entries = async (verb: string) =>
  (
    await read()
      .select()
      .from(journal)
      .where(and(eq(journal.communityId, community.id), eq(journal.verb, verb)))
  ).length;
const threads = async () => (await listThreads(memberViewer(community.id, authorId), post, { limit: 50 })).threads;

describe("a thread", () => {
  it("has two levels: an answer to an answer stands below the same first comment and names whom it answers", async () => {
    const root = await say("root");
    const first = await say("first", { replyToId: root });
    const second = await say("second", { replyToId: first });
    const [thread] = await threads();
    expect(thread?.root.id).toBe(root);
    expect(thread?.replies.map((reply) => [reply.id, reply.threadId])).toEqual([
      [first, root],
      [second, root],
    ]);
    expect(thread?.replies.map((reply) => reply.replyToName)).toEqual([null, "Member"]);
  });

  it("pages by what it has shown, with nothing twice and nothing left out", async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n++) made.push(await say(`n${n}`));
    const viewer = memberViewer(community.id, authorId);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listThreads(viewer, post, { after, limit: 3 });
      seen.push(...page.threads.map(({ root }) => root.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen.sort()).toEqual(made.sort());
  });

  it("refuses an answer to a deleted comment, and stores nothing of it", async () => {
    const root = await say("root");
    await remove(root);
    await expect(say("late", { replyToId: root })).rejects.toThrow(new Refusal("deleted-parent"));
    expect(await counted()).toBe(0);
    expect(await entries("comment.added")).toBe(1);
  });

  it("refuses an answer to a comment under another post as if it did not exist", async () => {
    const other = await writePost(community, community.ownerId, "Other", { title: "Other" });
    const elsewhere = await say("elsewhere", { postId: other.id });
    await expect(say("here", { replyToId: elsewhere })).rejects.toThrow(NotFound);
    await expect(say("nowhere", { replyToId: newId() })).rejects.toThrow(NotFound);
  });

  it("puts accepted answers first and loses the acceptance with the words", async () => {
    const [first, second] = [await say("first"), await say("second")];
    const accept = { communityId: community.id, postId: post.id, commentId: second, actorId: authorId, accepted: true };
    await transact((tx) => acceptAnswer(tx, accept));
    await transact((tx) => acceptAnswer(tx, accept));
    expect((await threads()).map(({ root }) => root.id)).toEqual([second, first]);
    await remove(second);
    expect(await read().select().from(acceptedAnswers)).toEqual([]);
  });
});

describe("a repeated submit", () => {
  it("stores one comment and answers with its id", async () => {
    const submissionKey = newId();
    const first = await say("once", { submissionKey });
    expect(await say("once", { submissionKey })).toBe(first);
    expect(await counted()).toBe(1);
    expect(await entries("comment.added")).toBe(1);
  });

  it("stores one comment when five submits arrive at once", async () => {
    const submissionKey = newId();
    const ids = await Promise.all(Array.from({ length: 5 }, () => say("at once", { submissionKey })));
    expect(new Set(ids).size).toBe(1);
    expect(await read().select().from(comments)).toHaveLength(1);
    expect(await counted()).toBe(1);
  });

  it("keeps the keys of two people apart", async () => {
    const submissionKey = newId();
    const other = await makeMember(community.id);
    const ids = [
      await say("mine", { submissionKey }),
      await say("theirs", { submissionKey, authorId: other.memberId }),
    ];
    expect(new Set(ids).size).toBe(2);
  });
});

describe("deleting a comment", () => {
  it("erases the words, keeps the stub and its answers, and takes one from the count", async () => {
    const root = await say("secret words");
    await say("answer", { replyToId: root });
    await remove(root);
    const [thread] = await threads();
    expect([thread?.root.html, thread?.root.deletedAt]).toEqual([null, expect.any(Date)]);
    expect(thread?.replies).toHaveLength(1);
    expect((await read().select().from(commentBodies)).map((row) => row.markdown)).toEqual(["answer"]);
    expect(await counted()).toBe(1);
  });

  it("twice, also at once, counts once", async () => {
    const [id] = [await say("one"), await say("two")];
    await Promise.all([remove(id), remove(id), remove(id)]);
    await remove(id);
    expect(await counted()).toBe(1);
    expect(await entries("comment.removed")).toBe(1);
  });

  it("in another community is unknown", async () => {
    const id = await say("here");
    const other = await makeCommunity("other");
    await expect(remove(id, other.id)).rejects.toThrow(NotFound);
    await expect(remove(newId())).rejects.toThrow(NotFound);
    expect(await findComment(other.id, id)).toBeNull();
    expect(await counted()).toBe(1);
  });
});

describe("editing a comment", () => {
  const edit = (commentId: string, communityId = community.id) =>
    transact((tx) =>
      editComment(tx, { communityId, commentId, actorId: authorId, markdown: "new", html: "<p>new</p>" }),
    );

  it("replaces the words and says so", async () => {
    const id = await say("old");
    await edit(id);
    const [thread] = await threads();
    expect([thread?.root.html, thread?.root.editedAt]).toEqual(["<p>new</p>", expect.any(Date)]);
    expect(await entries("comment.edited")).toBe(1);
  });

  it("gives a deleted comment no words back, from a form that was opened before", async () => {
    const id = await say("old");
    await remove(id);
    await expect(edit(id)).rejects.toThrow(NotFound);
    expect(await read().select().from(commentBodies)).toEqual([]);
  });

  it("in another community is unknown and changes nothing", async () => {
    const id = await say("old");
    const other = await makeCommunity("other");
    await expect(edit(id, other.id)).rejects.toThrow(NotFound);
    expect((await read().select().from(commentBodies))[0]?.markdown).toBe("old");
  });

  it("is for its author, deleting for its author and staff, and neither for who cannot read", () => {
    const own = { authorId, deletedAt: null };
    const roles = (["owner", "admin", "moderator", "creator", "member", "guest"] as const).map((role) => {
      const viewer = memberViewer(community.id, newId(), role);
      return [role, mayEditComment(viewer, post, own), mayDeleteComment(viewer, post, own)];
    });
    expect(roles).toEqual([
      ["owner", false, true],
      ["admin", false, true],
      ["moderator", false, true],
      ["creator", false, false],
      ["member", false, false],
      ["guest", false, false],
    ]);
    const author = memberViewer(community.id, authorId);
    expect([mayEditComment(author, post, own), mayDeleteComment(author, post, own)]).toEqual([true, true]);
    const gone = { ...own, deletedAt: new Date() };
    expect([mayEditComment(author, post, gone), mayDeleteComment(author, post, gone)]).toEqual([false, false]);
    const paid = { ...post, kind: "tutorial" as const, audience: "benefit" as const, benefitId: newId() };
    expect([mayComment(author, paid), mayEditComment(author, paid, own), mayDeleteComment(author, paid, own)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(mayComment(viewerIn(community.id), { ...post, kind: "tutorial", audience: "public" })).toBe(false);
  });
});

describe("the words of comments", () => {
  it("are not handed to who may not read the post, whatever ids they bring", async () => {
    const id = await say("paid talk");
    expect(await openComments(viewerIn(community.id), post, [id])).toEqual(new Map());
    expect(await openComments(memberViewer(community.id, authorId), post, [id])).toEqual(
      new Map([[id, "<p>paid talk</p>"]]),
    );
    expect(await listThreads(viewerIn(community.id), post, { limit: 10 })).toEqual({ threads: [], next: null });
  });

  it("of one post do not come with another post's permission", async () => {
    const id = await say("paid talk");
    const open = await writePost(community, community.ownerId, "Open", { title: "Open" });
    expect(await openComments(viewerIn(community.id), open, [id])).toEqual(new Map());
  });

  it("as typed are for their author alone", async () => {
    const id = await say("my source");
    const comment = { id, authorId };
    expect(await openCommentSource(memberViewer(community.id, authorId), post, comment)).toBe("my source");
    expect(await openCommentSource(memberViewer(community.id, community.ownerId, "owner"), post, comment)).toBeNull();
    expect(await openCommentSource(viewerIn(community.id), post, comment)).toBeNull();
  });
});
