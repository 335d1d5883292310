import { describe, expect, it } from "vitest";
import type { ActivitySummary } from "./activity";
import type { SpanHeadcount } from "./edges";
import { findInsight } from "./insight";

const find = (
  members: { from: number; to: number; retainedShare: number | null },
  [interactions, active]: [number, number],
  [interactionsBefore, activeBefore]: [number, number],
) =>
  findInsight({
    members: members as SpanHeadcount,
    activity: { interactions, active } as ActivitySummary,
    activityBefore: { interactions: interactionsBefore, active: activeBefore } as ActivitySummary,
  });

const quiet = { from: 100, to: 100, retainedShare: 0.95 };

describe("what stands out in a period", () => {
  it("more interactions of fewer people, and fewer of more", () => {
    expect(find(quiet, [110, 80], [100, 100])).toEqual({ kind: "concentrated", share: 0.1, people: 20 });
    expect(find(quiet, [90, 120], [100, 100])).toEqual({ kind: "spread", share: 0.1, people: 20 });
  });

  it("growth that hides how many have left", () => {
    const growing = { from: 100, to: 130, retainedShare: 0.7 };
    expect(find(growing, [100, 100], [100, 100])).toEqual({ kind: "hollow", members: 30, retained: 0.7 });
    expect(find({ ...growing, retainedShare: 0.95 }, [100, 100], [100, 100])).toBeNull();
    expect(find({ ...growing, to: 90 }, [100, 100], [100, 100])).toBeNull();
  });

  it("is nothing when both go the same way, hardly move, or had nothing to be compared with", () => {
    expect(find(quiet, [110, 110], [100, 100])).toBeNull();
    expect(find(quiet, [101, 99], [100, 100])).toBeNull();
    expect(find(quiet, [10, 3], [0, 0])).toBeNull();
    expect(find({ from: 0, to: 5, retainedShare: null }, [0, 0], [0, 0])).toBeNull();
  });
});
