import { leastShown, shownOf, shuffled } from "./anonymity";
import type { GivenAnswer } from "./types";

/** What one person said to one question: several answers where several choices were made. */
export type Sheet = readonly GivenAnswer[];

/** Part of an anonymous survey. Of whom a sheet is, and which sheets are of one person, is not in it. */
export interface Part {
  /** How many people. */
  responses: number;
  /** What was said, by question: each question is a pile for itself. */
  sheets: ReadonlyMap<string, readonly Sheet[]>;
}

export const nothing: Part = { responses: 0, sheets: new Map() };

/**
 * Adds what one more person said to what waits. With the fifth person five responses may be seen, and of each question
 * as many whole fives of sheets as have come together; the rest of a pile waits for the next five people. So what is
 * shown of a question, of the responses, and of the difference between the two, grows by nothing or by fives: no two
 * looks can be subtracted to fewer than five answers.
 */
export function withResponse(waiting: Part, answers: readonly GivenAnswer[]): { shown: Part; waiting: Part } {
  const responses = waiting.responses + 1;
  const piles = new Map(waiting.sheets);
  for (const [question, sheet] of Map.groupBy(answers, ({ questionId }) => questionId))
    piles.set(question, [...(piles.get(question) ?? []), sheet]);
  const mixed = new Map([...piles].map(([question, pile]) => [question, shuffled(pile)]));
  if (responses < leastShown) return { shown: nothing, waiting: { responses, sheets: mixed } };
  return {
    shown: { responses: shownOf(responses), sheets: cut(mixed, (pile) => pile.slice(0, shownOf(pile.length))) },
    waiting: {
      responses: responses - shownOf(responses),
      sheets: cut(mixed, (pile) => pile.slice(shownOf(pile.length))),
    },
  };
}

function cut(piles: Part["sheets"], part: (pile: readonly Sheet[]) => readonly Sheet[]): Part["sheets"] {
  const parts = [...piles].map(([question, pile]) => [question, part(pile)] as const);
  return new Map(parts.filter(([, pile]) => pile.length > 0));
}

/** Piles laid side by side in rows of at most one sheet a question: as they are stored. */
export function rowsOf(sheets: Part["sheets"], least = 0): GivenAnswer[][] {
  const piles = [...sheets.values()];
  const length = Math.max(least, ...piles.map((pile) => pile.length));
  return Array.from({ length }, (_, i) => piles.flatMap((pile) => pile[i] ?? []));
}
