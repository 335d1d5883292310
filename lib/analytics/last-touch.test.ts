import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditByPost, firstOfEach, lastTouch } from "./last-touch";

const at = new Date("2026-05-31T12:00:00Z");
const ago = (days: number) => new Date(at.getTime() - days * 86_400_000);
const touch = (postId: string, days: number) => ({ postId, at: ago(days) });

describe("last touch", () => {
  it("credits the post that was touched last before the event", () => {
    expect(lastTouch(at, [touch("a", 9), touch("b", 2), touch("c", 20)])).toBe("b");
  });

  it("knows nothing of touches after the event, and nothing of those 30 days old or older", () => {
    expect(lastTouch(at, [touch("a", -1), touch("b", 30), touch("c", 31)])).toBeNull();
    expect(lastTouch(at, [touch("a", -1), touch("b", 29.99)])).toBe("b");
    expect(lastTouch(at, [touch("now", 0)])).toBe("now");
  });

  it("credits nothing when nothing is known", () => {
    expect(lastTouch(at, [null, null])).toBeNull();
  });

  it("is the same in whatever order the touches come", () => {
    const touches = fc.array(fc.record({ postId: fc.constantFrom("a", "b", "c"), days: fc.nat(40) }));
    fc.assert(
      fc.property(touches, (list) => {
        const known = list.map(({ postId, days }) => touch(postId, days));
        expect(lastTouch(at, known.toReversed())).toBe(lastTouch(at, known));
      }),
    );
  });
});

describe("conversions", () => {
  it("count each person once, by what came first", () => {
    const first = { memberId: "m", at: ago(3), postId: "a" };
    expect(firstOfEach([[{ memberId: "m", at: ago(1), postId: "b" }], [first]])).toEqual([first]);
  });

  it("without a known touch are credited to no post", () => {
    const credits = creditByPost([
      { postId: "a", count: 1 },
      { postId: null, count: 3 },
      { postId: "a", count: 2 },
    ]);
    expect([...credits]).toEqual([["a", 3]]);
  });
});
