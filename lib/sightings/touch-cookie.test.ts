import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { label } from "./channel";
import { afterView, readTouches, touchCookieLine, writeTouches } from "./touch-cookie";
import type { Touch } from "./types";

const today = "2026-11-22";
const touch = (more: Partial<Touch> = {}): Touch => ({
  channel: "search",
  source: "google",
  campaign: "",
  postId: null,
  day: "2026-11-01",
  ...more,
});
const direct = touch({ channel: "direct", source: "", day: today });
const written = writeTouches({ first: touch(), last: touch({ day: today }) });

describe("the touch cookie", () => {
  it("reads back exactly what was written, whatever a campaign is called", () => {
    const name = fc.string({ unit: "binary", maxLength: 60 }).map(label);
    const campaign = fc.record({
      channel: fc.constant("campaign" as const),
      source: name.filter((text) => text !== ""),
      campaign: name,
      postId: fc.option(fc.uuid()),
      day: fc.constantFrom("2026-10-01", "2026-11-21", today),
    });
    fc.assert(
      fc.property(campaign, campaign, (a, b) => {
        const [first, last] = a.day <= b.day ? [a, b] : [b, a];
        const value = writeTouches({ first, last });
        expect(value).toMatch(/^[\w%.~!*'()-]+$/);
        expect(readTouches(value, today)).toEqual({ first, last });
      }),
    );
  });

  it("is nothing when it holds anything else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        expect(readTouches(text, today)).toBeNull();
      }),
    );
    for (const hostile of [
      "",
      "x".repeat(5000),
      written.replace("1*", "2*"),
      written.replace("search", "owner"),
      written.replace("search", "direct"),
      written.replace("google", "%E0%A4"),
      written.replace("google", "<script>"),
      written.replace("google", "A@b.example"),
      written.replace("google", "a".repeat(61)),
      written.replace("2026-11-22", "2026-11-23"),
      written.replace("2026-11-01", "2026-08-01"),
      written.replace("2026-11-01", "2026-02-30"),
      written.replace("2026-11-01", "99999-1-1"),
      writeTouches({ first: touch({ day: today }), last: touch() }),
      writeTouches({ first: touch({ postId: "1; drop table posts" }), last: touch() }),
      `${written}*more`,
    ])
      expect([hostile, readTouches(hostile, today)]).toEqual([hostile, null]);
  });

  it("keeps the first touch for ever and moves the last one only with a new one", () => {
    const one = touch();
    const two = touch({ channel: "social", source: "x", day: today });
    const first = afterView(null, null, direct);
    expect(first).toEqual({ first: direct, last: direct });
    expect(afterView(afterView(null, one, direct), two, direct)).toEqual({ first: one, last: two });
    expect(afterView({ first: one, last: two }, null, direct)).toEqual({ first: one, last: two });
    expect(afterView(first, one, direct)).toEqual({ first: direct, last: one });
  });

  it("goes to one community's pages only, for ninety days, out of reach of scripts", () => {
    const line = touchCookieLine("guild", { first: direct, last: direct }, true);
    expect(line).toContain("; Path=/c/guild; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure");
    expect(touchCookieLine("guild", null, false)).toBe(
      "guildhall-touch=; Path=/c/guild; Max-Age=0; HttpOnly; SameSite=Lax",
    );
  });

  it("is the same for everybody who came the same way: it cannot tell people apart", () => {
    expect(writeTouches({ first: touch(), last: touch() })).toBe(writeTouches({ first: touch(), last: touch() }));
  });
});
