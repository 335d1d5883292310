import { describe, expect, it } from "vitest";
import { letterWeek, weekBefore } from "./letter-week";

const at = (text: string) => new Date(text);

describe("the weekly letter", () => {
  it("is due from Monday at eight of the community's zone until Wednesday ends", () => {
    expect(letterWeek(at("2026-11-22T23:59:59Z"), "Asia/Shanghai")).toBeNull();
    expect(letterWeek(at("2026-11-23T00:00:00Z"), "Asia/Shanghai")).toBe("2026-11-23");
    expect(letterWeek(at("2026-11-23T12:59:59Z"), "America/New_York")).toBeNull();
    expect(letterWeek(at("2026-11-23T13:00:00Z"), "America/New_York")).toBe("2026-11-23");
    expect(letterWeek(at("2026-11-25T15:59:59Z"), "Asia/Shanghai")).toBe("2026-11-23");
    expect(letterWeek(at("2026-11-25T16:00:00Z"), "Asia/Shanghai")).toBeNull();
  });

  it("tells of the seven days before, in a week whose clocks change too", () => {
    const { from, to, first, last } = weekBefore("2026-11-02", "America/New_York");
    expect([first, last]).toEqual(["2026-10-26", "2026-11-01"]);
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(7 * 24 + 1);
  });
});
