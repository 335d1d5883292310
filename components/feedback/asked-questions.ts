import { limits } from "@/lib/feedback/schema";
import { choicesOf } from "@/lib/feedback/tallies";
import { fieldOf } from "@/lib/feedback/typed-answers";
import type { SurveyQuestion } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { choiceText } from "./survey-words";

/** A question as the form in the browser needs it: finished words and field names. */
export interface AskedQuestion {
  field: string;
  kind: SurveyQuestion["kind"];
  prompt: string;
  required: boolean;
  /** Behind the question: whether it may be left out. */
  note: string;
  help?: string;
  maxLength?: number;
  choices: { field: string; value: string; label: string }[];
  /** What the two ends of a row of numbers mean. */
  ends: { least: string; most: string } | null;
}

export function askedQuestions(questions: readonly SurveyQuestion[], { t }: Words): AskedQuestion[] {
  return questions.map((question) => {
    const { kind, prompt, required, options } = question;
    const several = kind === "multiple";
    const isRow = kind === "nps" || kind === "scale";
    return {
      field: fieldOf(question),
      kind,
      prompt,
      required,
      note: t(required ? "feedback.member.required" : "feedback.member.optional"),
      help: several
        ? t("feedback.member.severalHelp")
        : kind === "text"
          ? t("feedback.member.textHelp", { max: limits.answer })
          : undefined,
      maxLength: kind === "text" ? limits.answer : undefined,
      choices: choicesOf(question).map((choice) => ({
        field: several ? fieldOf(question, choice) : fieldOf(question),
        value: String(choice),
        label: isRow ? String(choice) : choiceText(question, choice),
      })),
      ends:
        kind === "nps"
          ? { least: t("feedback.member.least"), most: t("feedback.member.most") }
          : kind === "scale" && options.length > 0
            ? { least: options[0] ?? "", most: options[1] ?? "" }
            : null,
    };
  });
}
