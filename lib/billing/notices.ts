/**
 * Every mail that money makes us owe, with what its payload names. Ids are ours; what is written is looked up when the
 * mail is sent, and a mail whose cause is gone by then (an undone cancellation, a renewed pass) is not sent.
 */
export const noticeFields = {
  /** A charge was booked. */
  receipt: ["payment"],
  /** A renewal could not be charged; access goes on for the days of grace. */
  "payment-failed": ["subscription"],
  /** The failed renewal was paid after all. */
  recovered: ["subscription"],
  /** A cancelled subscription ends in three days. `ends` in epoch milliseconds, as everywhere. */
  "ends-soon": ["subscription", "ends"],
  /** A trial with a card (`subscription`) or without one (`comp`) ends. */
  "trial-ends": ["ends"],
  /** A prepaid pass of a person here ends in 14 days, in 3, today. `source` is the order's or the gift's id. */
  "pass-14": ["source", "ends"],
  "pass-3": ["source", "ends"],
  "pass-0": ["source", "ends"],
  /** The plan was changed at once. */
  changed: ["subscription"],
  /** The plan will change at `at`. */
  "pending-change": ["subscription"],
  paused: ["subscription"],
  /** Money was given back: `payment` is the refund's own row. */
  refund: ["payment"],
  /** To the owner: somebody's bank took a payment back, and how it went on. */
  "dispute-opened": ["dispute"],
  "dispute-closed": ["dispute"],
  /** To the buyer; with `to: "recipient"` a second one goes to the address they gave. */
  "gift-code": ["gift"],
  /** To the buyer. */
  "gift-redeemed": ["gift"],
  comp: ["comp"],
  /** The owner moves a subscription to another price with its next period. */
  "price-moves": ["subscription", "price", "at"],
} as const satisfies Record<string, readonly string[]>;

export type NoticeKind = keyof typeof noticeFields;
export const noticeKinds = Object.keys(noticeFields) as NoticeKind[];

/** A mail owed. The key says what for, so that it is owed once: `receipt:<payment id>`. */
export interface Notice {
  key: string;
  kind: NoticeKind;
  communityId: string;
  /** Who gets it. */
  userId: string;
  /** Ids only; what is written is looked up when it is sent. */
  payload: Record<string, string>;
  /** When its cause happened (story time). */
  at: Date;
}

/** How old a cause may be for its mail to be sent: what a late look finds out, nobody needs to be told any more. */
export const noticeMaxAgeMs = 3 * 24 * 60 * 60 * 1000;

/** True when a mail about something that happened at `at` is still worth sending at `now`. */
export function isWorthSending(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() <= noticeMaxAgeMs;
}
