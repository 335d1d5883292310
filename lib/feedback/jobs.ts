import "server-only";
import { hourMs, minuteMs } from "@/lib/platform/clock";
import { inviteDue, postSurveyLetters } from "./ask-members";

/** Who has become due: pages find it out by themselves, this is for letters and for counting who was asked. */
export const inviteJob = {
  kind: "feedback.invite",
  everyMs: hourMs,
  handler: async () => void (await inviteDue()),
};

export const surveyLettersJob = {
  kind: "feedback.post-letters",
  everyMs: 5 * minuteMs,
  handler: async () => void (await postSurveyLetters()),
};
