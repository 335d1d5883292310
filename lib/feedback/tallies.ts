import { leastShown } from "./anonymity";
import { npsOf } from "./nps";
import { scaleEnds } from "./schema";
import type { QuestionResult, SurveyQuestion, TextAnswer } from "./types";

/** What the database counted of one question: how often each choice, and how many people answered it at all. */
export interface Tally {
  counts: ReadonlyMap<number, number>;
  n: number;
}

/** The choices a question has, in the order in which they are shown. */
export function choicesOf({ kind, options }: Pick<SurveyQuestion, "kind" | "options">): number[] {
  const numbers = (least: number, most: number) => Array.from({ length: most - least + 1 }, (_, i) => least + i);
  if (kind === "nps") return numbers(0, 10);
  if (kind === "scale") return numbers(scaleEnds.least, scaleEnds.most);
  return kind === "text" ? [] : options.map((_, i) => i);
}

/** What came of a question. In an anonymous survey nothing is told of one that fewer than five answered. */
export function resultOf(
  question: SurveyQuestion,
  { counts, n }: Tally,
  { anonymous, texts = [], textCount = texts.length }: { anonymous: boolean; texts?: TextAnswer[]; textCount?: number },
): QuestionResult {
  const tooFew = anonymous && n < leastShown;
  const nothing = { question, n, tooFew, bars: [], mean: null, nps: null, texts: [], textCount: 0 };
  if (tooFew) return nothing;
  const bars = choicesOf(question).map((choice) => {
    const count = counts.get(choice) ?? 0;
    return { choice, count, share: n > 0 ? count / n : null };
  });
  return {
    ...nothing,
    bars,
    mean: question.kind === "scale" ? meanOf(counts, n) : null,
    nps: question.kind === "nps" ? npsOf(bars.map(({ count }) => count)) : null,
    texts,
    textCount,
  };
}

function meanOf(counts: ReadonlyMap<number, number>, n: number): number | null {
  if (n === 0) return null;
  let sum = 0;
  for (const [choice, count] of counts) sum += choice * count;
  return sum / n;
}

/** NPS of each month, oldest first, from counts by month and answer. */
export function npsByMonth(rows: readonly { month: string; choice: number; count: number }[]) {
  const months = new Map<string, number[]>();
  for (const { month, choice, count } of rows) {
    const counts = months.get(month) ?? Array.from({ length: 11 }, () => 0);
    counts[choice] = (counts[choice] ?? 0) + count;
    months.set(month, counts);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, counts]) => ({ month, nps: npsOf(counts) }));
}
