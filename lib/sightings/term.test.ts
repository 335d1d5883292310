import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchTerm } from "./term";

describe("a search term", () => {
  it("is the same for what is typed differently", () => {
    expect(searchTerm("  Raft\tConsensus ")).toBe("raft consensus");
    expect(searchTerm("ＲＡＦＴ　选主")).toBe("raft 选主");
  });

  it("is one line of at most 80 characters and stays what it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 250 }), (typed) => {
        const term = searchTerm(typed);
        if (term === null) return;
        expect([...term].length).toBeLessThanOrEqual(80);
        expect(searchTerm(term)).toBe(term);
      }),
    );
  });

  it.each([
    "ada@example.org",
    "who is ada@例え.jp",
    "13800138000",
    "+86 138 0013 8000",
    "(030) 123-45-67",
    "4242 4242 4242 4242",
    "sk_live_51H8xQ2eZvKYlo2C0abcdef",
  ])("is not kept when it looks like somebody's: %s", (typed) => {
    expect(searchTerm(typed)).toBeNull();
  });

  it.each(["http 404", "ipv6 2001", "go 1.24", "error 1205", "iso 8601", "@decorator", "2026 roadmap"])(
    "is kept when a number is part of a question: %s",
    (typed) => {
      expect(searchTerm(typed)).toBe(typed);
    },
  );

  it("is nothing when nothing is left", () => {
    expect(searchTerm(" \u200b\n")).toBeNull();
  });
});
