import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glyphFor, slugFor } from "./naming";
import { ChangeCommunity, isZone, OpenCommunity } from "./schema";

describe("names of communities", () => {
  it.each([
    ["Slow Query", "slow-query", "SQ"],
    ["造轮子", "zao-lun-zi", "造"],
    ["C++ 夜校", "c-ye-xiao", "C夜"],
    ["!!!", "", "!"],
    ["42", "", "4"],
    ["Émile’s Forge", "emile-s-forge", "ÉS"],
  ])("make of %s the address %j and the mark %j", (name, slug, glyph) => {
    expect(slugFor(name)).toBe(slug);
    expect(glyphFor(name)).toBe(glyph);
  });

  it("give an address the form accepts, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (name) => {
        expect(slugFor(name)).toMatch(/^([a-z](?!.*--)[a-z0-9-]{1,38}[a-z0-9])?$/);
      }),
    );
  });
});

describe("opening a community", () => {
  const valid = {
    name: "Slow Query",
    promise: "One plan a week",
    locale: "en",
    zone: "Europe/London",
    currency: "EUR",
  };
  const codes = (change: Record<string, string>) =>
    OpenCommunity.safeParse({ ...valid, ...change }).error?.issues.map(({ message }) => message) ?? [];

  it("needs a name, a promise, a language, a zone and a currency", () => {
    expect(OpenCommunity.safeParse(valid).success).toBe(true);
    for (const field of Object.keys(valid)) {
      const { [field as keyof typeof valid]: _, ...rest } = valid;
      expect(OpenCommunity.safeParse(rest).success, field).toBe(false);
    }
  });

  it.each([
    [{ slug: "ab" }, "slug-bad"],
    [{ slug: "a--b" }, "slug-bad"],
    [{ slug: "-ab" }, "slug-bad"],
    [{ slug: "ab-" }, "slug-bad"],
    [{ slug: "造轮子" }, "slug-bad"],
    [{ slug: "admin" }, "slug-reserved"],
    [{ slug: "guildhall" }, "slug-reserved"],
    [{ zone: "Mars/Olympus" }, "bad-zone"],
    [{ zone: "+08:00" }, "bad-zone"],
    [{ glyph: "four" }, "too-long"],
    [{ name: "\u202Eevil" }, "invalid"],
    [{ name: "x".repeat(61) }, "too-long"],
  ])("answers %j with %s", (change, code) => expect(codes(change as Record<string, string>)).toEqual([code]));

  it("knows zones by their IANA names", () => {
    expect(["Asia/Shanghai", "America/New_York", "UTC"].every(isZone)).toBe(true);
    expect(["", "asia", "EST5EDT7", "x".repeat(100)].some(isZone)).toBe(false);
  });

  it("keeps the currency when settings change", () => {
    const change = ChangeCommunity.parse({ ...valid, slug: "slow-query", currency: "USD" });
    expect(change).not.toHaveProperty("currency");
  });
});
