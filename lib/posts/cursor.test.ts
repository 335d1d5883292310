import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { decodeCursor, encodeCursor } from "./cursor";

describe("a cursor", () => {
  it("comes back as it went out, negative values included", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const cursor = { value, id: newId(1) };
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it("that is none of ours means the beginning", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decodeCursor(text)).toBeNull();
      }),
    );
    expect([undefined, "", `zzzzzzzzzzzz~${newId()}`].map(decodeCursor)).toEqual([null, null, null]);
  });
});
