import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  activityPerMember,
  byPeriod,
  distribution,
  interactionOf,
  summariseActivity,
  summariseCounts,
  trailingMeans,
} from "./activity";

const people = (...counts: number[]) =>
  counts.map((interactions, i) => ({ memberId: `m${i}`, interactions, written: interactions }));
const members = (count: number) => new Set(Array.from({ length: count }, (_, i) => `m${i}`));

describe("A, activity", () => {
  it("the article's second example: 100 interactions of 50 members, A = 2", () => {
    expect(activityPerMember(100, 50)).toBe(2);
    const summary = summariseActivity(people(...Array.from({ length: 50 }, () => 2)), members(50));
    expect(summary).toMatchObject({
      interactions: 100,
      members: 50,
      perMember: 2,
      active: 50,
      activeShare: 1,
      median: 2,
    });
  });

  it("shows in active share and median when one member made all hundred", () => {
    const summary = summariseActivity(people(100), members(50));
    expect(summary).toMatchObject({ perMember: 2, active: 1, activeShare: 0.02, median: 0, contributorShare: 0.02 });
  });

  it("is undefined without members", () => {
    expect(summariseActivity(people(3), members(0))).toMatchObject({
      interactions: 3,
      perMember: null,
      activeShare: null,
      median: null,
      contributorShare: null,
    });
  });

  it("does not count somebody who only reacted as a contributor", () => {
    const summary = summariseActivity([{ memberId: "m0", interactions: 4, written: 0 }], members(2));
    expect(summary).toMatchObject({ active: 1, activeShare: 0.5, contributorShare: 0 });
  });

  it("takes the median over everybody, those without an interaction included", () => {
    expect(summariseActivity(people(9, 5, 1), members(4)).median).toBe(3);
    expect(summariseActivity(people(9, 5, 1), members(5)).median).toBe(1);
    expect(summariseActivity(people(9, 5, 1), members(7)).median).toBe(0);
  });

  it("has a median equal to that of the written-out list", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 9 }), fc.nat(5), (counts, idle) => {
        const size = counts.length + idle;
        const all = [...counts, ...Array.from({ length: idle }, () => 0)].sort((a, b) => a - b);
        const plain = size === 0 ? null : (all[Math.floor((size - 1) / 2)]! + all[Math.ceil((size - 1) / 2)]!) / 2;
        expect(summariseActivity(people(...counts), members(size)).median).toBe(plain);
      }),
    );
  });
});

describe("a histogram of activity", () => {
  const person = fc.record({ interactions: fc.integer({ min: 1, max: 30 }), written: fc.nat(3), atEnd: fc.boolean() });
  const histogram = (list: { interactions: number; written: number; atEnd: boolean }[]) =>
    list.map(({ interactions, written, atEnd }) => ({ interactions, wrote: written > 0, atEnd, people: 1 }));

  it("gives the same figures as the people themselves", () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), fc.nat(8), (list, idle) => {
        const people = list.map((row, i) => ({ memberId: `m${i}`, ...row }));
        const present = people.filter((row) => row.atEnd).map((row) => row.memberId);
        const membersAtEnd = new Set([...present, ...Array.from({ length: idle }, (_, i) => `idle${i}`)]);
        expect(summariseCounts(histogram(list), membersAtEnd.size)).toEqual(summariseActivity(people, membersAtEnd));
      }),
    );
  });

  it("spreads over bars that hold each member at the end once", () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), fc.nat(8), (list, idle) => {
        const members = list.filter((row) => row.atEnd).length + idle;
        const bins = distribution(histogram(list), members);
        expect(bins.reduce((sum, bin) => sum + bin.people, 0)).toBe(members);
        expect(bins[0]!.people).toBe(idle);
      }),
    );
  });

  it("has bars 0, 1, 2 to 4, 5 to 9, 10 to 19, 20 and more", () => {
    const of = (...counts: number[]) =>
      counts.map((interactions) => ({ interactions, wrote: true, atEnd: true, people: 1 }));
    const bins = distribution(of(1, 2, 4, 5, 9, 10, 19, 20, 300), 10);
    expect(bins.map(({ from, to, people: n }) => [from, to, n])).toEqual([
      [0, 0, 1],
      [1, 1, 1],
      [2, 4, 2],
      [5, 9, 2],
      [10, 19, 2],
      [20, null, 2],
    ]);
  });
});

describe("interactions by period", () => {
  it("fall into days or months, those without any included", () => {
    const rows = [
      { day: "2026-04-30", kind: "answer", count: 2 },
      { day: "2026-05-01", kind: "answer", count: 3 },
      { day: "2026-05-01", kind: "reaction", count: 4 },
    ];
    expect(byPeriod(rows, ["2026-03", "2026-04", "2026-05"]).map(({ total }) => total)).toEqual([0, 2, 7]);
    expect(byPeriod(rows, ["2026-05-01"])[0]!.kinds).toMatchObject({ answer: 3, reaction: 4, comment: 0 });
  });
});

describe("what counts as an interaction", () => {
  it.each([
    ["comment.added", { postKind: "tutorial" }, "comment"],
    ["comment.added", { postKind: "question" }, "answer"],
    ["comment.added", { postKind: "question", reply: true }, "comment"],
    ["reaction.added", { targetKind: "post" }, "reaction"],
    ["post.published", { kind: "discussion" }, "discussion"],
    ["post.published", { kind: "question" }, "question"],
    ["post.published", { kind: "tutorial" }, null],
    ["post.published", { kind: "announcement" }, null],
    ["comment.edited", { postKind: "tutorial" }, null],
    ["reaction.removed", { targetKind: "post" }, null],
    ["payment.charged", {}, null],
  ] as const)("%s of %o is %s", (verb, detail, kind) => {
    expect(interactionOf({ verb, detail })).toBe(kind);
  });
});

describe("trailing means", () => {
  it("give one value per day, each the mean of that day and the six before it", () => {
    expect(trailingMeans([7, 0, 0, 0, 0, 0, 0, 14], 7)).toEqual([1, 2]);
  });
});
