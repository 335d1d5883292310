import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Period, takeCensus } from "./membership";
import { cohortRetention, findOutlier, heatStep } from "./retention";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const stay = (memberId: string, from: string, to?: string): Period => ({
  memberId,
  startsAt: day(from),
  endsAt: to ? day(to) : null,
});
const table = (periods: Period[], asOf: string, columns = 4, zone = "UTC") =>
  cohortRetention(takeCensus(periods), { zone, asOf: day(asOf), unit: "month", columns, variant: "boundary" });

describe("cohort retention", () => {
  it("asks at each month boundary after the cohort's own month who is a member", () => {
    const { cohorts } = table(
      [stay("a", "2026-01-05"), stay("b", "2026-01-20", "2026-03-10"), stay("c", "2026-01-31", "2026-02-01")],
      "2026-04-01",
    );
    // Boundaries: 1 February (c ends there and is out), 1 March, 1 April; 1 May is not reached.
    expect(cohorts[0]).toMatchObject({ name: "2026-01", size: 3, retained: [2, 2, 1, null] });
    expect(cohorts[0]!.shares[1]).toBeCloseTo(2 / 3);
  });

  it("leaves cells that are not reached blank instead of 0, down to the second", () => {
    const periods = [stay("a", "2026-01-05")];
    const justBefore = new Date(day("2026-03-01").getTime() - 1);
    const shares = (asOf: Date) =>
      cohortRetention(takeCensus(periods), { zone: "UTC", asOf, unit: "month", columns: 3, variant: "boundary" })
        .cohorts[0]!.shares;
    expect(shares(justBefore)).toEqual([1, null, null]);
    expect(shares(day("2026-03-01"))).toEqual([1, 1, null]);
  });

  it("keeps a returner in the first cohort and counts them again", () => {
    const { cohorts } = table([stay("a", "2026-01-05", "2026-01-20"), stay("a", "2026-02-10")], "2026-04-02");
    expect(cohorts[0]).toMatchObject({ name: "2026-01", size: 1, retained: [0, 1, 1, null] });
    expect(cohorts.slice(1).every((cohort) => cohort.size === 0)).toBe(true);
  });

  it("puts somebody who joins on New Year's morning in Shanghai into January there and December in UTC", () => {
    const joined = [{ memberId: "a", startsAt: new Date("2025-12-31T17:00:00Z"), endsAt: null }];
    expect(table(joined, "2026-02-01", 2, "Asia/Shanghai").cohorts[0]!.name).toBe("2026-01");
    expect(table(joined, "2026-02-01", 2, "UTC").cohorts[0]!.name).toBe("2025-12");
  });

  it("weights the average by cohort size and only over cohorts that have reached the column", () => {
    const january = ["a", "b", "c"].map((id) => stay(id, "2026-01-05"));
    const february = [stay("d", "2026-02-05", "2026-02-10")];
    expect(table([...january, ...february], "2026-03-02", 3).averages).toEqual([3 / 4, 1, null]);
  });

  it("marks cohorts under ten as small and never singles them out", () => {
    const big = Array.from({ length: 10 }, (_, i) => stay(`x${i}`, "2026-01-05", i < 5 ? "2026-01-20" : undefined));
    const other = Array.from({ length: 20 }, (_, i) => stay(`y${i}`, "2026-02-05"));
    const tiny = [stay("z", "2026-02-06", "2026-02-07")];
    const result = table([...big, ...other, ...tiny], "2026-03-15");
    expect(result.cohorts.map((c) => c.small)).toEqual([false, false, true]);
    expect(findOutlier(result)).toMatchObject({ cohort: "2026-01", column: 0, share: 0.5 });
    expect(findOutlier(table(tiny, "2026-03-15"))).toBeNull();
  });

  it("conserves members: every one who has begun stands in exactly one cohort", () => {
    const anyPeriod = fc
      .record({ id: fc.nat(12), from: fc.nat(400), length: fc.option(fc.integer({ min: 1, max: 200 })) })
      .map(({ id, from, length }) => ({
        memberId: `m${id}`,
        startsAt: new Date(day("2025-01-01").getTime() + from * 86_400_000),
        endsAt: length === null ? null : new Date(day("2025-01-01").getTime() + (from + length) * 86_400_000),
      }));
    fc.assert(
      fc.property(fc.array(anyPeriod, { maxLength: 20 }), fc.nat(500), (periods, asOfDay) => {
        const asOf = new Date(day("2025-01-01").getTime() + asOfDay * 86_400_000);
        const { cohorts } = cohortRetention(takeCensus(periods), {
          zone: "Asia/Shanghai",
          asOf,
          unit: "month",
          columns: 12,
          variant: "boundary",
        });
        const begun = new Set(periods.filter((p) => p.startsAt <= asOf).map((p) => p.memberId)).size;
        expect(cohorts.reduce((sum, cohort) => sum + cohort.size, 0)).toBe(begun);
        for (const cohort of cohorts) {
          expect(cohort.retained.every((count) => count === null || count <= cohort.size)).toBe(true);
          // Once a cell is not reached, none after it is.
          expect(cohort.retained.findLastIndex((count) => count !== null)).toBe(
            cohort.retained.filter((count) => count !== null).length - 1,
          );
        }
      }),
    );
  });

  it("shows no row for a unit that begins this very instant, unless somebody begins with it", () => {
    const names = (periods: Period[]) => table(periods, "2026-03-01", 1).cohorts.map(({ name }) => name);
    expect(names([stay("a", "2026-02-05")])).toEqual(["2026-02"]);
    expect(names([stay("a", "2026-02-05"), stay("b", "2026-03-01")])).toEqual(["2026-02", "2026-03"]);
  });

  it("counts returners again unless staying without a gap is asked for", () => {
    const census = takeCensus([
      stay("a", "2026-01-05", "2026-02-10"),
      stay("a", "2026-02-20"),
      stay("b", "2026-01-09"),
    ]);
    const options = { zone: "UTC", asOf: day("2026-04-01"), unit: "month" as const, columns: 3 };
    const retained = (variant: "boundary" | "continuous") =>
      cohortRetention(census, { ...options, variant }).cohorts[0]!.retained;
    expect([retained("boundary"), retained("continuous")]).toEqual([
      [2, 2, 2],
      [2, 1, 1],
    ]);
  });
});

describe("heat ramp", () => {
  it("spreads its seven steps between the table's extremes", () => {
    expect([heatStep(0.5, 0.5, 1), heatStep(0.75, 0.5, 1), heatStep(1, 0.5, 1), heatStep(1, 1, 1)]).toEqual([
      0, 3, 6, 6,
    ]);
  });
});
