import { expect, it } from "vitest";
import { ownsAlready } from "./ownership";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const held = (benefitId: string, endsAt: Date | null, startsAt = day(1)) => ({ benefitId, startsAt, endsAt });
const forGood = { benefitIds: ["a", "b"], termDays: null, termUntil: null };

it("what is held for good, all of it, is not sold again", () => {
  expect(ownsAlready(forGood, [held("a", null), held("b", null)], day(2))).toBe(true);
  expect(ownsAlready(forGood, [held("a", null)], day(2))).toBe(false);
  expect(ownsAlready(forGood, [held("a", null), held("b", day(9))], day(2))).toBe(false);
  expect(ownsAlready(forGood, [held("a", null, day(3)), held("b", null)], day(2))).toBe(false);
});

it("days can always be added, a fixed date only while something ends before it", () => {
  const days = { benefitIds: ["a"], termDays: 30, termUntil: null };
  const date = { benefitIds: ["a"], termDays: null, termUntil: day(20) };
  expect(ownsAlready(days, [held("a", null)], day(2))).toBe(false);
  expect(ownsAlready(date, [held("a", day(19))], day(2))).toBe(false);
  expect(ownsAlready(date, [held("a", day(20))], day(2))).toBe(true);
});
