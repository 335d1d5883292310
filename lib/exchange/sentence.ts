import type { Words } from "@/lib/i18n/words";
import type { MarkdownWarning } from "@/lib/platform/markdown/types";
import type { PlanRow, Problem } from "./types";

/** A problem as a sentence, beginning with where it is. */
export function problemSentence(words: Words, problem: Problem): string {
  const place = problem.line ? `${problem.path}:${problem.line}` : problem.path;
  if (problem.picture) return words.t(`media.refused.${problem.picture}`, { name: place, megabytes: 10 });
  return words.t(`exchange.problem.${problem.code}`, { place, detail: problem.detail ?? "" });
}

/** What rendering changed in an article, as a sentence. */
export function warningSentence(words: Words, warning: MarkdownWarning): string {
  const text = words.t(`media.markdown.warning.${warning.code}`, { detail: warning.detail });
  return warning.line ? words.t("exchange.atLine", { line: warning.line, text }) : text;
}

/** Why a row is skipped, or "". */
export function reasonSentence(words: Words, row: PlanRow): string {
  return row.reason ? words.t(`exchange.skip.${row.reason}`) : "";
}
