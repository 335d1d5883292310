import { expect, it } from "vitest";
import { planChange } from "./plan-change";

const small = { id: "small", amount: 3900, interval: "month" } as const;
const smallYear = { id: "small-year", amount: 39_000, interval: "year" } as const;
const big = { id: "big", amount: 9900, interval: "month" } as const;
const bigYear = { id: "big-year", amount: 99_000, interval: "year" } as const;

it("goes up at once and down with the end of what is paid", () => {
  expect(planChange(small, big)).toBe("now");
  expect(planChange(small, { ...small, id: "same" })).toBe("now");
  expect(planChange(big, small)).toBe("period-end");
  expect(planChange(smallYear, bigYear)).toBe("now");
  expect(planChange(bigYear, smallYear)).toBe("period-end");
  expect(planChange(small, small)).toBe("none");
});

it("takes a year at once, even a cheaper plan's, and months again only when the year is over", () => {
  expect(planChange(big, smallYear)).toBe("now");
  expect(planChange(smallYear, big)).toBe("period-end");
});
