import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { bodies } from "@/db/schema/bodies";
import { communities } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import { posts } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeMember, memberViewer, viewerIn, writePost } from "@/e2e/support/talk-world";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { countTowards } from "./commands/counters";
import { createPost, type PostDraft, publishPost, retirePost, saveImportedPost, updatePost } from "./commands/posts";
import { hotness } from "./hotness";
import { listFeed } from "./queries/feed";
import { findPost, findPostFacts } from "./queries/posts";
import type { FeedSort } from "./types";

let community: Awaited<ReturnType<typeof makeCommunity>>;

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("house");
});

async function draft(title: string, markdown = "Text", more: Partial<PostDraft> = {}): Promise<PostDraft> {
  const rendered = await renderMarkdown(markdown, { paid: false });
  const base = { kind: "tutorial", audience: "public", benefitId: null, topicId: null, lang: "en" } as const;
  return { ...base, title, markdown, rendered, ...more };
}
const create = (post: PostDraft, state: "draft" | "published" = "published", authorId = community.ownerId) =>
  transact((tx) => createPost(tx, { ...post, communityId: community.id, authorId, state }));
const owner = () => memberViewer(community.id, community.ownerId, "owner");
const markdowns = async (postId: string) =>
  (await read().select().from(bodies).where(eq(bodies.postId, postId)).orderBy(asc(bodies.revision))).map(
    (row) => row.markdown,
  );

describe("the address of a post", () => {
  it("stays free for both when two posts with one title are made at once", async () => {
    const same = await draft("Raft in 200 lines");
    const made = await Promise.all(Array.from({ length: 6 }, () => create(same)));
    const slugs = made.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(6);
    expect(slugs.every((slug) => /^raft-in-200-lines(-[a-z0-9]{5})?$/.test(slug))).toBe(true);
    expect(await read().select().from(posts)).toHaveLength(6);
  });

  it("is the same in two communities without either noticing", async () => {
    const other = await makeCommunity("other");
    const here = await writePost(community, community.ownerId, "Here", { title: "Same" });
    const there = await writePost(other, other.ownerId, "There", { title: "Same" });
    expect(here.slug).toBe(there.slug);
    expect((await findPost(viewerIn(community.id), "same"))?.id).toBe(here.id);
    expect((await findPost(viewerIn(other.id), "same"))?.id).toBe(there.id);
  });

  it("stays when the title changes, so that links keep working", async () => {
    const { postId, slug } = await create(await draft("Old title"));
    const change = { communityId: community.id, postId, editorId: community.ownerId };
    await transact(async (tx) => updatePost(tx, { ...(await draft("New title")), ...change }));
    const found = await findPost(owner(), slug);
    expect([found?.slug, found?.title]).toEqual([slug, "New title"]);
  });
});

