import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, shortCode } from "./ids";

describe("an id", () => {
  it("is a UUID of version 7 that begins with its moment", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (at) => {
        const id = newId(at);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
      }),
    );
  });

  it("sorts as text by its moment", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), fc.integer({ min: 1, max: 10_000 }), (at, later) => {
        fc.pre(at + later < 2 ** 48);
        expect(newId(at) < newId(at + later)).toBe(true);
      }),
    );
  });

  it("is never the same twice within a moment", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
  });
});

describe("a short code", () => {
  it("has the wished length and no letters that look alike", () => {
    for (const length of [1, 5, 6, 40]) expect(shortCode(length)).toMatch(new RegExp(`^[2-9a-hjkmnp-z]{${length}}$`));
    expect(new Set(Array.from({ length: 2000 }, () => shortCode(8))).size).toBe(2000);
  });
});
