import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PeriodEntry, periodsOf } from "./periods";

let serial = 0;
function entry(verb: string, at: number, more: Partial<PeriodEntry> = {}): PeriodEntry {
  serial += 1;
  return {
    id: `e${String(serial).padStart(5, "0")}`,
    at: new Date(at),
    recordedAt: new Date(1000 + serial),
    verb,
    memberId: "m",
    objectId: verb.startsWith("paying.") ? "sub" : "m",
    currency: verb.startsWith("paying.") ? "CNY" : null,
    detail: {},
    ...more,
  };
}
const pays = (monthlyAmount: number) => ({ detail: { monthlyAmount, interval: "month", productId: "plan" } });
const spans = (entries: PeriodEntry[]) =>
  periodsOf(entries).map((p) => [p.scope, p.startsAt.getTime(), p.endsAt?.getTime() ?? null, p.monthlyAmount]);

describe("periods from the journal", () => {
  it("open when somebody joins, close when they leave, and open again when they return", () => {
    expect(spans([entry("member.joined", 1), entry("member.left", 5), entry("member.joined", 9)])).toEqual([
      ["member", 1, 5, null],
      ["member", 9, null, null],
    ]);
  });

  it("split where the price changes, without a gap", () => {
    const entries = [
      entry("paying.started", 1, pays(3900)),
      entry("paying.changed", 5, pays(9900)),
      entry("paying.ended", 9),
    ];
    expect(spans(entries)).toEqual([
      ["paying", 1, 5, 3900],
      ["paying", 5, 9, 9900],
    ]);
  });

  it("do not split where a change changes nothing", () => {
    expect(spans([entry("paying.started", 1, pays(3900)), entry("paying.changed", 5, pays(3900))])).toEqual([
      ["paying", 1, null, 3900],
    ]);
  });

  it("go on when one subscription ends at the instant the next begins, whichever was written first", () => {
    const old = [
      entry("paying.started", 1, { ...pays(3900), objectId: "old" }),
      entry("paying.ended", 5, { objectId: "old" }),
    ];
    const fresh = entry("paying.started", 5, { ...pays(9900), objectId: "new" });
    const expected = [
      ["paying", 1, 5, 3900],
      ["paying", 5, null, 9900],
    ];
    expect(spans([...old, fresh])).toEqual(expected);
    expect(spans([fresh, ...old])).toEqual(expected);
  });

  it("ignore what was told twice, and an end without a beginning", () => {
    const entries = [
      entry("member.left", 0),
      entry("member.joined", 1),
      entry("member.joined", 2),
      entry("member.left", 5),
      entry("member.left", 6),
    ];
    expect(spans(entries)).toEqual([["member", 1, 5, null]]);
  });

  it("are nothing when joined and left in the same millisecond", () => {
    expect(spans([entry("member.joined", 3), entry("member.left", 3)])).toEqual([]);
  });

  it("do not depend on the order in which entries arrive", () => {
    const verbs = ["member.joined", "member.left", "paying.started", "paying.changed", "paying.ended"];
    const anyEntry = fc
      .record({
        verb: fc.constantFrom(...verbs),
        at: fc.nat(6),
        amount: fc.constantFrom(10, 20),
        objectId: fc.constantFrom("s", "t"),
      })
      .map(({ verb, at, amount, objectId }) => entry(verb, at, { ...pays(amount), objectId }));
    const twoOrders = fc
      .array(anyEntry, { maxLength: 10 })
      .chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })));
    fc.assert(
      fc.property(twoOrders, ([entries, otherOrder]) => {
        const periods = periodsOf(entries);
        expect(periodsOf(otherOrder)).toEqual(periods);
        for (const period of periods) expect(period.endsAt === null || period.endsAt > period.startsAt).toBe(true);
      }),
    );
  });
});
