import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/types";
import { type Role, roles } from "@/lib/members/schema";
import { maySeeGrowth, maySeePeople, maySeeRevenue } from "./policy";

const viewer = (role: Role | null): Viewer => ({
  communityId: "c",
  at: new Date(0),
  person: { userId: "u", name: "N", handle: "n", isOperator: true, emailVerified: true },
  membership: role && { memberId: "m", role, joinedAt: new Date(0) },
  grants: [],
  pastDue: false,
});

describe("the growth pages", () => {
  const may = (rule: (viewer: Viewer) => boolean) => roles.filter((role) => rule(viewer(role)));

  it("show counts to the owner, admins and moderators, and to nobody else, the installation's operator included", () => {
    expect(may(maySeeGrowth)).toEqual(["owner", "admin", "moderator"]);
    expect(maySeeGrowth(viewer(null))).toBe(false);
  });

  it("show money and people to the owner and admins only", () => {
    expect(may(maySeeRevenue)).toEqual(["owner", "admin"]);
    expect(may(maySeePeople)).toEqual(["owner", "admin"]);
    expect([maySeeRevenue(viewer(null)), maySeePeople(viewer(null))]).toEqual([false, false]);
  });
});
