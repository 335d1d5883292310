import { dayMs } from "@/lib/platform/clock";
import type { AskedMember, Survey } from "./types";

export type SurveyState = "draft" | "waiting" | "running" | "over" | "archived";

type Times = Pick<Survey, "publishedAt" | "archivedAt" | "opensAt" | "closesAt" | "trigger">;

/** What a survey is at a moment: written, not open yet, open, over by its dates, put away. */
export function stateOf({ publishedAt, archivedAt, opensAt, closesAt, trigger }: Times, at: Date): SurveyState {
  if (archivedAt) return "archived";
  if (!publishedAt) return "draft";
  if (trigger !== "dates") return "running";
  if (opensAt && at < opensAt) return "waiting";
  return closesAt && at >= closesAt ? "over" : "running";
}

/** For how long after its day or the cancellation somebody can answer. */
export const answerDays = 30;

/** A stretch of time [from, until); `until` null is open-ended. */
export interface AskingTime {
  from: Date;
  until: Date | null;
}

/**
 * When a published survey is open to a member; null when it never is. Who had reached the day before it was published,
 * or had cancelled before, is not asked: a question about the first month comes in the first month or not at all.
 */
export function askingTime(survey: Times & Pick<Survey, "afterDays">, member: AskedMember): AskingTime | null {
  const { publishedAt, trigger, opensAt, closesAt, afterDays } = survey;
  if (!publishedAt) return null;
  if (trigger === "dates") {
    const opens = opensAt && opensAt > publishedAt ? opensAt : publishedAt;
    return { from: opens, until: closesAt };
  }
  const cause = trigger === "day" ? new Date(member.joinedAt.getTime() + (afterDays ?? 0) * dayMs) : member.cancelledAt;
  if (!cause || cause < publishedAt) return null;
  return { from: cause, until: new Date(cause.getTime() + answerDays * dayMs) };
}

/** True when a survey is open to a member at a moment. The audience is asked separately. */
export function isAskedAt(survey: Survey, member: AskedMember, at: Date): boolean {
  if (stateOf(survey, at) !== "running") return false;
  const time = askingTime(survey, member);
  return time !== null && time.from <= at && (time.until === null || at < time.until);
}

/** Whoever has joined within a day has other things to do than to answer what everybody is asked. */
const settlingMs = dayMs;

/** True when a card about the survey may be shown: to newcomers only what their joining has caused. */
export function mayShowCard(survey: Pick<Survey, "trigger">, member: Pick<AskedMember, "joinedAt">, at: Date): boolean {
  return survey.trigger !== "dates" || at.getTime() - member.joinedAt.getTime() >= settlingMs;
}
