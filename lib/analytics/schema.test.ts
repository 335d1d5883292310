import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startOfMonth } from "@/lib/platform/calendar";
import { activityQuestion } from "./activity-rows";
import { peopleQuestion } from "./cohort-figures";
import { contentQuestion } from "./content-rows";
import { firstDayNeeded, firstDayOfLeadIn, mrrMoments, overviewMoments } from "./growth";
import { barsOf, growthMoments } from "./member-growth";
import { asOfInstant, monthsUpTo, previousRange, type Range, rangeEndingAt, rangeKeys } from "./ranges";
import { firstCohort } from "./retention-report";
import { narrowedBy } from "./revenue-rows";
import { GrowthQuery, retentionVariants } from "./schema";
import { spanQuestion } from "./span-figures";
import { stretchesOf } from "./stretches";

describe("the growth page's address", () => {
  it("falls back to its defaults for anything it does not understand", () => {
    const defaults = { range: "30d", view: "chart" };
    expect(GrowthQuery.parse({})).toMatchObject(defaults);
    const odd = { range: "1000y", view: ["x"], table: "__proto__", cohort: "", asOf: "2026-02-31" };
    expect(JSON.parse(JSON.stringify(GrowthQuery.parse(odd)))).toEqual(defaults);
    expect(GrowthQuery.parse({ range: ["90d", "7d"] }).range).toBe("90d");
  });
});

/** What the loaders of all pages make of a range before they ask for anything. */
function everythingOf(range: Range) {
  const previous = previousRange(range);
  const twice = previousRange(previous);
  for (const one of [range, previous, twice]) {
    expect(one.days.length).toBeGreaterThan(0);
    expect(one.from < one.to).toBe(true);
    expect(one.days[0]! <= one.days.at(-1)!).toBe(true);
  }
  for (const unit of ["month", "week"] as const)
    for (const variant of retentionVariants) firstCohort({ unit, variant, scope: "paying", narrowed: null }, range);
  return [
    overviewMoments(range),
    mrrMoments(range),
    growthMoments(range),
    barsOf(range),
    stretchesOf(range, true),
    [firstDayNeeded(range), firstDayOfLeadIn(range)],
    monthsUpTo(new Date(range.to.getTime() - 1), range.zone, 12).map((month) => startOfMonth(month, range.zone)),
  ];
}

const hostileDays = [
  "0000-01-01",
  "0000-06-01",
  "0001-01-01",
  "1582-10-10",
  "1969-12-31",
  "1970-01-01",
  "1999-12-31",
  "2000-01-01",
  "2000-02-29",
  "2026-02-31",
  "2999-12-31",
  "3000-01-01",
  "9999-12-31",
  "-000001-01-01",
  "+010000-01-01",
  "275760-09-13",
  "2026-11-22T00:00:00Z",
  "now",
];

describe("as of any day a person can type", () => {
  const now = new Date("2026-11-22T06:30:00Z");
  const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Africa/Cairo", "Pacific/Apia", "Pacific/Kiritimati"];
  const look = (typed: unknown, zone: string, key: (typeof rangeKeys)[number]) => {
    const { asOf } = GrowthQuery.parse({ asOf: typed });
    const range = rangeEndingAt(key, asOfInstant(asOf, now, zone), zone);
    expect(range.to <= now).toBe(true);
    everythingOf(range);
  };

  it.each(hostileDays)("%s shows a range of days that were, on every page", (typed) => {
    for (const zone of zones) for (const key of rangeKeys) look(typed, zone, key);
  });

  it("falls back to now outside of the centuries in which there can be communities", () => {
    const understood = (typed: unknown) => GrowthQuery.parse({ asOf: typed }).asOf;
    expect(["0000-06-01", "1999-12-31", "3000-01-01", "9999-12-31"].map(understood)).toEqual(Array(4).fill(undefined));
    expect(["2000-01-01", "2999-12-31"].map(understood)).toEqual(["2000-01-01", "2999-12-31"]);
  });

  it("never fails for anything else either", () => {
    const anyDay = fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    const digits = fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
    fc.assert(
      fc.property(
        fc.oneof(anyDay, digits, fc.string(), fc.array(fc.string())),
        fc.constantFrom(...zones),
        fc.constantFrom(...rangeKeys),
        look,
      ),
      { numRuns: 60 },
    );
  });
});

describe("the rows behind a figure", () => {
  const range = rangeEndingAt("30d", new Date("2026-11-22T06:30:00Z"), "Asia/Shanghai");
  const figures = ["mrr", "joined", "left", "interactions", "readers", "cohort", "retained", undefined];

  it("are asked for without an error, whichever day, month, cell or word the address names", () => {
    const anyAt = fc.oneof(
      fc.constantFrom(
        ...hostileDays,
        "0000-01",
        "9999-12",
        "2026-13",
        "2026-11 CNY",
        "9999-12 CNY",
        "reason:",
        "0000-01.99",
      ),
      fc.stringMatching(/^[0-9]{4}-[0-9]{2}(\.[0-9]{1,2})?$/),
      fc.string(),
    );
    fc.assert(
      fc.property(anyAt, fc.constantFrom(...figures), (typed, figure) => {
        const { at } = GrowthQuery.parse({ at: typed });
        const { from, to } = narrowedBy(at, range, "CNY");
        expect(Number.isNaN(from.getTime() + to.getTime())).toBe(false);
        spanQuestion(figure, at, range);
        activityQuestion(figure, at, range);
        contentQuestion(figure, at, true);
        for (const unit of ["month", "week"] as const)
          peopleQuestion(figure, at, { unit, variant: "boundary", scope: "member", narrowed: null }, range);
      }),
    );
  });
});
