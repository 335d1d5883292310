import { describe, expect, it } from "vitest";
import { giftCode, giftCodeHash } from "./gift-code";

describe("the code of a gift", () => {
  it("is made again from the id alone, in four groups", () => {
    expect(giftCode("a")).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    expect(giftCode("a")).toBe(giftCode("a"));
    expect(giftCode("a")).not.toBe(giftCode("b"));
  });

  it("is known again however it was typed", () => {
    const code = giftCode("a");
    expect(giftCodeHash(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(giftCodeHash(code));
    expect(giftCodeHash(code.replaceAll("-", "–"))).toBe(giftCodeHash(code));
  });
});
