import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marksIn, phrasesOf, spotsOf } from "./words";

describe("the words of a text", () => {
  it("of Chinese are overlapping pairs, the last character alone", () => {
    expect(spotsOf("付费社群")).toEqual([["付费"], ["费社"], ["社群"], ["群"]]);
  });

  it("of identifiers are the whole and its parts at one spot", () => {
    expect(spotsOf("better_sqlite3")).toEqual([["bettersqlite3", "better", "sqlite3", "sqlite"]]);
    expect(spotsOf("parseHTML")).toEqual([["parsehtml", "parse", "html"]]);
    expect(spotsOf("c++ C# node.js")[0]).toContain("cplusplus");
    expect(spotsOf("c++ C# node.js")[1]).toContain("csharp");
  });

  it("are the same for full-width and ordinary letters, and for plurals", () => {
    expect(spotsOf("ＳＱＬ")).toEqual(spotsOf("sql"));
    expect(spotsOf("indexes")[0]?.[0]).toBe(spotsOf("index")[0]?.[0]);
    expect(spotsOf("caches")[0]?.[0]).toBe("cach");
  });

  it("end at a limit, whatever the text", () => {
    expect(spotsOf("word ".repeat(1000), 10)).toHaveLength(10);
  });
});

describe("a question", () => {
  it("asks for Chinese as a phrase of pairs, for one character as a beginning", () => {
    expect(phrasesOf("付费社")).toEqual([{ words: ["付费", "费社"], prefix: false }]);
    expect(phrasesOf("社")).toEqual([{ words: ["社"], prefix: true }]);
    expect(phrasesOf("用 Raft 选主").map(({ words }) => words)).toEqual([["用"], ["raft"], ["选主"]]);
  });

  it("never throws, whatever is typed, and asks for at most eight phrases of plain words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const phrases = phrasesOf(text);
        expect(phrases.length).toBeLessThanOrEqual(8);
        expect(phrases.every(({ words }) => words.every((word) => /^[\p{L}\p{N}\p{M}]+$/u.test(word)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("finds its own words in any text made of them", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("付", "费", "a", "B", "3", "_", " ", "+"), maxLength: 30 }),
        (text) => {
          const indexed = spotsOf(text).flat();
          for (const { words, prefix } of phrasesOf(text)) {
            for (const word of words)
              expect(indexed.some((known) => (prefix ? known.startsWith(word) : known === word))).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("marks", () => {
  it("cover what was asked for, left to right, without overlap", () => {
    expect(marksIn("Indexes and more indexes", "index")).toEqual([
      [0, 5],
      [17, 22],
    ]);
    expect(marksIn("付费社群的付费", "付费")).toEqual([
      [0, 2],
      [5, 7],
    ]);
  });

  it("stand inside of the text and apart from each other for every text and question", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.string({ unit: "binary", maxLength: 20 }),
        (text, question) => {
          let end = 0;
          for (const [from, to] of marksIn(text, question)) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(text.length);
            end = to;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
