/** Every mail that money makes us owe. */
export const noticeKinds = [
  "receipt",
  "payment-failed",
  "recovered",
  "ends-soon",
  "trial-ends",
  "pass-14",
  "pass-3",
  "pass-0",
  "changed",
  "pending-change",
  "paused",
  "refund",
  "dispute-opened",
  "dispute-closed",
  "gift-code",
  "gift-redeemed",
  "comp",
  "price-moves",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** A mail owed. The key says what for, so that it is owed once: `receipt:<payment id>`. */
export interface Notice {
  key: string;
  kind: NoticeKind;
  communityId: string;
  userId: string;
  /** Ids only; what is written is looked up when it is sent. */
  payload: Record<string, string>;
  at: Date;
}
