import { describe, expect, it } from "vitest";
import { mayPause, nextCharge, type OwnSubscription, standingOf } from "./own-billing";

const day = (text: string) => new Date(`${text}T08:00:00Z`);

const running: OwnSubscription = {
  communitySlug: "wheels",
  communityName: "Wheels",
  communityLang: "zh-CN",
  zone: "Asia/Shanghai",
  id: "s",
  priceId: "p",
  planName: "Apprentice",
  amount: 3900,
  currency: "CNY",
  interval: "month",
  status: "active",
  live: true,
  startedAt: day("2026-01-31"),
  currentPeriodStart: day("2026-10-31"),
  currentPeriodEnd: day("2026-11-30"),
  cancelAtPeriodEnd: false,
  endedAt: null,
  trialEndsAt: null,
  pausedAt: null,
  resumesAt: null,
  paymentFailedAt: null,
  isCarried: false,
  openUntil: null,
  coupon: null,
  pending: null,
};
const tenPercent = { code: "TEN", percentBp: 1000, amountOff: null, currency: null, until: null };

describe("what is charged next", () => {
  const next = (facts: Partial<OwnSubscription>) => nextCharge({ ...running, ...facts });

  it("is the plan's price at the end of the paid period", () => {
    expect(next({})).toEqual({ amount: 3900, currency: "CNY", at: day("2026-11-30") });
  });

  it("comes with the end of a trial, and at the price of an arranged change", () => {
    const trial = { status: "trialing", trialEndsAt: day("2026-11-07") } as const;
    expect(next(trial)?.at).toEqual(day("2026-11-07"));
    const pending = {
      planName: "Small",
      amount: 900,
      currency: "CNY",
      interval: "month",
      at: day("2026-11-30"),
    } as const;
    expect(next({ pending })?.amount).toBe(900);
  });

  it("is lowered by a code for as long as the code covers that day", () => {
    expect(next({ coupon: tenPercent })?.amount).toBe(3510);
    expect(next({ coupon: { ...tenPercent, until: day("2026-11-30") } })?.amount).toBe(3900);
    expect(next({ coupon: { ...tenPercent, until: day("2026-12-01") } })?.amount).toBe(3510);
  });

  it("is nothing for what is cancelled, paused, failing or over", () => {
    const none: Partial<OwnSubscription>[] = [
      { cancelAtPeriodEnd: true },
      { pausedAt: day("2026-11-30") },
      { status: "past_due" },
      { live: false, status: "canceled" },
    ];
    expect(none.map(next)).toEqual([null, null, null, null]);
  });
});

describe("how a subscription stands", () => {
  it("is one word, the most pressing first", () => {
    const words = (
      [
        {},
        { status: "trialing" },
        { status: "past_due", cancelAtPeriodEnd: true },
        { cancelAtPeriodEnd: true, pausedAt: day("2026-11-30") },
        { pausedAt: day("2026-11-30") },
        { live: false, status: "canceled" },
      ] satisfies Partial<OwnSubscription>[]
    ).map((facts) => standingOf({ ...running, ...facts }));
    expect(words).toEqual(["active", "trial", "pastDue", "ends", "paused", "ended"]);
  });

  it("allows a pause only when nothing else is arranged for the period's end", () => {
    expect(mayPause(running)).toBe(true);
    expect(mayPause({ ...running, status: "trialing" })).toBe(false);
    expect(mayPause({ ...running, cancelAtPeriodEnd: true })).toBe(false);
    const pending = {
      planName: "Small",
      amount: 900,
      currency: "CNY",
      interval: "month",
      at: day("2026-11-30"),
    } as const;
    expect(mayPause({ ...running, pending })).toBe(false);
  });
});
