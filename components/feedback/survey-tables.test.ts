import { describe, expect, it } from "vitest";
import { chartCsv } from "@/lib/analytics/csv";
import { npsByMonth, resultOf } from "@/lib/feedback/tallies";
import type { SurveyQuestion, SurveyResults } from "@/lib/feedback/types";
import { wordsFor } from "@/lib/i18n/words";
import { npsTable, resultsTable } from "./survey-tables";
import { stretchText } from "./survey-words";

const words = wordsFor("en");
const results = (more: Partial<SurveyResults>): SurveyResults => ({
  invited: 20,
  responses: 10,
  rate: 0.5,
  questions: [],
  months: [],
  ...more,
});

describe("an anonymous survey's tables", () => {
  const months = npsByMonth(
    [
      { month: "2026-09", choice: 10, count: 2 },
      { month: "2026-10", choice: 0, count: 8 },
      { month: "2026-11", choice: 10, count: 5 },
    ],
    { anonymous: true },
  );

  it("name months that stand together as a stretch", async () => {
    const file = await new Response(chartCsv(npsTable(results({ months }), words))).text();
    const firsts = file
      .trim()
      .split("\n")
      .map((line) => line.split(",")[0]);
    expect(firsts.slice(1)).toEqual(["2026-09 – 2026-10", "2026-11"]);
    expect(months.map((stretch) => stretchText(stretch, words))).toEqual(["Sept 2026 – Oct 2026", "Nov 2026"]);
    expect(months.map((stretch) => stretchText(stretch, wordsFor("zh-CN")))).toEqual([
      "2026年9月 – 2026年10月",
      "2026年11月",
    ]);
  });

  it("tell nothing of a question that too few answered, not even how many", () => {
    const question: SurveyQuestion = { id: "q", kind: "nps", prompt: "?", options: [], required: false };
    const few = resultOf(question, { counts: new Map([[3, 1]]), n: 1 }, { anonymous: true });
    const table = resultsTable(results({ questions: [few] }), words);
    expect(table.rows.map((row) => row.slice(2).map(({ value }) => value))).toEqual([[null, null, null]]);
    expect(JSON.stringify(few)).not.toContain("1");
  });
});
