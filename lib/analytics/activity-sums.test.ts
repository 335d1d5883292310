import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPeople, histogramOf, loudest } from "./activity-sums";
import { noActivity } from "./day-pack";

const person = fc.record({
  interactions: fc.nat({ max: 6 }),
  share: fc.nat({ max: 6 }),
  counted: fc.boolean(),
  member: fc.boolean(),
});
const world = fc.array(person, { maxLength: 40 }).map((people) => {
  const sums = noActivity(people.length);
  for (const [number, { interactions, share }] of people.entries()) {
    sums.interactions[number] = interactions;
    sums.written[number] = Math.min(interactions, share);
  }
  const among = Uint8Array.from(people, ({ counted }) => Number(counted));
  const members = Uint8Array.from(people, ({ member }) => Number(member));
  const active = people
    .map((one, number) => ({ ...one, number, written: sums.written[number]! }))
    .filter(({ interactions, counted }) => interactions > 0 && counted);
  return { sums, among, members, active };
});

describe("sums of activity", () => {
  it("make a histogram in which everybody who is counted stands once", () => {
    fc.assert(
      fc.property(world, ({ sums, among, members, active }) => {
        const counts = histogramOf(sums, among, members);
        for (const row of counts) {
          const alike = active.filter(
            (one) => one.interactions === row.interactions && one.written > 0 === row.wrote && one.member === row.atEnd,
          );
          expect(alike.length).toBe(row.people);
        }
        expect(counts.reduce((all, row) => all + row.people, 0)).toBe(active.length);
        const contributors = active.filter(({ written }) => written > 0).length;
        expect(countPeople(sums, among)).toEqual({ active: active.length, contributors });
      }),
    );
  });

  it("name the loudest, with all who tie with the last of them", () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 12 }), ({ sums, among, active }, top) => {
        const found = loudest(sums, among, top);
        const wrote = active.filter(({ written }) => written > 0);
        expect(found.length).toBeGreaterThanOrEqual(Math.min(top, wrote.length));
        const worth = (one: { written: number; interactions: number }) => one.written * 100 + one.interactions;
        const least = Math.min(...found.map(worth));
        const numbers = new Set(found.map(({ number }) => number));
        for (const one of wrote) expect(numbers.has(one.number)).toBe(worth(one) >= least);
        expect(wrote.filter((one) => worth(one) > least).length).toBeLessThan(top);
      }),
    );
  });
});
