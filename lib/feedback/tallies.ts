import { leastShown } from "./anonymity";
import { npsOf } from "./nps";
import { scaleEnds } from "./schema";
import type { NpsStretch, QuestionResult, SurveyQuestion, TextAnswer } from "./types";

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
  const nothing = { question, n: tooFew ? 0 : n, tooFew, bars: [], mean: null, nps: null, texts: [], textCount: 0 };
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

/** How often a month's answers to an NPS question were each mark from 0 to 10. */
interface MonthCounts {
  from: string;
  to: string;
  counts: number[];
}

/**
 * NPS of each month, oldest first, from counts by month and answer. In an anonymous survey months stand together until
 * they hold whole fives, see `whole`, and a total of fewer than five shows nothing.
 */
export function npsByMonth(
  rows: readonly { month: string; choice: number; count: number }[],
  { anonymous }: { anonymous: boolean },
): NpsStretch[] {
  const months = new Map<string, number[]>();
  for (const { month, choice, count } of rows) {
    const counts = months.get(month) ?? Array.from({ length: 11 }, () => 0);
    counts[choice] = (counts[choice] ?? 0) + count;
    months.set(month, counts);
  }
  const sorted = [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, counts]) => ({ from: month, to: month, counts }));
  return (anonymous ? whole(sorted) : sorted).map(({ counts, ...stretch }) => ({ ...stretch, nps: npsOf(counts) }));
}

/**
 * Joins short months to the next ones. A stretch ends only where everything after it is whole fives: new answers come
 * in fives, so an end that is seen once is seen ever after, and no stretch of one look can be taken from one of another
 * to leave fewer than five. What is left at the old end stands alone from five on, else with the first stretch.
 */
function whole(months: readonly MonthCounts[]): MonthCounts[] {
  const stretches: MonthCounts[] = [];
  let open: MonthCounts | null = null;
  for (const month of months.toReversed()) {
    open = open ? joined(month, open) : month;
    if (answersOf(open) % leastShown > 0) continue;
    stretches.unshift(open);
    open = null;
  }
  if (!open) return stretches;
  if (answersOf(open) >= leastShown) return [open, ...stretches];
  const [first, ...later] = stretches;
  return first ? [joined(open, first), ...later] : [];
}

const answersOf = ({ counts }: MonthCounts) => counts.reduce((sum, count) => sum + count, 0);

const joined = (a: MonthCounts, b: MonthCounts): MonthCounts => ({
  from: a.from,
  to: b.to,
  counts: a.counts.map((count, mark) => count + b.counts[mark]!),
});
