import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/types";
import { type Role, roles } from "@/lib/members/schema";
import { maySeeGrowth } from "./policy";

const viewer = (role: Role | null): Viewer => ({
  communityId: "c",
  at: new Date(0),
  person: { userId: "u", name: "N", handle: "n", isOperator: true, emailVerified: true },
  membership: role && { memberId: "m", role, joinedAt: new Date(0) },
  grants: [],
  pastDue: false,
});

describe("the growth page", () => {
  it("is for the owner and admins, and for nobody else, the installation's operator included", () => {
    expect(roles.filter((role) => maySeeGrowth(viewer(role)))).toEqual(["owner", "admin"]);
    expect(maySeeGrowth(viewer(null))).toBe(false);
  });
});
