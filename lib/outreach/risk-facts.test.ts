import { describe, expect, it } from "vitest";
import { anniversaryAfter, factsAt, type Prepaid, standingAt, type Term } from "./risk-facts";

const at = (text: string) => new Date(`${text}Z`);
const asOf = at("2026-11-01T00:00");
const term = (facts: Partial<Term> = {}): Term => ({
  startsAt: at("2026-03-10T12:00"),
  monthlyAmount: 1000,
  currency: "USD",
  productId: "plan",
  interval: "month",
  ...facts,
});
const pass = (facts: Partial<Prepaid> = {}): Prepaid => ({
  sourceKind: "order",
  startsAt: at("2026-10-01T00:00"),
  endsAt: at("2026-11-20T00:00"),
  told: null,
  trialEndsAt: null,
  productId: "pass",
  productKind: "pass",
  ...facts,
});
const standing = (terms: Term[], prepaid: Prepaid[] = []) => standingAt(terms, prepaid, asOf, "UTC");

describe("how a member stands", () => {
  it("is paying with the sum of what runs, in the currency of the first", () => {
    const two = [term(), term({ monthlyAmount: 500, productId: "other" }), term({ currency: "EUR" })];
    expect(standing(two).worth).toEqual({
      standing: "paying",
      monthlyAmount: 1500,
      currency: "USD",
      productId: "plan",
    });
    expect(standing(two).endsAt).toBeNull();
  });

  it("has an end for who pays by the year: the next return of the day it began", () => {
    expect(standing([term({ interval: "year" })]).endsAt).toEqual(at("2027-03-10T12:00"));
    expect(standing([term({ interval: "year", startsAt: at("2024-11-20T08:00") })]).endsAt).toEqual(
      at("2026-11-20T08:00"),
    );
  });

  it("is a pass until the last pass bought by then, by the end its beginning told of", () => {
    const stacked = [pass(), pass({ startsAt: at("2026-11-20T00:00"), endsAt: at("2027-02-20T00:00") })];
    expect(standing([], stacked)).toMatchObject({ worth: { standing: "pass" }, endsAt: at("2027-02-20T00:00") });
    // Given back on the 10th of November: on the 1st nobody knew.
    const told = { endsAt: at("2027-01-01T00:00").getTime() };
    expect(standing([], [pass({ endsAt: at("2026-11-10T00:00"), told })]).endsAt).toEqual(at("2027-01-01T00:00"));
  });

  it("does not end with a pass that a subscription waits for", () => {
    const waiting = pass({ sourceKind: "subscription", productKind: "subscription", startsAt: at("2026-11-20T00:00") });
    expect(standing([], [pass(), waiting])).toMatchObject({ worth: { standing: "pass" }, endsAt: null });
  });

  it("is a trial until the trial ends, and nothing with a single text", () => {
    const card = pass({ sourceKind: "subscription", productKind: "subscription", trialEndsAt: at("2026-11-08T00:00") });
    expect(standing([], [card])).toMatchObject({ worth: { standing: "trial" }, endsAt: at("2026-11-08T00:00") });
    expect(standing([], [pass({ sourceKind: "trial", productKind: "subscription" })]).worth.standing).toBe("trial");
    expect(standing([], [pass({ productKind: "one_off" })]).worth.standing).toBe("free");
    expect(standing([]).worth.standing).toBe("free");
  });
});

describe("the end of a year", () => {
  it("comes back at the same hour of the zone, and on 28 February for a leap day", () => {
    expect(anniversaryAfter(at("2024-02-29T00:00"), at("2024-06-01T00:00"), "UTC")).toEqual(at("2025-02-28T00:00"));
    expect(anniversaryAfter(at("2024-02-29T00:00"), at("2027-06-01T00:00"), "UTC")).toEqual(at("2028-02-29T00:00"));
    // New York: noon before and after the change of the clocks is another hour in UTC.
    expect(anniversaryAfter(at("2025-03-09T16:00"), at("2026-01-01T00:00"), "America/New_York")).toEqual(
      at("2026-03-09T16:00"),
    );
    expect(anniversaryAfter(at("2025-03-08T17:00"), at("2026-01-01T00:00"), "America/New_York")).toEqual(
      at("2026-03-08T16:00"),
    );
  });

  it("is never now: a year that ends at this moment has begun anew", () => {
    expect(anniversaryAfter(at("2025-11-01T00:00"), asOf, "UTC")).toEqual(at("2027-11-01T00:00"));
  });
});

describe("the facts", () => {
  const found = {
    since: at("2026-10-01T12:00"),
    endsAt: null,
    visits: null,
    everActive: false,
    unanswered: 0,
    stalled: 0,
  };
  const turns = { cancelled: 0, resumed: 0, pastDue: 0, recovered: 0 };
  const ms = (text: string) => at(text).getTime();

  it("are whole days before the moment", () => {
    expect(factsAt(found, asOf)).toMatchObject({ memberDays: 30, unpaidDays: null, cancelledDays: null });
    const ends = factsAt({ ...found, endsAt: at("2026-11-08T01:00") }, asOf);
    expect(ends.endsInDays).toBe(8);
  });

  it("know a failed renewal until it is paid, and forget one that was given up", () => {
    const failed = { ...turns, pastDue: ms("2026-10-28T00:00") };
    expect(factsAt({ ...found, turns: failed }, asOf).unpaidDays).toBe(4);
    const paid = { ...failed, recovered: ms("2026-10-29T00:00") };
    expect(factsAt({ ...found, turns: paid }, asOf).unpaidDays).toBeNull();
    const old = { ...turns, pastDue: ms("2026-09-01T00:00") };
    expect(factsAt({ ...found, turns: old }, asOf).unpaidDays).toBeNull();
  });

  it("know a cancellation until it is taken back, and the next one after that", () => {
    const cancelled = { ...turns, cancelled: ms("2026-10-20T00:00") };
    expect(factsAt({ ...found, turns: cancelled }, asOf).cancelledDays).toBe(12);
    const kept = { ...cancelled, resumed: ms("2026-10-21T00:00") };
    expect(factsAt({ ...found, turns: kept }, asOf).cancelledDays).toBeNull();
    const again = { ...kept, cancelled: ms("2026-10-31T00:00") };
    expect(factsAt({ ...found, turns: again }, asOf).cancelledDays).toBe(1);
  });
});
