import { describe, expect, it } from "vitest";
import { initialsOf, tintOf } from "./initials";

describe("initials", () => {
  it.each([
    ["阿默", "阿"],
    ["栈上云", "栈"],
    ["Mira Sato", "MS"],
    ["phi_node", "PN"],
    ["tailcall", "TA"],
    ["x", "X"],
    ["𠮷野家", "𠮷"],
    ["   ", "?"],
    ["", "?"],
    ["--", "?"],
  ])("of %j are %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe("a tint", () => {
  it("stays the same for an id and is one of eight", () => {
    const seen = new Set(Array.from({ length: 400 }, (_, i) => tintOf(`user-${i}`)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(tintOf("user-7")).toBe(tintOf("user-7"));
  });
});
