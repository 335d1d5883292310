import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { read } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { activityDays, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { freshDatabase } from "@/e2e/support/database";
import { anyHistory, historyRuns, tellHistory } from "@/e2e/support/span-stories";
import { type CalendarUnit, unitNumber, unitNumberAt, weekOf } from "@/lib/platform/calendar";
import { peopleQuestion } from "./cohort-figures";
import { takeCensus } from "./membership";
import type { ProjectedPeriod, Scope } from "./periods";
import { countPeople, listPeople } from "./queries/cohort-rows";
import { listStaying } from "./queries/edges";
import type { Whom } from "./queries/packs";
import { type CohortPeople, listActiveGroups, listRenewalGroups, listSpanGroups, whomOf } from "./queries/retention";
import { type Range, rangeEndingAt } from "./ranges";
import { renewalsOf, termRuns } from "./renewals";
import { cohortRetention } from "./retention";
import { type CohortQuestion, computeCohorts, firstCohort } from "./retention-report";
import { inBatchesOf } from "./row-cursor";
import type { RetentionVariant } from "./schema";

const everybody = (communityId: string, scope: Scope): CohortPeople => ({
  communityId,
  scope,
  filter: null,
  narrowed: null,
});

const questionOf = (unit: CalendarUnit, variant: RetentionVariant, scope: Scope): CohortQuestion => ({
  unit,
  variant,
  scope,
  narrowed: null,
});

async function reportOf(people: CohortPeople, question: CohortQuestion, range: Range) {
  const window = { unit: question.unit, first: firstCohort(question, range), asOf: range.to };
  const facts = {
    spans: await listSpanGroups(people, window),
    active: question.variant === "activity" ? await listActiveGroups(people, window) : [],
    renewals: question.variant === "renewal" ? await listRenewalGroups(people, window) : [],
  };
  return computeCohorts(facts, question, range);
}

async function periodsOf(communityId: string, scope: Scope): Promise<ProjectedPeriod[]> {
  const rows = await read()
    .select()
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, scope)));
  return rows as ProjectedPeriod[];
}

const anyUnit = fc.constantFrom("month" as const, "week" as const);
const anyScope = fc.constantFrom("member" as const, "paying" as const);

/** Each run tells a history and projects it: seconds in all, many on a busy machine. */
const propertyTimeout = 180_000;

