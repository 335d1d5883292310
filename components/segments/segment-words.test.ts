import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCondition, anyHistory, anyInstant, anyRule, productIds, topicIds } from "@/e2e/support/segment-arbitraries";
import { locales } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { evaluate } from "@/lib/segments/evaluate";
import { ruleSummary } from "./rule-list";
import { conditionText, editorFields, foundText } from "./segment-words";

const names = {
  plans: productIds.map((id) => ({ id, name: `Plan ${id}` })),
  topics: topicIds.map((id) => ({ id, name: `Topic ${id}` })),
};
const isSentence = (text: string) => {
  expect(text).not.toMatch(/segments\.|common\.|[{}]|undefined|NaN/);
  expect(text.trim()).not.toBe("");
};

describe.each(locales)("rules in words (%s)", (locale) => {
  const words = wordsFor(locale);

  it("are whole sentences, whatever is asked and found", () => {
    const asked = fc.record({ condition: anyCondition, history: anyHistory, asOf: anyInstant });
    fc.assert(
      fc.property(asked, ({ condition, history, asOf }) => {
        const verdict = evaluate(condition, history, { asOf, zone: "UTC" });
        isSentence(conditionText(condition, names, words));
        if ("condition" in verdict) {
          isSentence(foundText(condition, verdict.found, { names, words, asOf, zone: "UTC" }));
        }
      }),
    );
    fc.assert(fc.property(anyRule, (rule) => isSentence(ruleSummary(rule, names, words))));
  });

  it("are offered by the editor with a word for everything there is to choose", () => {
    for (const { label, comparisons, control } of editorFields(names, words)) {
      const options = control.kind === "list" ? control.options : [];
      for (const text of [label, ...[...comparisons, ...options].map((option) => option.label)]) isSentence(text);
    }
  });
});

describe("a rule in words", () => {
  it("says what it asks and what a member has instead", () => {
    const words = wordsFor("en");
    const condition = { field: "interactions", is: "at-least", value: 5, days: 30 } as const;
    expect(conditionText(condition, names, words)).toBe("Took part at least 5 times in the last 30 days");
    const found = { kind: "count", count: 3 } as const;
    expect(foundText(condition, found, { names, words, asOf: new Date(), zone: "UTC" })).toBe("3 times");
    expect(conditionText({ field: "region", is: "is", value: "CN" }, names, words)).toBe(
      "Country of the language is China",
    );
  });
});
