import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endReminder, passReminder, trialReminder } from "./reminders";

const day = 86_400_000;
const endsAt = new Date("2026-06-01T00:00:00Z");
const ahead = (ms: number) => new Date(endsAt.getTime() - ms);
const who = { communityId: "wheels", userId: "ada" };
const pass = (days: number) => ({ ...who, sourceId: "order-1", startsAt: ahead(days * day), endsAt });

describe("a pass", () => {
  it("is spoken of 14 days and 3 days before its end, and on the day it has ended", () => {
    const at = (ms: number) => passReminder(pass(90), ahead(ms))?.kind ?? null;
    expect([15 * day, 14 * day + 1, 14 * day, 3 * day + 1].map(at)).toEqual([null, null, "pass-14", "pass-14"]);
    expect([3 * day, 1, 0, 1 - day, -day].map(at)).toEqual(["pass-3", "pass-3", "pass-0", "pass-0", null]);
  });

  it("of a few days is not spoken of as soon as it is bought", () => {
    expect(passReminder(pass(20), ahead(14 * day))).toBeNull();
    expect(passReminder(pass(5), ahead(3 * day))).toBeNull();
    expect(passReminder(pass(5), endsAt)?.kind).toBe("pass-0");
  });

  it("is spoken of under a key of its end, so that a renewed one is another matter", () => {
    const renewed = { ...pass(90), endsAt: new Date(endsAt.getTime() + 30 * day) };
    expect(passReminder(pass(90), ahead(day))?.key).not.toBe(passReminder(renewed, renewed.endsAt)?.key);
  });

  it("is spoken of at most three times, looked at each hour or once a day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 24 }), (length, hours) => {
        const keys = new Set<string>();
        for (let ms = -2 * day; ms < 20 * day; ms += hours * 3_600_000) {
          const notice = passReminder(pass(length), ahead(ms));
          if (notice) keys.add(notice.key);
        }
        expect(keys.size).toBe(length >= 28 ? 3 : length >= 6 ? 2 : 1);
      }),
    );
  });
});

describe("a trial", () => {
  const trial = (days: number) => ({ ...who, source: { subscription: "s" }, startsAt: ahead(days * day), endsAt });

  it("is spoken of three days before its end, a short one the day before, a very short one not at all", () => {
    expect(trialReminder(trial(14), ahead(3 * day))?.payload).toEqual({
      subscription: "s",
      ends: String(endsAt.getTime()),
    });
    expect(trialReminder(trial(14), ahead(3 * day + 1))).toBeNull();
    expect(trialReminder(trial(3), ahead(day + 1))).toBeNull();
    expect(trialReminder(trial(3), ahead(day))?.kind).toBe("trial-ends");
    expect(trialReminder(trial(0.5), ahead(1))).toBeNull();
    expect(trialReminder(trial(14), endsAt)).toBeNull();
  });
});

describe("a cancelled subscription", () => {
  it("is spoken of in its last three days", () => {
    const at = (ms: number) => endReminder({ ...who, id: "s", endsAt }, ahead(ms))?.kind ?? null;
    expect([3 * day + 1, 3 * day, 1, 0].map(at)).toEqual([null, "ends-soon", "ends-soon", null]);
  });
});
