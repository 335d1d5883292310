import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { figureDefinitions } from "./definitions";

const files = new Map<string, string>();

/** A test's text, with the marks of strings taken off: a name is found whichever quotes it stands in. */
function textOf(file: string): string {
  const known = files.get(file) ?? (existsSync(file) ? readFileSync(file, "utf8").replaceAll("\\", "") : "");
  files.set(file, known);
  return known;
}

describe("the definitions page", () => {
  it.each(figureDefinitions.map((one) => [one.figure, one] as const))("names a test of %s that exists", (_, one) => {
    const { file, name } = one.provenBy;
    const text = textOf(file);
    expect(text, `${file} does not exist`).not.toBe("");
    expect(
      ['"', "'", "`"].some((quote) => text.includes(`${quote}${name}${quote}`)),
      `${file} › ${name}`,
    ).toBe(true);
  });

  it("defines every figure once, in words of both languages", () => {
    const figures = figureDefinitions.map(({ figure }) => figure);
    expect(new Set(figures).size).toBe(figures.length);
    for (const words of [wordsFor("en"), wordsFor("zh-CN")]) {
      for (const { figure, fedBy } of figureDefinitions) {
        expect(words.t(`revenue.defined.${figure}.name`)).not.toBe("");
        expect(words.t(`revenue.defined.${figure}.leavesOut`)).not.toBe("");
        for (const source of fedBy) expect(words.t(`revenue.fed.${source}`)).not.toBe("");
      }
    }
  });
});
