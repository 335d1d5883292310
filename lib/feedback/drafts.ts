import { addDays, dayOf, startOfDay } from "@/lib/platform/calendar";
import {
  limits,
  type QuestionKind,
  questionKinds,
  type SurveyAudience,
  type SurveyTrigger,
  surveyTriggers,
} from "./schema";
import type { Typed } from "./typed-answers";
import type { Survey, SurveyQuestion } from "./types";

export type DraftQuestion = Omit<SurveyQuestion, "id">;

/** A survey while it is written. It may be incomplete: what is missing is said where it is published. */
export interface SurveyDraft {
  title: string;
  intro: string;
  trigger: SurveyTrigger;
  /** Days of the community's zone, both included; "" is none. */
  opensOn: string;
  closesOn: string;
  afterDays: number | null;
  audience: SurveyAudience;
  segmentId: string | null;
  mails: boolean;
  anonymous: boolean;
  questions: DraftQuestion[];
}

/** What a draft lacks before it can be published. `question` counts from 1. */
export interface DraftProblem {
  code:
    | "no-title"
    | "no-questions"
    | "no-prompt"
    | "few-options"
    | "same-options"
    | "bad-days"
    | "bad-dates"
    | "dates-over"
    | "no-segment"
    | "few-people";
  question?: number;
}

const maxDays = 3650;

/** Reads a draft from the editor's fields. Whatever is typed is kept as far as it fits; nothing is refused here. */
export function readDraft(typed: Typed): SurveyDraft {
  const text = (name: string, max: number) => (typed(name) ?? "").trim().slice(0, max);
  const audience = text("audience", 60);
  const days = text("afterDays", 6);
  const count = Math.min(Number(text("count", 3)) || 0, limits.questions);
  return {
    title: text("title", limits.title),
    intro: text("intro", limits.intro),
    trigger: surveyTriggers.find((known) => known === typed("trigger")) ?? "dates",
    opensOn: dayTyped(text("opensOn", 10)),
    closesOn: dayTyped(text("closesOn", 10)),
    afterDays: /^\d{1,5}$/.test(days) ? Number(days) : null,
    audience: audience === "paying" ? "paying" : audience.startsWith("segment:") ? "segment" : "everybody",
    segmentId: audience.startsWith("segment:") ? audience.slice("segment:".length) : null,
    mails: typed("mails") !== null,
    anonymous: typed("anonymous") === "yes",
    questions: Array.from({ length: count }, (_, i) => readQuestion(i, typed, text)).filter((one) => one !== null),
  };
}

function readQuestion(i: number, typed: Typed, text: (name: string, max: number) => string): DraftQuestion | null {
  const kind = questionKinds.find((known) => known === typed(`q${i}-kind`));
  if (!kind) return null;
  const lines = (typed(`q${i}-options`) ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, limits.option))
    .filter((line) => line !== "");
  const most = kind === "scale" ? 2 : limits.options;
  const options = kind === "nps" || kind === "text" ? [] : lines.slice(0, most);
  return { kind, prompt: text(`q${i}-prompt`, limits.prompt), options, required: typed(`q${i}-required`) !== null };
}

const dayTyped = (typed: string) => (isDay(typed) ? typed : "");

function isDay(typed: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(typed);
}

/** Takes one step of the editor: adds, removes or moves a question. Returns which one the page should stand at. */
export function takeStep(draft: SurveyDraft, step: string): { draft: SurveyDraft; at: number | null } {
  const [verb, what = ""] = step.split(":");
  const questions = [...draft.questions];
  if (verb === "add") {
    const kind = questionKinds.find((known) => known === what);
    if (!kind || questions.length >= limits.questions) return { draft, at: null };
    questions.push(newQuestion(kind));
    return { draft: { ...draft, questions }, at: questions.length - 1 };
  }
  const at = Number(what);
  if (!["remove", "up", "down"].includes(verb ?? "") || !questions[at]) return { draft, at: null };
  const [moved] = questions.splice(at, 1);
  const to = verb === "up" ? Math.max(0, at - 1) : Math.min(questions.length, at + 1);
  if (verb !== "remove") questions.splice(to, 0, moved!);
  const stands = verb === "remove" ? Math.min(at, questions.length - 1) : to;
  return { draft: { ...draft, questions }, at: stands < 0 ? null : stands };
}

const newQuestion = (kind: QuestionKind): DraftQuestion => ({
  kind,
  prompt: "",
  options: [],
  required: kind !== "text",
});

/**
 * What keeps a draft from being published. `people` is how many are in the audience now, whatever opens the survey to
 * them: also one for who cancels or reaches a day must be for at least five people.
 */
export function problemsOf(
  draft: SurveyDraft,
  { zone, at, people, leastPeople }: { zone: string; at: Date; people: number; leastPeople: number },
): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (draft.title === "") problems.push({ code: "no-title" });
  if (draft.questions.length === 0) problems.push({ code: "no-questions" });
  for (const [i, question] of draft.questions.entries()) problems.push(...problemsOfQuestion(question, i + 1));
  const { trigger, opensOn, closesOn, afterDays } = draft;
  if (trigger === "day" && (afterDays === null || afterDays < 1 || afterDays > maxDays))
    problems.push({ code: "bad-days" });
  if (trigger === "dates" && closesOn !== "") {
    if (opensOn !== "" && closesOn < opensOn) problems.push({ code: "bad-dates" });
    else if (closesOn < dayOf(at, zone)) problems.push({ code: "dates-over" });
  }
  if (draft.audience === "segment" && !draft.segmentId) problems.push({ code: "no-segment" });
  else if (draft.anonymous && people < leastPeople) problems.push({ code: "few-people" });
  return problems;
}

function problemsOfQuestion({ kind, prompt, options }: DraftQuestion, question: number): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (prompt === "") problems.push({ code: "no-prompt", question });
  if (kind !== "single" && kind !== "multiple") return problems;
  if (options.length < 2) problems.push({ code: "few-options", question });
  if (new Set(options).size < options.length) problems.push({ code: "same-options", question });
  return problems;
}

/** The instants of a draft's days: it opens with the first one and closes with the end of the last one. */
export function instantsOf(draft: SurveyDraft, zone: string): { opensAt: Date | null; closesAt: Date | null } {
  const { trigger, opensOn, closesOn } = draft;
  if (trigger !== "dates") return { opensAt: null, closesAt: null };
  return {
    opensAt: opensOn === "" ? null : startOfDay(opensOn, zone),
    closesAt: closesOn === "" ? null : startOfDay(addDays(closesOn, 1), zone),
  };
}

/** A stored survey as the editor shows it. */
export function draftOf(survey: Survey, questions: readonly SurveyQuestion[], zone: string): SurveyDraft {
  const { title, intro, trigger, opensAt, closesAt, afterDays, audience, segmentId, mails, anonymous } = survey;
  return {
    title,
    intro,
    trigger,
    opensOn: opensAt ? dayOf(opensAt, zone) : "",
    closesOn: closesAt ? dayOf(new Date(closesAt.getTime() - 1), zone) : "",
    afterDays,
    audience,
    segmentId,
    mails,
    anonymous,
    questions: questions.map(({ id: _id, ...question }) => question),
  };
}

/**
 * What a page promises of a draft, in a few letters: who publishes sends it back, so that nobody publishes something
 * that was changed in another window meanwhile. FNV-1a, not a secret.
 */
export function markOf(draft: SurveyDraft): string {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(draft)) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(36);
}
