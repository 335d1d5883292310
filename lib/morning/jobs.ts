import "server-only";
import { hourMs } from "@/lib/platform/clock";
import { letterKind, queueLetters, sendLetter } from "./send-letters";

/** Looks every hour whether it is Monday morning somewhere. */
export const queueLettersJob = {
  kind: "morning.queue-letters",
  everyMs: hourMs,
  handler: async () => void (await queueLetters()),
};

export const sendLetterJob = { kind: letterKind, handler: sendLetter };
