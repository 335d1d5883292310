import { hourMs } from "@/lib/platform/clock";

/** Posts that wait for somebody: a question for an answer, a discussion for a comment. */
export const askingKinds = ["question", "discussion"] as const;
export type AskingKind = (typeof askingKinds)[number];

/** A question or discussion that was not removed, and its first reply by somebody else than its author. */
export interface Asked {
  kind: string;
  askedAt: Date;
  repliedAt: Date | null;
  acceptedAt: Date | null;
}

/** What the questions (or discussions) of a range got, as known at one moment. */
export interface ReplyFigures {
  kind: AskingKind;
  asked: number;
  /** With a reply by that moment, and without. */
  answered: number;
  unanswered: number;
  answeredShare: number | null;
  /** Milliseconds from asking to the first reply, of those that got one. */
  median: number | null;
  ninetieth: number | null;
  /** Asked long enough ago for the promise to have run out; of those, replied to in time. */
  due: number;
  inTime: number;
  inTimeShare: number | null;
  /** Questions of which an answer was accepted; null for discussions, where nothing is accepted. */
  accepted: number | null;
  acceptedShare: number | null;
}

/** The counts behind {@link ReplyFigures}: what SQL brings. */
export type ReplyCounts = Pick<ReplyFigures, "asked" | "answered" | "median" | "ninetieth" | "due" | "inTime"> & {
  accepted: number;
};

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Shares from counts. */
export function replyFigures(kind: AskingKind, counts: ReplyCounts): ReplyFigures {
  const accepts = kind === "question";
  return {
    ...counts,
    kind,
    unanswered: counts.asked - counts.answered,
    answeredShare: share(counts.answered, counts.asked),
    inTimeShare: share(counts.inTime, counts.due),
    accepted: accepts ? counts.accepted : null,
    acceptedShare: accepts ? share(counts.accepted, counts.asked) : null,
  };
}

/**
 * The same counts from the posts themselves: the definition, which the query must agree with. What happens at `asOf` or
 * later is not known yet. Percentiles are those of the sorted waits by nearest rank (the median takes the mean of two).
 */
export function countReplies(posts: readonly Asked[], asOf: Date, promisedHours: number): ReplyCounts {
  const promise = promisedHours * hourMs;
  const before = (at: Date | null): at is Date => at !== null && at < asOf;
  const wait = (post: Asked) => (before(post.repliedAt) ? post.repliedAt.getTime() - post.askedAt.getTime() : null);
  const waits = posts
    .map(wait)
    .filter((ms) => ms !== null)
    .sort((a, b) => a - b);
  const due = posts.filter((post) => post.askedAt.getTime() + promise <= asOf.getTime());
  return {
    asked: posts.length,
    answered: waits.length,
    median: waits.length === 0 ? null : (waits[(waits.length - 1) >> 1]! + waits[waits.length >> 1]!) / 2,
    ninetieth: waits[Math.ceil(waits.length * 0.9) - 1] ?? null,
    due: due.length,
    inTime: due.filter((post) => (wait(post) ?? Number.POSITIVE_INFINITY) <= promise).length,
    accepted: posts.filter((post) => before(post.acceptedAt)).length,
  };
}
