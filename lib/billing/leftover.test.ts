import { describe, expect, it } from "vitest";
import { leftoverDays } from "./leftover";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const pass = (sourceId: string, benefitId: string, from: number, to: number | null) => ({
  benefitId,
  startsAt: day(from),
  endsAt: to === null ? null : day(to),
  sourceKind: "order",
  sourceId,
});

describe("prepaid days", () => {
  it("last to the end of the last pass that follows without a gap", () => {
    const grants = [pass("a", "texts", 1, 31), pass("b", "texts", 31, 61), pass("c", "texts", 62, 90)];
    expect(leftoverDays(["texts"], grants, day(10))).toEqual({ until: day(61), sources: ["a", "b"] });
  });

  it("must cover everything the plan opens, and end with what ends first", () => {
    const grants = [pass("a", "texts", 1, 31), pass("b", "code", 1, 20)];
    expect(leftoverDays(["texts", "code"], grants, day(10))).toEqual({ until: day(20), sources: ["a", "b"] });
    expect(leftoverDays(["texts", "talks"], grants, day(10))).toBeNull();
  });

  it("are none before a pass begins, from its last instant on, of a subscription, of what is kept for good", () => {
    const grants = [pass("a", "texts", 5, 31)];
    expect(leftoverDays(["texts"], grants, day(4))).toBeNull();
    expect(leftoverDays(["texts"], grants, new Date(day(31).getTime() - 1))?.until).toEqual(day(31));
    expect(leftoverDays(["texts"], grants, day(31))).toBeNull();
    expect(leftoverDays(["texts"], [{ ...grants[0]!, sourceKind: "subscription" }], day(10))).toBeNull();
    expect(leftoverDays(["texts"], [pass("a", "texts", 1, null)], day(10))).toBeNull();
    expect(leftoverDays([], grants, day(10))).toBeNull();
  });
});
