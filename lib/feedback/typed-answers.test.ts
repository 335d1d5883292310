import { describe, expect, it } from "vitest";
import { fieldOf, readAnswers } from "./typed-answers";
import type { SurveyQuestion } from "./types";

const question = (id: string, kind: SurveyQuestion["kind"], more: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  id,
  kind,
  prompt: id,
  options: kind === "single" || kind === "multiple" ? ["a", "b", "c"] : [],
  required: true,
  ...more,
});
const all = [
  question("s", "single"),
  question("m", "multiple"),
  question("k", "scale"),
  question("n", "nps"),
  question("t", "text", { required: false }),
];
const typed = (values: Record<string, string>) => (name: string) => values[name] ?? null;
const whole = { "q:s": "0", "q:m:0": "on", "q:m:2": "on", "q:k": "5", "q:n": "0", "q:t": "  hello " };

describe("answers typed into a survey", () => {
  it("are read by kind: positions, several rows, numbers, text", () => {
    const { answers, error } = readAnswers(all, typed(whole));
    expect(error).toBeNull();
    expect(answers).toEqual([
      { questionId: "s", choice: 0, text: null },
      { questionId: "m", choice: 0, text: null },
      { questionId: "m", choice: 2, text: null },
      { questionId: "k", choice: 5, text: null },
      { questionId: "n", choice: 0, text: null },
      { questionId: "t", choice: 0, text: "hello" },
    ]);
  });

  it("name the first question that is missing, and let be what may be left out", () => {
    const { "q:n": _n, "q:t": _t, ...some } = whole;
    expect(readAnswers(all, typed(some)).error).toEqual({ field: fieldOf(all[3]!), code: "required" });
    expect(readAnswers(all.slice(0, 3), typed(some)).error).toBeNull();
    expect(readAnswers([question("t", "text", { required: false })], typed({})).error?.code).toBe("survey-empty");
  });

  it.each(["11", "-1", "1.5", "x", "3 "])("refuse %j where 0 to 10 or one of the options is asked", (value) => {
    const hostile = value.trim() === "3" ? "3e0" : value;
    expect(readAnswers(all, typed({ ...whole, "q:n": hostile })).error?.code).toBe("invalid");
    expect(readAnswers(all, typed({ ...whole, "q:s": "3" })).error).toEqual({ field: "q:s", code: "invalid" });
    expect(readAnswers(all, typed({ ...whole, "q:k": "0" })).error?.code).toBe("invalid");
  });

  it("refuse a text that is too long instead of cutting it", () => {
    expect(readAnswers(all, typed({ ...whole, "q:t": "x".repeat(2001) })).error?.code).toBe("too-long");
  });

  it("take nothing that was not asked", () => {
    const { answers } = readAnswers(all, typed({ ...whole, "q:other": "1", "q:m:9": "on" }));
    expect(answers).toHaveLength(6);
  });
});
