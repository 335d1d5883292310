import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOrder } from "./text-order";

const ids = fc.uniqueArray(fc.uuid());

describe("the order of an anonymous question's texts", () => {
  it("has everything once, and does not depend on the order in which rows come", () => {
    fc.assert(
      fc.property(ids, fc.string(), (all, questionId) => {
        const order = textOrder(all, { key: "k", questionId });
        expect(order.toSorted()).toEqual(all.toSorted());
        expect(textOrder(all.toReversed(), { key: "k", questionId })).toEqual(order);
      }),
    );
  });

  it("keeps what was seen in its order when more comes", () => {
    fc.assert(
      fc.property(ids, fc.nat(), (all, cut) => {
        const before = all.slice(0, cut % (all.length + 1));
        const after = textOrder(all, { key: "k", questionId: "q" });
        expect(after.filter((id) => before.includes(id))).toEqual(textOrder(before, { key: "k", questionId: "q" }));
      }),
    );
  });

  it("is another one for each question and each installation, and not that of the ids", () => {
    const all = Array.from({ length: 40 }, (_, i) => `0000-${String(i).padStart(2, "0")}`);
    const orders = [
      all,
      textOrder(all, { key: "k", questionId: "first" }),
      textOrder(all, { key: "k", questionId: "second" }),
      textOrder(all, { key: "l", questionId: "first" }),
    ].map((order) => order.join());
    expect(new Set(orders).size).toBe(4);
  });
});
