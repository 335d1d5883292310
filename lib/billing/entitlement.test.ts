import { describe, expect, it } from "vitest";
import {
  type Entitlement,
  entitlementState,
  isCurrent,
  joinEntitlements,
  paymentBehind,
  type SourcePayment,
} from "./entitlement";

const noon = Date.UTC(2026, 10, 22, 12);
const at = (offsetMs: number) => new Date(noon + offsetMs);
const hour = 3_600_000;

const plan: Entitlement = {
  communityId: "here",
  benefitId: "small",
  startsAt: at(-hour),
  endsAt: at(2 * hour),
  sourceKind: "subscription",
  sourceId: "s",
  name: "Big",
  paidUntil: at(hour),
  sourceNote: null,
  what: [{ benefitId: "small", name: "Small", post: null }],
  renews: true,
  giver: null,
  reason: null,
  payerId: "u",
};

describe("how an entitlement stands", () => {
  const stand = (facts: Partial<Entitlement>, offsetMs = 0) => entitlementState({ ...plan, ...facts }, at(offsetMs));

  it("runs from its first millisecond and is over at its end", () => {
    expect([stand({}, -hour - 1), stand({}, -hour), stand({}, 2 * hour - 1), stand({}, 2 * hour)]).toEqual([
      "coming",
      "running",
      "running",
      "ended",
    ]);
  });

  it("says why it goes on after what is paid for", () => {
    expect(stand({ sourceNote: "renewing" }, hour - 1)).toBe("running");
    expect(stand({ sourceNote: "renewing" }, hour)).toBe("renewing");
    expect(stand({ sourceNote: "grace" }, hour)).toBe("grace");
  });

  it("says that a refund or a dispute ended it", () => {
    expect(stand({ sourceNote: "refunded", endsAt: at(0) })).toBe("refunded");
    expect(stand({ sourceNote: "disputed", endsAt: at(0) })).toBe("disputed");
  });

  it("never ends when it is for good", () => {
    expect(stand({ endsAt: null, paidUntil: null }, 1e12)).toBe("running");
    expect(isCurrent({ endsAt: null }, at(1e12))).toBe(true);
  });
});

describe("the payment behind an entitlement", () => {
  const paid = (id: string, until: number | null): SourcePayment => ({
    id,
    number: id,
    amount: 1,
    currency: "CNY",
    method: null,
    at: at(0),
    periodEnd: until === null ? null : at(until),
  });

  it("is the one that pays up to its end, also when a later one was given back", () => {
    expect(paymentBehind(plan, [paid("old", -hour), paid("month", hour), paid("year", 9 * hour)])?.id).toBe("month");
  });

  it("is the last one of a source without periods, and none where nobody paid", () => {
    expect(paymentBehind(plan, [paid("pass", null)])?.id).toBe("pass");
    expect(paymentBehind(plan)).toBeNull();
  });
});

describe("what comes from one source", () => {
  it("is one entry for as long as it lasts equally, and keeps every benefit", () => {
    const other = { ...plan, benefitId: "big", what: [{ benefitId: "big", name: "Big", post: null }] };
    const longer = { ...other, benefitId: "x", endsAt: null, what: [{ benefitId: "x", name: "X", post: null }] };
    const joined = joinEntitlements([plan, other, longer]);
    expect(joined.map(({ what }) => what.map(({ name }) => name))).toEqual([["Small", "Big"], ["X"]]);
    expect(plan.what).toHaveLength(1);
  });
});
