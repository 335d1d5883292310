import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastShown } from "./anonymity";
import type { GivenAnswer } from "./types";
import { nothing, type Part, rowsOf, withResponse } from "./waiting-room";

const questions = ["a", "b", "c", "d"];
/** What one person answered: any of the questions, of some several choices. */
const response = fc.uniqueArray(fc.constantFrom(...questions), { minLength: 1 }).chain((answered) =>
  fc.tuple(
    ...answered.map((questionId) =>
      fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: questionId === "d" ? 4 : 1 }).map((choices) => ({
        questionId,
        choices,
      })),
    ),
  ),
);
const story = fc.array(fc.record({ said: response, looks: fc.boolean() }), { maxLength: 60 });

interface Look {
  responses: number;
  /** The marks of the people whose answer may be seen, by question. */
  seen: Map<string, string[]>;
}

/** Lets people answer one after the other, each marked by their place, and writes down every look. */
function tell(people: { said: { questionId: string; choices: number[] }[]; looks: boolean }[]) {
  let waiting: Part = nothing;
  const now: Look = { responses: 0, seen: new Map(questions.map((id) => [id, []])) };
  const looks: Look[] = [];
  for (const [who, { said, looks: isLook }] of people.entries()) {
    const answers: GivenAnswer[] = said.flatMap(({ questionId, choices }) =>
      choices.map((choice) => ({ questionId, choice, text: `${who}` })),
    );
    const next = withResponse(waiting, answers);
    waiting = next.waiting;
    now.responses += next.shown.responses;
    for (const [id, pile] of next.shown.sheets) now.seen.get(id)!.push(...pile.map((sheet) => sheet[0]!.text!));
    if (isLook)
      looks.push({ responses: now.responses, seen: new Map([...now.seen].map(([id, all]) => [id, [...all]])) });
  }
  return { looks, now, waiting };
}

describe("what two looks at an anonymous survey tell", () => {
  it("differs by nothing or by five answers or more, of every question, of the responses, and of those without one", () => {
    fc.assert(
      fc.property(story, (people) => {
        const { looks } = tell(people);
        const figures = looks.map(({ responses, seen }) => [
          responses,
          ...questions.map((id) => seen.get(id)!.length),
          ...questions.map((id) => responses - seen.get(id)!.length),
        ]);
        for (const [i, before] of figures.entries())
          for (const after of figures.slice(i + 1))
            for (const [at, figure] of after.entries()) {
              const step = Math.abs(figure - before[at]!);
              expect(step === 0 || step >= leastShown).toBe(true);
              expect(figure).toBeGreaterThanOrEqual(0);
              expect(figure % leastShown).toBe(0);
            }
      }),
    );
  });

  it("never sets fewer than five people's answers apart, however many looks are put side by side", () => {
    fc.assert(
      fc.property(story, (people) => {
        const { looks } = tell(people);
        for (const id of questions) {
          // Who is in the same looks cannot be told apart by any sum or difference of them.
          const alike = Map.groupBy(looks.at(-1)?.seen.get(id) ?? [], (who) =>
            looks.map(({ seen }) => seen.get(id)!.includes(who)).join(),
          );
          for (const group of alike.values()) expect(group.length).toBeGreaterThanOrEqual(leastShown);
        }
      }),
    );
  });
});

describe("answers that wait", () => {
  it("are neither lost nor doubled, and fewer than five people wait", () => {
    fc.assert(
      fc.property(story, (people) => {
        const { now, waiting } = tell(people);
        expect(now.responses + waiting.responses).toBe(people.length);
        expect(waiting.responses).toBeLessThan(leastShown);
        for (const id of questions) {
          const said = people.flatMap(({ said }, who) => (said.some((one) => one.questionId === id) ? [`${who}`] : []));
          const waits = (waiting.sheets.get(id) ?? []).map((sheet) => sheet[0]!.text!);
          expect([...now.seen.get(id)!, ...waits].toSorted()).toEqual(said.toSorted());
          expect(waits.length).toBeLessThan(2 * leastShown - 1);
        }
      }),
    );
  });

  it("of one person do not stay side by side", () => {
    const person = (who: number) => questions.map((questionId) => ({ questionId, choice: 0, text: `${who}` }));
    const apart = Array.from({ length: 40 }, () => {
      let waiting = nothing;
      for (let who = 0; who < 4; who++) waiting = withResponse(waiting, person(who)).waiting;
      return rowsOf(withResponse(waiting, person(4)).shown.sheets, leastShown);
    });
    for (const rows of apart) expect(rows.map((row) => row.length)).toEqual([4, 4, 4, 4, 4]);
    expect(apart.some((rows) => rows.some((row) => new Set(row.map(({ text }) => text)).size > 1))).toBe(true);
  });

  it("keep several choices of one person together", () => {
    const sheets = new Map([["d", [[0, 2].map((choice) => ({ questionId: "d", choice, text: null }))]]]);
    expect(rowsOf(sheets, 2).map((row) => row.map(({ choice }) => choice))).toEqual([[0, 2], []]);
  });
});
