import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawArms, heldOf } from "./hold-out";

const ids = fc.uniqueArray(fc.uuid(), { minLength: 0, maxLength: 120 });
const heldIn = (arms: Map<string, string>) => [...arms].filter(([, arm]) => arm === "held").map(([id]) => id);

describe("the hold-out", () => {
  it("is a tenth, at least one from ten people on, and nobody below", () => {
    expect([0, 1, 9, 10, 14, 15, 100, 104, 105].map((n) => heldOf(n))).toEqual([0, 0, 0, 1, 1, 2, 10, 10, 11]);
  });

  it("puts everybody into one arm, and as many as promised into the one held out", () => {
    fc.assert(
      fc.property(ids, fc.uuid(), (members, outreach) => {
        const arms = drawArms(outreach, members, "key");
        expect([...arms.keys()].sort()).toEqual([...members].sort());
        expect(heldIn(arms)).toHaveLength(heldOf(members.length));
      }),
    );
  });

  it("gives the same answer again, in whatever order and however often the members come", () => {
    fc.assert(
      fc.property(ids, fc.uuid(), (members, outreach) => {
        const again = drawArms(outreach, [...members, ...members].reverse(), "key");
        expect(heldIn(again).sort()).toEqual(heldIn(drawArms(outreach, members, "key")).sort());
      }),
    );
  });

  it("cannot be foreseen without the key, and is drawn anew for each outreach", () => {
    const members = Array.from({ length: 200 }, (_, n) => `member-${n}`);
    const held = (outreach: string, key: string) =>
      heldIn(drawArms(outreach, members, key))
        .sort()
        .join();
    expect(new Set([held("a", "key"), held("b", "key"), held("a", "other")]).size).toBe(3);
  });

  it("holds everybody out equally often over many outreaches", () => {
    const members = Array.from({ length: 50 }, (_, n) => `member-${n}`);
    const times = new Map(members.map((id) => [id, 0]));
    for (let n = 0; n < 2000; n++)
      for (const id of heldIn(drawArms(`outreach-${n}`, members, "key"))) times.set(id, times.get(id)! + 1);
    // 2000 draws at 0.1: mean 200, standard deviation 13.4; five of them leave room for fifty members.
    for (const n of times.values()) expect(Math.abs(n - 200)).toBeLessThan(67);
  });
});
