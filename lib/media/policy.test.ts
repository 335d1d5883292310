import { describe, expect, it } from "vitest";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { mayOpenFile } from "./policy";
import type { StoredFile } from "./types";

const at = new Date("2026-06-01T00:00:00Z");
const viewer = (role: "owner" | "member" | null, benefit?: string): Viewer => ({
  communityId: "c",
  at,
  person: null,
  membership: role && { memberId: role, role, joinedAt: at },
  grants: benefit
    ? [{ benefitId: benefit, startsAt: at, endsAt: null, sourceKind: "subscription", sourceId: "s" }]
    : [],
  pastDue: false,
});
const post = (change: Partial<PostFacts> = {}): PostFacts => ({
  id: "p",
  communityId: "c",
  authorId: "a",
  kind: "tutorial",
  audience: "benefit",
  benefitId: "b",
  ownBenefitId: null,
  state: "published",
  publishedAt: at,
  ...change,
});
const file = (change: Partial<StoredFile> = {}): StoredFile => ({
  id: "f",
  communityId: "c",
  postId: "p",
  uploadedBy: "member",
  inTeaser: false,
  name: "x.png",
  mime: "image/png",
  size: 1,
  sha256: "0",
  ...change,
});

describe("who may open a file", () => {
  it.each([
    ["a visitor, picture of a paid body", viewer(null), file(), post(), false],
    ["a visitor, picture above the pay line", viewer(null), file({ inTeaser: true }), post(), true],
    ["a visitor, picture of a public text", viewer(null), file(), post({ audience: "public" }), true],
    ["a member without the plan", viewer("member"), file(), post(), false],
    ["a member with the plan", viewer("member", "b"), file(), post(), true],
    ["a member with another plan", viewer("member", "x"), file(), post(), false],
    ["a member, teaser of a draft", viewer("member"), file({ inTeaser: true }), post({ state: "draft" }), false],
    [
      "a visitor, teaser of what appears tomorrow",
      viewer(null),
      file({ inTeaser: true }),
      post({ publishedAt: new Date("2026-06-02") }),
      false,
    ],
    ["a visitor, teaser of a removed post", viewer(null), file({ inTeaser: true }), post({ state: "removed" }), false],
    ["the owner, a draft", viewer("owner"), file(), post({ state: "draft" }), true],
    ["another community's file", viewer("owner"), file({ communityId: "d" }), post({ communityId: "d" }), false],
    ["the uploader, before there is a post", viewer("member"), file({ postId: null }), null, true],
    ["another visitor, before there is a post", viewer(null), file({ postId: null }), null, false],
    ["the uploader, when the post is not theirs to know", viewer("member"), file(), null, false],
  ])("%s", (_, who, what, where, expected) => {
    expect(mayOpenFile(who, what, where)).toBe(expected);
  });
});
