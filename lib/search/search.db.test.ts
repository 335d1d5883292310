import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeMember, memberViewer, viewerIn, writePost } from "@/e2e/support/talk-world";
import type { Viewer } from "@/lib/access/types";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { createPost, retirePost, updatePost } from "@/lib/posts/commands/posts";
import { indexDocument } from "./commands";
import { indexPost } from "./jobs";
import { searchPosts } from "./queries";

/** What is searched: name → title and text. The expectations below hold on both engines. */
const corpus: Record<string, { title: string; text: string; members?: boolean; paid?: boolean; draft?: boolean }> = {
  wheel: { title: "付费社群怎么做内容", text: "社群的内容决定续费。先写教程，再谈运营。" },
  raft: { title: "用 Raft 实现选主", text: "选举超时 election timeout 取 150ms 到 300ms。" },
  sqlite: { title: "A small queue", text: "We open it with better_sqlite3 and call `parseHTML` on each row." },
  cpp: { title: "Why c++ still matters", text: "Templates, RAII, and C# for comparison." },
  index: { title: "Why your index is not used", text: "Planners guess. Indexes help when they are selective." },
  vault: {
    title: "MVCC 的可见性",
    text: "开头是公开的。\n\n<!-- more -->\n\n付费线以下：zebrafish 的快照隔离，谁看得见哪一版。",
    paid: true,
  },
  talk: { title: "会员闲聊", text: "capybara 在这里只给会员看。", members: true },
  draft: { title: "Unfinished", text: "A draft about pangolins.", draft: true },
};

let visitor: Viewer;
let member: Viewer;
let payer: Viewer;
let owner: Viewer;
const names = new Map<string, string>();

beforeAll(async () => {
  await freshDatabase();
  const community = await makeCommunity("library");
  const benefitId = await makeBenefit(community.id);
  for (const [name, { title, text, paid, members, draft }] of Object.entries(corpus)) {
    const post = await writePost(community, community.ownerId, text, {
      title,
      kind: members ? "discussion" : "tutorial",
      audience: paid ? "benefit" : members ? "members" : "public",
      benefitId: paid ? benefitId : null,
      state: draft ? "draft" : "published",
    });
    names.set(post.id, name);
    await indexPost({ postId: post.id });
  }
  visitor = viewerIn(community.id);
  member = memberViewer(community.id, (await makeMember(community.id)).memberId);
  owner = memberViewer(community.id, community.ownerId, "owner");
  const grant = { benefitId, startsAt: new Date(0), endsAt: null, sourceKind: "order", sourceId: "o" };
  payer = { ...member, grants: [grant] };
});

const found = async (viewer: Viewer, question: string) =>
  (await searchPosts({ ...viewer, at: new Date() }, question)).map(({ id }) => names.get(id) ?? id).sort();

describe("what a visitor finds", () => {
  it.each([
    ["社", ["wheel"]],
    ["选", ["raft"]],
    ["社群", ["wheel"]],
    ["续费", ["wheel"]],
    ["群社", []],
    ["付费社", ["wheel"]],
    ["费社群", ["wheel"]],
    ["选举超时", ["raft"]],
    ["超时选举", []],
    ["用Raft实现选主", ["raft"]],
    ["raft 选主", ["raft"]],
    ["Raft选主", ["raft"]],
    ["MVCC的可见性", ["vault"]],
    ["Raft 社群", []],
    ["timeout", ["raft"]],
    ["150ms", ["raft"]],
    ["better_sqlite3", ["sqlite"]],
    ["better", ["sqlite"]],
    ["sqlite3", ["sqlite"]],
    ["sqlite", ["sqlite"]],
    ["parseHTML", ["sqlite"]],
    ["parsehtml", ["sqlite"]],
    ["html", ["sqlite"]],
    ["c++", ["cpp"]],
    ["C#", ["cpp"]],
    ["index", ["index"]],
    ["indexes", ["index"]],
    ["INDEX planner", ["index"]],
    ["mvcc", ["vault"]],
    ["可见性", ["vault"]],
    ["开头", ["vault"]],
    ["nothing-like-this", []],
    ["", []],
    ["   ", []],
    ["！？，。", []],
  ])("%j finds %j", async (question, expected) => {
    expect(await found(visitor, question)).toEqual(expected);
  });
});

