import { describe, expect, it } from "vitest";
import { mayChangeRole } from "./policy";
import { type Role, roles } from "./schema";

const actor = (role: Role) => ({ memberId: "actor", role });
const target = (role: Role) => ({ memberId: "target", role });

/** Which roles an actor (row) may give to somebody who now has the role of the column. Absent means none. */
const table: Partial<Record<Role, Partial<Record<Role, readonly Role[]>>>> = {
  owner: {
    admin: ["admin", "moderator", "creator", "member", "guest"],
    moderator: ["admin", "moderator", "creator", "member", "guest"],
    creator: ["admin", "moderator", "creator", "member", "guest"],
    member: ["admin", "moderator", "creator", "member", "guest"],
    guest: ["admin", "moderator", "creator", "member", "guest"],
  },
  admin: {
    moderator: ["moderator", "creator", "member", "guest"],
    creator: ["moderator", "creator", "member", "guest"],
    member: ["moderator", "creator", "member", "guest"],
    guest: ["moderator", "creator", "member", "guest"],
  },
};

describe("mayChangeRole", () => {
  for (const by of roles) {
    for (const from of roles) {
      for (const to of roles) {
        const expected = table[by]?.[from]?.includes(to) ?? false;
        it(`${expected ? "lets" : "does not let"} the ${by} make ${from} into ${to}`, () => {
          expect(mayChangeRole(actor(by), target(from), to)).toBe(expected);
        });
      }
    }
  }

  it("never lets anybody change their own role", () => {
    for (const role of roles) {
      for (const to of roles) expect(mayChangeRole(actor(role), actor(role), to)).toBe(false);
    }
  });
});
