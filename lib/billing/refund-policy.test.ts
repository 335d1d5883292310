import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayRefund, type RefundQuestion } from "./refund-policy";

const day = 86_400_000;
const paidAt = new Date("2026-03-01T10:00:00Z");
const later = (ms: number) => new Date(paidAt.getTime() + ms);

const question = (over: Partial<RefundQuestion> = {}): RefundQuestion => ({
  self: true,
  at: later(day),
  paidAt,
  amount: 3900,
  refunded: 0,
  requested: 0,
  credited: 0,
  method: "card",
  disputed: false,
  refundDays: 14,
  refundMaxPosts: null,
  selfRefundsHere: 0,
  openedPosts: 0,
  ...over,
});
const answer = (over: Partial<RefundQuestion>) => {
  const given = mayRefund(question(over));
  return given.allowed ? given.upTo : given.reason;
};

describe("taking one's money back", () => {
  it("is open within the community's days, to the millisecond", () => {
    expect(answer({ at: later(14 * day - 1) })).toBe(3900);
    expect(answer({ at: later(14 * day) })).toBe("too-late");
    expect(answer({ refundDays: 0, at: paidAt })).toBe("too-late");
  });

  it("is possible twice in a community", () => {
    expect(answer({ selfRefundsHere: 1 })).toBe(3900);
    expect(answer({ selfRefundsHere: 2 })).toBe("too-often");
  });

  it("is closed while a bundle costs less because of it", () => {
    expect(answer({ credited: 1 })).toBe("credited");
    expect(answer({ credited: 3900 })).toBe("credited");
  });

  it("is closed to who has opened more paid texts than the terms allow", () => {
    expect(answer({ refundMaxPosts: 3, openedPosts: 3 })).toBe(3900);
    expect(answer({ refundMaxPosts: 3, openedPosts: 4 })).toBe("read-too-much");
    expect(answer({ refundMaxPosts: null, openedPosts: 400 })).toBe(3900);
  });
});

describe("giving money back", () => {
  const owner = { self: false, refundDays: 0, selfRefundsHere: 9, openedPosts: 99, refundMaxPosts: 0 };

  it("is not bound to the members' terms for who runs the community", () => {
    expect(answer({ ...owner, at: later(700 * day) })).toBe(3900);
  });

  it("ends with what the way of paying allows: 90 days for Alipay, 180 for WeChat Pay", () => {
    expect(answer({ ...owner, method: "alipay", at: later(90 * day - 1) })).toBe(3900);
    expect(answer({ ...owner, method: "alipay", at: later(90 * day) })).toBe("method-too-old");
    expect(answer({ ...owner, method: "wechat_pay", at: later(180 * day - 1) })).toBe(3900);
    expect(answer({ ...owner, method: "wechat_pay", at: later(180 * day) })).toBe("method-too-old");
  });

  it("is impossible while a bank disputes the payment, and when nothing is left", () => {
    expect(answer({ ...owner, disputed: true })).toBe("disputed");
    expect(answer({ ...owner, refunded: 3900 })).toBe("nothing-left");
    expect(answer({ ...owner, refunded: 1000, requested: 2900 })).toBe("nothing-left");
    expect(answer({ ...owner, amount: -3900 })).toBe("not-refundable");
  });

  it("gives back at most what no bundle became cheaper by", () => {
    expect(answer({ ...owner, credited: 900 })).toBe(3000);
    expect(answer({ ...owner, credited: 900, refunded: 3000 })).toBe("credited");
    expect(answer({ ...owner, credited: 5000 })).toBe("credited");
  });

  it("never allows more than what was paid and has not been asked back", () => {
    const nat = fc.nat(10_000);
    fc.assert(
      fc.property(nat, nat, nat, nat, fc.boolean(), (amount, refunded, requested, credited, self) => {
        const given = mayRefund(question({ self, amount, refunded, requested, credited }));
        if (given.allowed) expect(given.upTo + refunded + requested + credited).toBe(amount);
        if (given.allowed) expect(given.upTo).toBeGreaterThan(0);
      }),
    );
  });

  it("what a member may take back, who runs the community may give", () => {
    const times = fc.integer({ min: 0, max: 400 * day });
    const methods = fc.constantFrom("card", "alipay", "wechat_pay", null);
    fc.assert(
      fc.property(times, methods, fc.nat(30), fc.nat(4000), (ms, method, refundDays, refunded) => {
        const asked = { at: later(ms), method, refundDays, refunded };
        if (typeof answer(asked) === "number") expect(answer({ ...asked, self: false })).toBe(answer(asked));
      }),
    );
  });
});
