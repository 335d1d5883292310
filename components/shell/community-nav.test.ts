import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { type Role, roles } from "@/lib/members/schema";
import { communityNav } from "./community-nav";

const { t } = wordsFor("en");
const navOf = (role: Role | null, current: Parameters<typeof communityNav>[0]["current"] = "feed") =>
  communityNav({ slug: "wheels", role, signedIn: role !== null, current, counts: { questions: 4 }, t });

describe("a community's navigation", () => {
  it.each([
    ["owner", ["commons", "Create", "Manage"]],
    ["admin", ["commons", "Create", "Manage"]],
    ["moderator", ["commons", "Create", "Manage"]],
    ["creator", ["commons", "Create"]],
    ["member", ["commons"]],
    ["guest", ["commons"]],
    [null, ["commons"]],
  ] as [Role | null, string[]][])("shows %s the sections %j", (role, headings) => {
    expect(navOf(role).sections.map((section) => section.heading ?? "commons")).toEqual(headings);
  });

  it("marks exactly the current entry", () => {
    const marked = navOf("owner", "growth").sections.flatMap((s) =>
      s.items.filter((i) => i.current).map((i) => i.href),
    );
    expect(marked).toEqual(["/c/wheels/manage/analytics"]);
    expect(navOf("owner", null).sections.flatMap((s) => s.items.filter((i) => i.current))).toEqual([]);
  });

  it("leads whoever runs the community to what they sell and what came of it", () => {
    const keys = navOf("admin")
      .sections.at(-1)
      ?.items.map((item) => item.key);
    expect(keys).toEqual([
      "overview",
      "growth",
      "people",
      "plans",
      "coupons",
      "orders",
      "payments",
      "access",
      "settings",
    ]);
  });

  it("leads moderators to the figures without money, and to why somebody sees something", () => {
    const items = navOf("moderator").sections.at(-1)?.items;
    expect(items?.map(({ href }) => href)).toEqual(["/c/wheels/manage/analytics/growth", "/c/wheels/manage/access"]);
  });

  it("tells counts to members only", () => {
    const questions = (role: Role | null) => navOf(role).sections[0]?.items.find((item) => item.key === "questions");
    expect(questions("member")).toMatchObject({ count: 4, countLabel: "4 new" });
    expect(questions(null)?.count).toBeUndefined();
  });

  it("has five tabs for everybody, with a way in for visitors", () => {
    for (const role of [...roles, null]) expect(navOf(role).tabs).toHaveLength(5);
    expect(navOf(null).tabs.map((tab) => tab.key)).toContain("sign-in");
    expect(communityNav({ slug: "wheels", role: null, signedIn: true, current: "join", t }).tabs.at(-1)?.key).toBe(
      "me",
    );
  });
});