describe("cohort tables of the retention page", () => {
  beforeEach(freshDatabase);

  it(
    "equal the definition over random histories: boundary and continuous",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, anyUnit, anyScope, async ({ zone, entries, asOf }, unit, scope) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt("30d", asOf, zone);
          const census = takeCensus(await periodsOf(communityId, scope));
          for (const variant of ["boundary", "continuous"] as const) {
            const question = questionOf(unit, variant, scope);
            const report = await reportOf(everybody(communityId, scope), question, range);
            const columns = report.averages.length;
            const defined = cohortRetention(census, { zone, asOf: range.to, unit, columns, variant });
            const first = report.cohorts[0]?.name;
            expect(report.cohorts).toEqual(defined.cohorts.filter(({ name }) => first !== undefined && name >= first));
          }
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "count as active in a unit who did something in it, kept ready or counted for a segment",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, anyUnit, anyScope, async ({ zone, entries, asOf }, unit, scope) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt("30d", asOf, zone);
          const question = questionOf(unit, "activity", scope);
          const people = everybody(communityId, scope);
          const kept = await reportOf(people, question, range);
          const all = amongSelected(sql`select member_id from ${memberSpans} where community_id = ${communityId}`);
          expect((await reportOf({ ...people, filter: all }, question, range)).cohorts).toEqual(kept.cohorts);
          const first = new Map(
            [...Map.groupBy(await periodsOf(communityId, scope), (p) => p.memberId)].map(([id, own]) => [
              id,
              unitNumberAt(own.reduce((a, b) => (b.startsAt < a.startsAt ? b : a)).startsAt, unit, zone),
            ]),
          );
          const days = await read().select().from(activityDays).where(eq(activityDays.communityId, communityId));
          const periodOf = (day: string) =>
            unit === "month" ? unitNumber(day.slice(0, 7), "month") : unitNumber(weekOf(day), "week");
          for (const cohort of kept.cohorts) {
            const number = unitNumber(cohort.name, unit);
            for (const [k, count] of cohort.retained.entries()) {
              if (count === null) continue;
              const active = days.filter((d) => first.get(d.memberId) === number && periodOf(d.day) === number + k);
              expect(count).toBe(new Set(active.map((d) => d.memberId)).size);
            }
          }
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "count renewals as the definition does",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, anyUnit, async ({ zone, entries, asOf }, unit) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt("30d", asOf, zone);
          const question = questionOf(unit, "renewal", "paying");
          const report = await reportOf(everybody(communityId, "paying"), question, range);
          const periods = await periodsOf(communityId, "paying");
          const spans = await read()
            .select()
            .from(memberSpans)
            .where(
              and(
                eq(memberSpans.communityId, communityId),
                eq(memberSpans.scope, "paying"),
                eq(memberSpans.ordinal, 0),
              ),
            );
          const cohortOf = new Map(spans.map((s) => [s.memberId, unit === "month" ? s.cohortMonth : s.cohortWeek]));
          const judged = termRuns(periods, range.to).map((run) => ({
            cohort: cohortOf.get(run.memberId),
            ...renewalsOf(run, range.to),
          }));
          for (const cohort of report.cohorts) {
            const own = judged.filter((run) => run.cohort === unitNumber(cohort.name, unit));
            for (const [k, counted] of cohort.counted.entries()) {
              expect(counted ?? 0).toBe(own.filter(({ due }) => due > k).length);
              expect(cohort.retained[k] ?? 0).toBe(own.filter(({ renewed }) => renewed > k).length);
            }
          }
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "sum over plans, over terms and over sources to the whole",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, async ({ zone, entries, asOf }) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt("30d", asOf, zone);
          const question = questionOf("month", "boundary", "paying");
          const whole = await reportOf(everybody(communityId, "paying"), question, range);
          for (const [by, values] of [
            ["plan", ["plan-a", "plan-b"]],
            ["term", ["month", "year"]],
            ["source", ["search", "unknown"]],
          ] as const) {
            const parts = await Promise.all(
              values.map((value) =>
                reportOf({ ...everybody(communityId, "paying"), narrowed: { by, value } }, question, range),
              ),
            );
            for (const cohort of whole.cohorts) {
              const own = parts.flatMap((part) => part.cohorts.filter(({ name }) => name === cohort.name));
              expect(own.reduce((sum, { size }) => sum + size, 0)).toBe(cohort.size);
              for (const [k, retained] of cohort.retained.entries())
                if (retained !== null) expect(own.reduce((sum, row) => sum + (row.retained[k] ?? 0), 0)).toBe(retained);
            }
          }
          const narrowed: CohortPeople = {
            ...everybody(communityId, "paying"),
            narrowed: { by: "plan", value: "plan-a" },
          };
          const stayed = async (whom: Whom) => (await listStaying(communityId, "paying", [range], whom))[0]!;
          const rest = { ...narrowed, narrowed: { by: "plan" as const, value: "plan-b" } };
          const [all, one, other] = [
            await stayed(null),
            await stayed(await whomOf(narrowed)),
            await stayed(await whomOf(rest)),
          ];
          expect({ lost: one.lost + other.lost, back: one.back + other.back }).toEqual(all);
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "open into the people they count",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          anyHistory,
          anyUnit,
          fc.constantFrom("boundary" as const, "continuous" as const, "activity" as const, "renewal" as const),
          async ({ zone, entries, asOf }, unit, variant) => {
            const communityId = await tellHistory(entries, zone);
            const range = rangeEndingAt("30d", asOf, zone);
            const question = questionOf(unit, variant, "paying");
            const people = everybody(communityId, "paying");
            const report = await reportOf(people, question, range);
            for (const cohort of report.cohorts.filter(({ size }) => size > 0)) {
              for (const column of [0, 1]) {
                const cell = peopleQuestion("cohort", `${cohort.name}.${column}`, question, range)!;
                const rows = await Array.fromAsync(
                  inBatchesOf(
                    2,
                    (wanted) => listPeople(people, cell, { asOf: range.to, ...wanted }),
                    (row) => ({ number: row.startsAt.getTime(), id: row.memberId }),
                  ),
                );
                expect(rows).toHaveLength(cohort.size);
                expect(await countPeople(people, cell, range.to)).toBe(cohort.size);
                const retained = cohort.retained[column];
                const there = rows.filter((row) => row.isThere).length;
                // A person has more than one run of terms now and then: they are renewed when all of them are.
                if (variant === "renewal") expect(there).toBeLessThanOrEqual(retained ?? 0);
                else if (retained !== null) expect(there).toBe(retained);
              }
            }
          },
        ),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "open the range’s figures into those who stayed, never left, or are gone",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, anyScope, async ({ zone, entries, asOf }, scope) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt("90d", asOf, zone);
          const [staying] = await listStaying(communityId, scope, [range], null);
          const people = everybody(communityId, scope);
          const question = questionOf("month", "boundary", scope);
          const count = (figure: string) =>
            countPeople(people, peopleQuestion(figure, undefined, question, range)!, range.to);
          const [kept, unbroken, gone] = [await count("kept"), await count("unbroken"), await count("gone")];
          expect({ back: kept - unbroken, lost: gone + kept - unbroken }).toEqual(staying);
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );
});

describe("the address of a cell", () => {
  const range = rangeEndingAt("30d", new Date("2024-06-10T00:00:00Z"), "UTC");
  const ask = (at: string, unit: CalendarUnit = "month") =>
    peopleQuestion("cohort", at, questionOf(unit, "boundary", "member"), range);

  it("names a cohort, or one of its columns", () => {
    expect(ask("2024-02")).toMatchObject({ cohort: unitNumber("2024-02", "month"), column: null });
    expect(ask("2024-02-05.3", "week")).toMatchObject({ cohort: unitNumber("2024-02-05", "week"), column: 3 });
  });

  it("is refused for what is no month, no Monday, not yet begun, or not a cell", () => {
    for (const [at, unit] of [
      ["2024-13", "month"],
      ["2024-02-06", "week"],
      ["2024-02", "week"],
      ["2024-07", "month"],
      ["x", "month"],
      ["2024-02.", "month"],
    ] as const)
      expect(ask(at, unit)).toBeNull();
  });
});
