import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activityPerMember, interactionOf, summariseActivity, trailingMeans } from "./activity";

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
