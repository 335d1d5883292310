import { expect, it } from "vitest";
import { typedCoupon } from "./typed-coupon";

const place = { currency: "CNY", zone: "Asia/Shanghai" };
const typed = {
  code: "SPRING",
  form: "percent" as const,
  value: "20",
  duration: "once" as const,
  months: null,
  from: "",
  until: "",
  maxTotal: null,
  maxPerPerson: null,
};

it("a percentage has at most two places and is above nothing and at most everything", () => {
  const of = (value: string) => typedCoupon({ ...typed, value }, place).percentBp;
  expect(["20", "12.5", "0.01", "100", "２０％"].map(of)).toEqual([2000, 1250, 1, 10_000, 2000]);
  for (const value of ["", "0", "0.001", "100.01", "101", "-5", "ten"])
    expect(() => of(value)).toThrow("coupon-percent-bad");
});

it("an amount is one of the community's currency", () => {
  const terms = typedCoupon({ ...typed, form: "amount", value: "¥9.90" }, place);
  expect(terms).toMatchObject({ percentBp: null, amountOff: 990, currency: "CNY" });
  expect(() => typedCoupon({ ...typed, form: "amount", value: "$9" }, place)).toThrow("bad-price");
});

it("holds from the first moment of its first day through its last day, in the community's zone", () => {
  const { startsAt, endsAt } = typedCoupon({ ...typed, from: "2026-03-01", until: "2026-03-31" }, place);
  expect(startsAt).toEqual(new Date("2026-02-28T16:00:00Z"));
  expect(endsAt).toEqual(new Date("2026-03-31T16:00:00Z"));
  expect(() => typedCoupon({ ...typed, from: "2026-03-02", until: "2026-03-01" }, place)).toThrow("past-date");
  expect(() => typedCoupon({ ...typed, until: "2026-02-30" }, place)).toThrow("bad-date");
});

it("for a number of months says how many", () => {
  expect(() => typedCoupon({ ...typed, duration: "months" }, place)).toThrow("bad-count");
  expect(typedCoupon({ ...typed, duration: "months", months: 3 }, place).months).toBe(3);
  expect(typedCoupon({ ...typed, months: 3 }, place).months).toBeNull();
});
