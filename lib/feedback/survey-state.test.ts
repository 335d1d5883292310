import { describe, expect, it } from "vitest";
import { askingTime, isAskedAt, mayShowCard, stateOf } from "./survey-state";
import type { AskedMember, Survey } from "./types";

const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);
const base: Survey = {
  id: "s",
  communityId: "c",
  title: "T",
  intro: "",
  trigger: "dates",
  opensAt: null,
  closesAt: null,
  afterDays: null,
  audience: "everybody",
  segmentId: null,
  audienceRule: null,
  mails: false,
  anonymous: true,
  createdAt: day("02-01"),
  publishedAt: day("03-01"),
  archivedAt: null,
};
const member = (joined: string, cancelled?: string): AskedMember => ({
  memberId: "m",
  joinedAt: day(joined),
  cancelledAt: cancelled ? day(cancelled) : null,
});

describe("a survey on dates", () => {
  const survey = { ...base, opensAt: day("03-10"), closesAt: day("03-20") };

  it("waits, runs, is over, half-open", () => {
    expect(stateOf({ ...survey, publishedAt: null }, day("03-12"))).toBe("draft");
    expect(stateOf(survey, day("03-09"))).toBe("waiting");
    expect(stateOf(survey, day("03-10"))).toBe("running");
    expect(stateOf(survey, new Date(+day("03-20") - 1))).toBe("running");
    expect(stateOf(survey, day("03-20"))).toBe("over");
    expect(stateOf({ ...survey, archivedAt: day("03-11") }, day("03-12"))).toBe("archived");
  });

  it("asks everybody in that time, and never before it was published", () => {
    expect(isAskedAt(survey, member("01-01"), day("03-15"))).toBe(true);
    expect(isAskedAt(survey, member("01-01"), day("03-20"))).toBe(false);
    expect(askingTime({ ...survey, opensAt: day("02-01") }, member("01-01"))).toEqual({
      from: day("03-01"),
      until: day("03-20"),
    });
  });

  it("shows its card to nobody who joined within a day", () => {
    expect(mayShowCard(survey, { joinedAt: day("03-14") }, new Date(+day("03-15") - 1))).toBe(false);
    expect(mayShowCard(survey, { joinedAt: day("03-14") }, day("03-15"))).toBe(true);
  });
});

describe("a survey on a day of membership", () => {
  const survey = { ...base, trigger: "day" as const, afterDays: 30 };

  it("asks who reaches the day after it was published, for thirty days", () => {
    expect(askingTime(survey, member("02-10"))).toEqual({ from: day("03-12"), until: day("04-11") });
    expect(isAskedAt(survey, member("02-10"), day("03-11"))).toBe(false);
    expect(isAskedAt(survey, member("02-10"), day("03-12"))).toBe(true);
    expect(isAskedAt(survey, member("02-10"), day("04-11"))).toBe(false);
  });

  it("does not ask who had reached it before", () => {
    expect(askingTime(survey, member("01-20"))).toBeNull();
    expect(askingTime(survey, member("01-30"))).not.toBeNull();
  });
});

describe("a survey after a cancellation", () => {
  const survey = { ...base, trigger: "cancellation" as const };

  it("asks who has cancelled since it was published, also a newcomer", () => {
    expect(isAskedAt(survey, member("03-05", "03-05"), day("03-05"))).toBe(true);
    expect(mayShowCard(survey, { joinedAt: day("03-05") }, day("03-05"))).toBe(true);
    expect(askingTime(survey, member("01-01"))).toBeNull();
    expect(askingTime(survey, member("01-01", "02-20"))).toBeNull();
  });
});
