import "server-only";
import { hourMs, minuteMs } from "@/lib/platform/clock";
import { postLetters } from "./post-letters";
import { scoreDue } from "./score-members";

/** Looks every hour which community's day has begun: each is scored once a night, in its own zone. */
export const outreachScoreJob = { kind: "outreach.score", everyMs: hourMs, handler: () => scoreDue() };

/** Sends the letters that wait. Also called when an outreach begins. */
export const outreachPostLettersJob = {
  kind: "outreach.post-letters",
  everyMs: minuteMs,
  handler: async () => {
    await postLetters();
  },
};
