import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugFor } from "./slug";

describe("an address from a title", () => {
  it.each([
    ["Raft in 200 lines!", "raft-in-200-lines"],
    ["手写一个跳表", "shou-xie-yi-ge-tiao-biao"],
    ["用 Raft 选主", "yong-raft-xuan-zhu"],
    ["Crème brûlée", "creme-brulee"],
    ["   ", "post"],
    ["🙂", "post"],
    ["../../etc/passwd", "etc-passwd"],
  ])("%j is %s", (title, slug) => {
    expect(slugFor(title)).toBe(slug);
  });

  it("is short and plain, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (title) => {
        expect(slugFor(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugFor(title).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
