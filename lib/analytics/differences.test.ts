import { describe, expect, it } from "vitest";
import { Differences } from "./differences";

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

describe("differences", () => {
  it("name rows on one side only, and look over the community and the order of columns", () => {
    const found = new Differences();
    found.compare("days", [{ n: 1, day: "a" }], [{ communityId: "c", day: "a", n: 1 }]);
    expect(found.sentences()).toEqual([]);
    found.compare("days", [{ n: 1, day: "a" }], [{ day: "a", n: 2 }]);
    expect(found.sentences()).toEqual([
      'days: missing {"day":"a","n":1}',
      'days: not in the journal {"day":"a","n":2}',
    ]);
  });

  it("tell a few of each kind and count the others, also when put together", () => {
    const one = new Differences();
    one.compare("days", rows(9), []);
    const all = new Differences();
    all.include(one);
    all.include(one);
    all.tell("spans", "odd");
    expect(all.count).toBe(19);
    expect(all.sentences()).toHaveLength(7);
    expect(all.sentences()).toContain("days: and 13 more");
  });
});
