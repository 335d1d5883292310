import { describe, expect, it } from "vitest";
import { communityFeed } from "./syndication";

const community = {
  slug: "wheels",
  name: "造轮子 & <friends>",
  locale: "zh-CN" as const,
  createdAt: new Date("2026-01-01T00:00:00Z"),
};
const author = { memberId: "m", userId: "u", name: "阿默", handle: "amo", role: "owner" as const };
const post = {
  slug: "b-树",
  title: "]]> <script>alert(1)</script> \u0000\u000b",
  excerpt: "An excerpt & nothing more",
  publishedAt: new Date("2026-02-01T00:00:00Z"),
  updatedAt: new Date("2026-02-01T00:00:00Z"),
  author,
  topic: null,
};

describe("a community's feed", () => {
  it("names the community and each post with its absolute address", () => {
    const xml = communityFeed(community, [post], "New posts");
    expect(xml).toContain("<link>http://localhost:3000/c/wheels</link>");
    expect(xml).toContain(`/c/wheels/posts/${encodeURIComponent("b-树")}</link>`);
    expect(xml).toContain("An excerpt");
  });

  it("keeps markup in titles as text and drops characters XML cannot hold", () => {
    const xml = communityFeed(community, [post], "New posts");
    const outsideCdata = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");
    expect(outsideCdata).not.toContain("<script>");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(xml).not.toMatch(/[\u0000\u000b]/);
  });

  it("is a feed without items while nothing is published", () => {
    expect(communityFeed(community, [], "New posts")).not.toContain("<item>");
  });
});
