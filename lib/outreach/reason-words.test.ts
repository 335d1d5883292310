import { describe, expect, it } from "vitest";
import { locales } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { reasonText } from "./reason-words";
import { riskReasons, riskWeights } from "./risk-score";

describe.each(locales)("the words of the score in %s", (locale) => {
  const words = wordsFor(locale);

  it("have a name and a sentence for each reason, and one for each of its steps", () => {
    for (const reason of riskReasons) {
      expect(words.t.has(`outreach.reasonName.${reason}`)).toBe(true);
      expect(words.t.has(`outreach.reason.${reason}`)).toBe(true);
      for (const { step } of riskWeights[reason])
        expect(words.t.has(`outreach.method.step.${reason}.${step}` as "outreach.title"), `${reason}.${step}`).toBe(
          true,
        );
    }
  });

  it("name the figures", () => {
    const text = reasonText({ reason: "visits", points: 15, value: 1, usual: 4.5 }, words);
    expect(text).toContain("1");
    expect(text).toContain("4.5");
    expect(reasonText({ reason: "renewal", points: 15, value: 23 }, words)).toContain("23");
  });
});
