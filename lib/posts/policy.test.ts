import { describe, expect, it } from "vitest";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { roles } from "@/lib/members/schema";
import { hotness } from "./hotness";
import { languageOf } from "./language";
import { mayEditPost, mayRemovePost, mayWrite } from "./policy";
import { isDivided } from "./schema";

const at = new Date(0);
const visitor: Viewer = { communityId: "here", at, person: null, membership: null, grants: [], pastDue: false };
const as = (role: (typeof roles)[number], memberId = "m"): Viewer => ({
  ...visitor,
  membership: { memberId, role, joinedAt: at },
});
const post: PostFacts = {
  id: "p",
  communityId: "here",
  authorId: "author",
  kind: "tutorial",
  audience: "public",
  benefitId: null,
  ownBenefitId: null,
  state: "published",
  publishedAt: at,
};

describe("who may write, edit and remove", () => {
  //                        tutorial discussion | edit others' | edit own tutorial | edit own talk | remove
  const table: Record<(typeof roles)[number], string> = {
    owner: "                +        +            +              +                   +               +",
    admin: "                +        +            +              +                   +               +",
    moderator: "            -        +            -              -                   +               +",
    creator: "              +        +            -              +                   +               -",
    member: "               -        +            -              -                   +               -",
    guest: "                -        -            -              -                   -               -",
  };

  it.each(roles)("%s", (role) => {
    const talk: PostFacts = { ...post, kind: "discussion" };
    const author = as(role, "author");
    const may = [
      mayWrite(as(role), "tutorial"),
      mayWrite(as(role), "discussion"),
      mayEditPost(as(role), post),
      mayEditPost(author, post),
      mayEditPost(author, talk),
      mayRemovePost(as(role), post),
    ];
    expect(may.map((yes) => (yes ? "+" : "-"))).toEqual(table[role].trim().split(/\s+/));
  });

  it("never a visitor, never in another community, never what staff removed", () => {
    const there = { ...post, communityId: "there" };
    expect([mayWrite(visitor, "discussion"), mayEditPost(visitor, post), mayRemovePost(visitor, post)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([mayEditPost(as("owner"), there), mayRemovePost(as("owner"), there)]).toEqual([false, false]);
    expect(mayEditPost(as("owner"), { ...post, state: "removed" })).toBe(false);
  });
});

describe("the pay line", () => {
  it("divides long texts that not everybody may read, and never talk", () => {
    expect([isDivided("tutorial", "benefit"), isDivided("report", "members"), isDivided("tutorial", "public")]).toEqual(
      [true, true, false],
    );
    expect([isDivided("question", "members"), isDivided("discussion", "members")]).toEqual([false, false]);
  });
});

describe("hotness", () => {
  it("weighs ten times the score like 12.5 hours, a comment like half a vote, and fits into 32 bits", () => {
    const day = new Date("2026-11-22T00:00:00Z");
    const later = new Date(day.getTime() + 45_000_000);
    expect(hotness(100, 0, day)).toBe(hotness(10, 0, later));
    expect(hotness(0, 20, day)).toBe(hotness(10, 0, day));
    expect(hotness(0, 0, day)).toBe(hotness(1, 0, day));
    expect(hotness(1e9, 1e9, new Date("2087-01-01"))).toBeLessThan(2 ** 31);
  });
});

describe("the language of a text", () => {
  it("is Chinese when a fifth of its letters are, code not counted", () => {
    expect(languageOf("这是一个关于 PostgreSQL 的教程，我们一起来看一看索引")).toBe("zh-CN");
    expect(languageOf("An article about 索引 and nothing else in that language")).toBe("en");
    expect(languageOf(`看这段代码\n\n\`\`\`ts\n${"const x = 1;\n".repeat(50)}\`\`\``)).toBe("zh-CN");
    expect(languageOf("")).toBe("en");
  });
});
