import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "@/lib/platform/calendar";
import { activeWindows, stepsOf } from "./active-windows";
import { interactionKinds } from "./activity";
import { ActivityScan } from "./activity-scan";
import {
  addActivity,
  mergeActivity,
  noActivity,
  packActivity,
  packNumbers,
  turn,
  unpackActivity,
  unpackNumbers,
} from "./day-pack";

const size = 5000;
const number = fc.integer({ min: 0, max: size - 1 });
const counts = fc
  .array(fc.integer({ min: 0, max: 100_000 }), {
    minLength: interactionKinds.length,
    maxLength: interactionKinds.length,
  })
  .filter((all) => all.some((count) => count > 0));
const day = fc
  .uniqueArray(fc.record({ number, counts }), { selector: (one) => one.number, maxLength: 60 })
  .map((people) => people.toSorted((a, b) => a.number - b.number));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const reaction = interactionKinds.indexOf("reaction");
const some = fc.uniqueArray(number, { maxLength: 60 });
const setOf = (numbers: readonly number[]) => {
  const people = new Uint8Array(size);
  for (const one of numbers) people[one] = 1;
  return people;
};

describe("a pack of activity", () => {
  it("adds up to what was packed, day upon day", () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 5 }), (days) => {
        const sums = noActivity(size);
        for (const people of days) addActivity(sums, packActivity(people));
        const expected = noActivity(size);
        for (const one of days.flat()) {
          expected.interactions[one.number]! += sum(one.counts);
          expected.written[one.number]! += sum(one.counts) - one.counts[reaction]!;
        }
        expect(sums).toEqual(expected);
      }),
    );
  });

  it("tells in one walk what some did, how much of each kind, and when they were active before", () => {
    const gaps = fc.array(fc.record({ people: day, gap: fc.integer({ min: 1, max: 40 }) }), { maxLength: 6 });
    fc.assert(
      fc.property(gaps, some, fc.nat(5), (told, chosen, leadIn) => {
        let offset = 0;
        const days = told.map(({ people, gap }) => {
          offset += gap;
          return { name: addDays("2026-01-01", offset), people };
        });
        const first = days[leadIn]?.name ?? addDays("2026-01-01", offset);
        const scan = new ActivityScan(setOf(chosen), first);
        for (const { name, people } of days) scan.addDay(name, packActivity(people));
        const deeds = days.flatMap(({ name, people }) =>
          people.filter((one) => chosen.includes(one.number)).map((one) => ({ day: name, ...one })),
        );
        const within = deeds.filter((deed) => deed.day >= first);
        const expected = noActivity(size);
        for (const { number, counts } of within) {
          expected.interactions[number]! += sum(counts);
          expected.written[number]! += sum(counts) - counts[reaction]!;
        }
        expect(scan.sums).toEqual(expected);
        const kindDays = days.flatMap(({ name }) =>
          interactionKinds.map((kind, i) => ({
            day: name,
            kind,
            count: sum(within.filter((deed) => deed.day === name).map(({ counts }) => counts[i]!)),
          })),
        );
        expect(scan.kindDays).toEqual(kindDays.filter(({ count }) => count > 0));
        const shown = daysBetween(addDays("2026-01-01", 30), addDays("2026-01-01", offset + 31));
        const steps = stepsOf(deeds.map((deed) => ({ day: deed.day, memberId: String(deed.number) })));
        expect(activeWindows(scan.steps, shown)).toEqual(activeWindows(steps, shown));
      }),
    );
  });

  it("of several days is all that each did in them", () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 5 }), (days) => {
        const merged = unpackActivity(mergeActivity(days.map(packActivity)));
        const people = [...Map.groupBy(days.flat(), (one) => one.number)].map(([number, own]) => ({
          number,
          counts: interactionKinds.map((_, kind) => sum(own.map((one) => one.counts[kind]!))),
        }));
        expect(merged).toEqual(people.toSorted((a, b) => a.number - b.number));
      }),
    );
  });

  it("gives back what was packed", () => {
    fc.assert(
      fc.property(day, (people) => {
        expect(unpackActivity(packActivity(people))).toEqual(people);
      }),
    );
  });

  it("reads a damaged pack to its end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(unpackActivity(bytes).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it("refuses numbers that do not ascend", () => {
    const one = { number: 7, counts: [1, 0, 0, 0, 0] };
    expect(() => packActivity([one, one])).toThrow("ascend");
    expect(() => packNumbers([3, 2])).toThrow("ascend");
  });
});

describe("turns", () => {
  it("give back what was packed", () => {
    fc.assert(
      fc.property(some, (numbers) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        expect(unpackNumbers(packNumbers(sorted))).toEqual(sorted);
      }),
    );
  });

  it("bring in who was out and take out who was in", () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (days) => {
        const people = new Uint8Array(size);
        for (const numbers of days) turn(people, packNumbers(numbers.toSorted((a, b) => a - b)));
        const times = (one: number) => days.filter((numbers) => numbers.includes(one)).length;
        for (const one of new Set(days.flat())) expect(people[one]).toBe(times(one) % 2);
      }),
    );
  });

  it("hold numbers of any size", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 3_000_000 }), { maxLength: 40 }), (numbers) => {
        const people = new Uint8Array(3_000_001);
        turn(people, packNumbers(numbers.toSorted((a, b) => a - b)));
        expect(people.reduce((all, one) => all + one, 0)).toBe(numbers.length);
        for (const one of numbers) expect(people[one]).toBe(1);
      }),
      { numRuns: 20 },
    );
  });
});
