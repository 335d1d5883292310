import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cancellation, drawnReasons, endKindOf, endKinds, reasonOf, reasonOrder, reportOf } from "./reasons";

const months = ["2026-01", "2026-02", "2026-03"];
const options = { months, zone: "Asia/Shanghai", currency: "CNY" };
const cancellation = (at: string, more: Partial<Cancellation> = {}): Cancellation => ({
  key: at,
  at: new Date(at),
  reason: "unused",
  memberId: "m",
  subscriptionId: "s",
  undone: false,
  monthly: 3900,
  currency: "CNY",
  ...more,
});

describe("cancellations by month and reason", () => {
  it("are counted in the month of the click, in the community's zone", () => {
    const { months: rows } = reportOf({ cancellations: [cancellation("2026-01-31T16:30:00Z")], ends: [] }, options);
    expect(rows.map(({ total }) => total)).toEqual([0, 1, 0]);
  });

  it("count what was taken back and leave its MRR out", () => {
    const cancellations = [
      cancellation("2026-02-02T00:00:00Z"),
      cancellation("2026-02-03T00:00:00Z", { undone: true }),
    ];
    const report = reportOf({ cancellations, ends: [] }, options);
    expect(report.reasons.find(({ reason }) => reason === "unused")).toEqual({
      reason: "unused",
      count: 2,
      undone: 1,
      share: 1,
      monthly: 3900,
    });
  });

  it("never add currencies, and count a trial as worth nothing", () => {
    const cancellations = [
      cancellation("2026-02-02T00:00:00Z", { currency: "USD" }),
      cancellation("2026-02-03T00:00:00Z", { currency: null, monthly: null }),
    ];
    const report = reportOf({ cancellations, ends: [] }, options);
    expect(report.otherCurrencies).toBe(1);
    expect(report.reasons.every(({ monthly }) => monthly === 0)).toBe(true);
  });

  it("say honestly that no reason was given, and take an unknown one for another", () => {
    expect([null, undefined, ""].map(reasonOf)).toEqual(["none", "none", "none"]);
    expect(reasonOf("customer_service")).toBe("other");
  });

  it("are each in exactly one cell, whatever happens", () => {
    const any = fc.record({
      at: fc.date({ min: new Date("2025-12-01"), max: new Date("2026-05-01"), noInvalidDate: true }),
      reason: fc.constantFrom(...reasonOrder, "customer_service"),
      undone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), (list) => {
        const cancellations = list.map((one) => cancellation(one.at.toISOString(), one));
        const report = reportOf({ cancellations, ends: [] }, options);
        const cells = report.months.flatMap(({ byReason }) => Object.values(byReason));
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(cells)).toBe(report.total);
        expect(sum(report.months.map(({ total }) => total))).toBe(report.total);
        expect(sum(report.reasons.map(({ count }) => count))).toBe(report.total);
        expect(sum(report.reasons.map(({ undone }) => undone))).toBe(report.undone);
        if (report.total > 0) expect(sum(report.reasons.map(({ share }) => share!))).toBeCloseTo(1, 9);
      }),
    );
  });

  it("draw three reasons apart and never hide that none was given among them", () => {
    const reasons = reasonOrder.map((reason, i) => ({ reason, count: i + 1, undone: 0, share: 0, monthly: 0 }));
    expect(drawnReasons({ reasons })).toEqual(["switched_service", "low_quality", "missing_features"]);
  });
});

describe("how paying ended", () => {
  const none = { clicked: false, back: null };

  it("is told apart: chosen, failed, taken back, given back, paused", () => {
    expect(endKindOf("cancellation_requested", { clicked: true, back: null })).toBe("chosen");
    expect(endKindOf("payment_failed", none)).toBe("failed");
    expect(endKindOf("payment_disputed", none)).toBe("disputed");
    expect(endKindOf("paused", none)).toBe("paused");
    expect(endKindOf("ended", none)).toBe("other");
  });

  it("is a refund where we cancelled after giving the money back, and still the member's choice where they clicked", () => {
    expect(endKindOf("cancellation_requested", { clicked: false, back: "refund" })).toBe("refunded");
    expect(endKindOf("cancellation_requested", { clicked: false, back: "dispute" })).toBe("disputed");
    expect(endKindOf("cancellation_requested", { clicked: true, back: "refund" })).toBe("chosen");
  });

  it("is of one of the kinds that are shown", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (reason, clicked) => {
        expect(endKinds).toContain(endKindOf(reason, { clicked, back: null }));
      }),
    );
  });
});
