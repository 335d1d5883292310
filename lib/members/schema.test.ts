import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChangeRole, DirectoryQuery, hasRole, roles } from "./schema";

describe("the directory's address", () => {
  it("reads what it knows and ignores nonsense", () => {
    expect(DirectoryQuery.parse({ q: " Ada ", role: "owner", pays: "late" })).toEqual({
      q: "Ada",
      role: "owner",
      pays: "late",
    });
    expect(DirectoryQuery.parse({ q: undefined, role: "king", pays: "", after: "x".repeat(61) })).toEqual({ q: "" });
  });

  it("never throws, and never keeps a control character", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.string({ unit: "binary" }), (role, after, q) => {
        expect(DirectoryQuery.parse({ q, role, after }).q).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe("a changed role", () => {
  it("cannot be ownership, nor go to something that is not an id", () => {
    const member = "0192f0c1-2a4b-7c3d-8e5f-0123456789ab";
    expect(ChangeRole.safeParse({ member, role: "moderator" }).success).toBe(true);
    expect(ChangeRole.safeParse({ member, role: "owner" }).success).toBe(false);
    expect(ChangeRole.safeParse({ member: "1 or 1=1", role: "member" }).success).toBe(false);
  });
});

describe("hasRole", () => {
  it("holds for every role at or above the one asked for", () => {
    expect(roles.filter((role) => hasRole(role, "moderator"))).toEqual(["owner", "admin", "moderator"]);
    expect(roles.every((role) => hasRole(role, "guest"))).toBe(true);
  });
});
