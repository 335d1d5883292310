import { describe, expect, it } from "vitest";
import { countReplies, replyFigures } from "./replies";

const asOf = new Date("2026-05-20T00:00:00Z");
const hoursAgo = (hours: number) => new Date(asOf.getTime() - hours * 3_600_000);
const asked = (hours: number, waited: number | null, acceptedAfter: number | null = null) => ({
  kind: "question",
  askedAt: hoursAgo(hours),
  repliedAt: waited === null ? null : hoursAgo(hours - waited),
  acceptedAt: acceptedAfter === null ? null : hoursAgo(hours - acceptedAfter),
});
const figures = (...posts: ReturnType<typeof asked>[]) => replyFigures("question", countReplies(posts, asOf, 24));

describe("time to first reply", () => {
  it("takes median and ninetieth percentile of those with a reply", () => {
    const hour = 3_600_000;
    expect(figures(asked(90, 1), asked(90, 3), asked(90, 11), asked(90, 30), asked(90, null))).toMatchObject({
      asked: 5,
      answered: 4,
      unanswered: 1,
      answeredShare: 0.8,
      median: 7 * hour,
      ninetieth: 30 * hour,
    });
  });

  it("holds only posts against the promise that were asked long enough ago for it to have run out", () => {
    expect(figures(asked(30, 2), asked(30, 25), asked(30, null), asked(3, 1), asked(3, null))).toMatchObject({
      due: 3,
      inTime: 1,
      inTimeShare: 1 / 3,
    });
  });

  it("does not know what happened after the moment it is for", () => {
    expect(figures(asked(30, 31, 40))).toMatchObject({ answered: 0, unanswered: 1, accepted: 0, median: null });
  });

  it("accepts answers of questions only", () => {
    expect(figures(asked(30, 1, 2), asked(30, 1))).toMatchObject({ accepted: 1, acceptedShare: 0.5 });
    expect(replyFigures("discussion", countReplies([asked(30, 1, 2)], asOf, 24)).accepted).toBeNull();
  });

  it("is undefined where nothing was asked", () => {
    expect(figures()).toMatchObject({ answeredShare: null, median: null, inTimeShare: null, acceptedShare: null });
  });
});
