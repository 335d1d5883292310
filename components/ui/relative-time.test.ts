import { describe, expect, it } from "vitest";
import { exactTime, relativeTime, shortDate } from "./relative-time";

const now = new Date("2026-11-22T01:30:00Z");
const zone = "Asia/Shanghai";
const ago = (ms: number) => new Date(now.getTime() - ms);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("relative time", () => {
  it.each([
    ["en", 20_000, "just now"],
    ["en", 59 * minute, "59 minutes ago"],
    ["en", 3 * hour, "3 hours ago"],
    ["en", 25 * hour, "yesterday"],
    ["zh-CN", 3 * hour, "3小时前"],
    ["zh-CN", 25 * hour, "昨天"],
    ["en", 7 * day, "15 Nov"],
    ["zh-CN", 7 * day, "11月15日"],
    ["en", 400 * day, "18 Oct 2025"],
    ["en", -2 * hour, "in 2 hours"],
  ])("in %s, %i ms ago, reads %j", (locale, ms, text) => {
    expect(relativeTime(ago(ms), now, locale, zone, locale === "en" ? "just now" : "刚刚")).toBe(text);
  });

  it("counts calendar days of the zone beyond a day", () => {
    expect(relativeTime(new Date("2026-11-20T15:00:00Z"), now, "en", "UTC")).toBe("2 days ago");
    expect(relativeTime(new Date("2026-11-20T17:00:00Z"), now, "en", zone)).toBe("yesterday");
  });
});

it("tells the year only when it is not this one, by the zone's calendar", () => {
  const newYear = new Date("2026-12-31T20:00:00Z");
  expect(shortDate(newYear, now, "en", "UTC")).toBe("31 Dec");
  expect(shortDate(newYear, now, "en", zone)).toBe("1 Jan 2027");
});

it("names the zone with the exact moment", () => {
  expect(exactTime(now, "en", zone)).toBe("22 Nov 2026, 09:30 GMT+8");
});