describe("changing a post", () => {
  it("adds one revision each time and keeps the earlier ones", async () => {
    const { postId } = await create(await draft("Title", "one"));
    const change = { communityId: community.id, postId, editorId: community.ownerId };
    const [two, three] = [await draft("Title", "two"), await draft("Title", "three")];
    await transact((tx) => updatePost(tx, { ...two, ...change, expectedRevision: 1 }));
    await transact((tx) => updatePost(tx, { ...three, ...change }));
    expect(await markdowns(postId)).toEqual(["one", "two", "three"]);
    expect((await findPostFacts(community.id, postId))?.revision).toBe(3);
  });

  it("from an outdated form is refused and loses nothing that was saved", async () => {
    const { postId } = await create(await draft("Title", "one"));
    const change = { communityId: community.id, postId, editorId: community.ownerId, expectedRevision: 1 };
    const drafts = await Promise.all(["a", "b", "c"].map((text) => draft("Title", text)));
    const outcomes = await Promise.allSettled(
      drafts.map((one) => transact((tx) => updatePost(tx, { ...one, ...change }))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
    expect(refused).toEqual([new Refusal("stale-revision"), new Refusal("stale-revision")]);
    expect(await markdowns(postId)).toHaveLength(2);
  });

  it("of another community, or with another community's plan or topic, behaves as if it did not exist", async () => {
    const other = await makeCommunity("other");
    const { postId } = await create(await draft("Title"));
    const change = { communityId: other.id, postId, editorId: other.ownerId };
    const words = await draft("Stolen");
    await expect(transact((tx) => updatePost(tx, { ...words, ...change }))).rejects.toThrow(NotFound);
    const retire = { communityId: other.id, postId, actorId: other.ownerId, state: "removed" as const };
    await expect(transact((tx) => retirePost(tx, retire))).rejects.toThrow(NotFound);
    await transact((tx) => publishPost(tx, { communityId: other.id, postId, actorId: other.ownerId }));
    const benefitId = await makeBenefit(other.id);
    await expect(create(await draft("X", "x", { audience: "benefit", benefitId }))).rejects.toThrow(NotFound);
    await expect(create(await draft("X", "x", { topicId: newId() }))).rejects.toThrow(NotFound);
    expect((await findPostFacts(community.id, postId))?.revision).toBe(1);
    expect(await findPostFacts(other.id, postId)).toBeNull();
  });
});

describe("publishing", () => {
  const published = async () => (await read().select().from(journal).where(eq(journal.verb, "post.published"))).length;

  it("twice, also at once, announces once", async () => {
    const { postId } = await create(await draft("Title"), "draft");
    const press = () =>
      transact((tx) => publishPost(tx, { communityId: community.id, postId, actorId: community.ownerId }));
    await Promise.all([press(), press()]);
    await press();
    expect(await published()).toBe(1);
  });

  it("again, after a while as a draft, keeps the warmth of its votes and comments", async () => {
    const warm = await writePost(community, community.ownerId, "Text", { title: "Warm" });
    const cold = await writePost(community, community.ownerId, "Text", { title: "Cold" });
    const about = (postId: string) => ({ communityId: community.id, postId, actorId: community.ownerId });
    await transact((tx) => countTowards(tx, warm.id, { upvotes: 30, comments: 10 }));
    await transact((tx) => retirePost(tx, { ...about(warm.id), state: "draft" }));
    const at = now();
    for (const { id } of [warm, cold]) await transact((tx) => publishPost(tx, { ...about(id), at }));
    const [row] = await read().select().from(posts).where(eq(posts.id, warm.id));
    expect(row!.hotness).toBe(hotness(30, 10, at));
    const feed = await listFeed(viewerIn(community.id), { sort: "hot", kinds: [], limit: 5 });
    expect(feed.rows.map(({ id }) => id)).toEqual([warm.id, cold.id]);
  });

  it("keeps its date and is announced once when it is published again, and waits when a later time is asked for", async () => {
    const { id, publishedAt } = await writePost(community, community.ownerId, "x", { kind: "discussion" });
    const about = { communityId: community.id, postId: id, actorId: community.ownerId };
    const again = async (at?: Date) => {
      await transact((tx) => retirePost(tx, { ...about, state: "draft" }));
      await transact((tx) => publishPost(tx, at ? { ...about, at } : about));
      return (await read().select().from(posts).where(eq(posts.id, id)))[0]!.publishedAt;
    };
    expect(await again()).toEqual(publishedAt);
    const later = new Date(now().getTime() + 60_000);
    expect(await again(later)).toEqual(later);
    const told = (await read().select().from(journal)).filter(({ verb }) => verb === "post.published");
    expect(told).toHaveLength(1);
  });

  it("for a later time shows the post to nobody but its author and managers until then", async () => {
    const { postId, slug } = await create(await draft("Soon"), "draft");
    const at = new Date(now().getTime() + 60_000);
    await transact((tx) => publishPost(tx, { communityId: community.id, postId, actorId: community.ownerId, at }));
    const visitor = viewerIn(community.id);
    const seenAt = async (ms: number) =>
      (await findPost({ ...visitor, at: new Date(at.getTime() + ms) }, slug)) !== null;
    expect([await seenAt(-1), await seenAt(0), await seenAt(1)]).toEqual([false, true, true]);
    expect(await findPost(owner(), slug)).not.toBeNull();
  });

  it("makes the shared copies of the public pages void, and so does every change", async () => {
    const version = async () => (await read().select().from(communities))[0]!.publicVersion;
    const before = await version();
    const { postId } = await create(await draft("Title"));
    const afterPublishing = await version();
    const retire = { communityId: community.id, postId, actorId: community.ownerId, state: "archived" as const };
    await transact((tx) => retirePost(tx, retire));
    expect(afterPublishing).toBeGreaterThan(before);
    expect(await version()).toBeGreaterThan(afterPublishing);
  });
});

describe("an imported post", () => {
  it("is created once, left alone while unchanged, and gets one revision when its file changes", async () => {
    const save = async (text: string, sourceDigest: string) => {
      const base = { communityId: community.id, authorId: community.ownerId, state: "published" as const };
      const words = await draft("From a file", text);
      return transact((tx) =>
        saveImportedPost(tx, { ...words, ...base, slug: "from", sourcePath: "a/b.md", sourceDigest }),
      );
    };
    const outcomes = [await save("one", "d1"), await save("one", "d1"), await save("two", "d2")];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "unchanged", "changed"]);
    expect(new Set(outcomes.map(({ postId }) => postId)).size).toBe(1);
    expect(await markdowns(outcomes[0]!.postId)).toEqual(["one", "two"]);
  });
});

describe("the feed", () => {
  it("pages through everything once in each order", async () => {
    const { memberId } = await makeMember(community.id);
    const words = await draft("Many");
    const base = { communityId: community.id, authorId: memberId, state: "published" as const };
    const made: string[] = [];
    for (let n = 0; n < 9; n++) {
      // Three posts share each moment: the id must break the tie.
      const publishedAt = new Date(1_700_000_000_000 + Math.floor(n / 3) * 1000);
      made.push((await transact((tx) => createPost(tx, { ...words, ...base, publishedAt }))).postId);
    }
    for (const sort of ["newest", "active", "hot"] satisfies FeedSort[]) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await listFeed(viewerIn(community.id), { sort, kinds: [], after, limit: 2 });
        seen.push(...page.rows.map((row) => row.id));
        after = page.next ?? undefined;
      } while (after);
      expect(seen.toSorted()).toEqual(made.toSorted());
    }
  });

  it("starts at its beginning for a cursor that is none", async () => {
    await create(await draft("One"));
    for (const after of ["", "x", "~", "zz~not-an-id", "-~0", "'; drop table posts; --"]) {
      const page = await listFeed(viewerIn(community.id), { sort: "newest", kinds: [], after, limit: 5 });
      expect(page.rows).toHaveLength(1);
    }
  });
});