describe("what stands in a locked text", () => {
  it.each(["zebrafish", "快照隔离", "谁看得见", "付费线以下"])(
    "%s is found by who may read it and by nobody else",
    async (word) => {
      expect(await found(visitor, word)).toEqual([]);
      expect(await found(member, word)).toEqual([]);
      expect(await found(payer, word)).toEqual(["vault"]);
      expect(await found(owner, word)).toEqual(["vault"]);
    },
  );

  it("does not narrow a search either: a public word together with a locked one finds nothing", async () => {
    expect(await found(visitor, "mvcc zebrafish")).toEqual([]);
    expect(await found(visitor, "mvcc unicorn")).toEqual([]);
  });

  it("of members' talk is found by members only, its title included", async () => {
    for (const word of ["capybara", "会员闲聊"]) {
      expect(await found(visitor, word)).toEqual([]);
      expect(await found(member, word)).toEqual(["talk"]);
    }
  });

  it("of a draft is found by nobody, the owner included", async () => {
    for (const viewer of [visitor, payer, owner]) expect(await found(viewer, "pangolins")).toEqual([]);
  });
});

describe("hostile questions", () => {
  it.each([
    "'",
    '"',
    '""',
    "\\",
    "'; drop table posts; --",
    "a' OR '1'='1",
    "NEAR(a b, 5)",
    "title:secret",
    "words : x",
    "a AND",
    "OR OR OR",
    "NOT",
    "*",
    "a*b*",
    "^raft",
    "-raft",
    "(((((",
    "a & b | !c <-> d",
    "a:*",
    "'a':1A",
    "raft\u0000选主",
    "\ud800",
    "👩‍💻 🏳️‍🌈",
    "%_%",
    "x".repeat(5000),
    "选".repeat(500),
    "a ".repeat(300),
    "#{1+1} {{7*7}} <%= 7 %>",
    "<script>alert(1)</script>",
    "İstanbul ﬁne Å",
    "\u202e\u0301\u200b",
  ])("%j throw nothing", async (question) => {
    expect(Array.isArray(await found(payer, question))).toBe(true);
  });
});

describe("the index", () => {
  it("follows the newest revision, and forgets what is taken away", async () => {
    const community = await makeCommunity("moving");
    const post = await writePost(community, community.ownerId, "About narwhals.", { title: "Moving" });
    const everyone = viewerIn(community.id);
    const count = async (word: string) => (await searchPosts({ ...everyone, at: new Date() }, word)).length;
    await indexPost({ postId: post.id });
    await indexPost({ postId: post.id });
    expect(await count("narwhals")).toBe(1);
    const rendered = await renderMarkdown("About dugongs.", { paid: false });
    const draft = { kind: post.kind, audience: post.audience, benefitId: null, topicId: null, lang: "en", rendered };
    const change = { title: "Moving", markdown: "About dugongs.", communityId: community.id, postId: post.id };
    await transact((tx) => updatePost(tx, { ...draft, ...change, editorId: community.ownerId }));
    await indexPost({ postId: post.id });
    expect([await count("narwhals"), await count("dugongs")]).toEqual([0, 1]);
    const retire = {
      communityId: community.id,
      postId: post.id,
      actorId: community.ownerId,
      state: "removed" as const,
    };
    await transact((tx) => retirePost(tx, retire));
    expect(await count("dugongs")).toBe(0);
  });
});

describe("a busy neighbour", () => {
  it("does not crowd out what a small community has: its documents are never walked", async () => {
    const [small, big] = [await makeCommunity("small"), await makeCommunity("big")];
    const post = await writePost(small, small.ownerId, "One wombat.", { title: "Ours" });
    await indexPost({ postId: post.id });
    const rendered = await renderMarkdown("Another wombat.", { paid: false });
    const words = { audience: "public", benefitId: null, topicId: null, lang: "en", markdown: "", rendered } as const;
    const base = { communityId: big.id, authorId: big.ownerId, state: "published", title: "Theirs" } as const;
    await transact(async (tx) => {
      // More than the 240 matches that a search looks at, and all of them newer than ours.
      for (let n = 0; n < 125; n++) {
        const { postId } = await createPost(tx, { kind: "tutorial", ...words, ...base, slug: `theirs-${n}` });
        for (const part of ["face", "body"] as const) {
          await indexDocument(tx, { communityId: big.id, postId, part, text: "wombat" });
        }
      }
    });
    const hits = await searchPosts({ ...viewerIn(small.id), at: new Date() }, "wombat");
    expect(hits.map(({ id }) => id)).toEqual([post.id]);
  });
});
