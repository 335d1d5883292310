import { limits } from "./schema";
import { choicesOf } from "./tallies";
import type { GivenAnswer, SurveyQuestion } from "./types";

/** The form field of a question; of several choices each box has one of its own. */
export const fieldOf = (question: Pick<SurveyQuestion, "id">, choice?: number): string =>
  choice === undefined ? `q:${question.id}` : `q:${question.id}:${choice}`;

/** Looks up a form field. */
export type Typed = (name: string) => string | null;

/**
 * Reads a member's answers from a form. Either everything is answered as asked, or `error` names the first question
 * that is not: what is missing (`required`), what the question does not offer (`invalid`), what is too long.
 */
export function readAnswers(
  questions: readonly SurveyQuestion[],
  typed: Typed,
): { answers: GivenAnswer[]; error: { field: string; code: string } | null } {
  const answers: GivenAnswer[] = [];
  for (const question of questions) {
    const given = readOne(question, typed);
    if (typeof given === "string") return { answers: [], error: { field: fieldOf(question), code: given } };
    if (given.length === 0 && question.required)
      return { answers: [], error: { field: fieldOf(question), code: "required" } };
    answers.push(...given);
  }
  return { answers, error: answers.length === 0 ? { field: "", code: "survey-empty" } : null };
}

/** The answers to one question, none when it was left out, or what is wrong with them. */
function readOne(question: SurveyQuestion, typed: Typed): GivenAnswer[] | string {
  const questionId = question.id;
  if (question.kind === "multiple")
    return choicesOf(question)
      .filter((choice) => typed(fieldOf(question, choice)) !== null)
      .map((choice) => ({ questionId, choice, text: null }));
  const value = typed(fieldOf(question))?.trim() ?? "";
  if (value === "") return [];
  if (question.kind === "text")
    return value.length > limits.answer ? "too-long" : [{ questionId, choice: 0, text: value }];
  const choice = choicesOf(question).find((known) => String(known) === value);
  return choice === undefined ? "invalid" : [{ questionId, choice, text: null }];
}
