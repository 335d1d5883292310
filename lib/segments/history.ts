/** A half-open stretch of time, `endsAt` null while it runs. */
export interface Stretch {
  startsAt: Date;
  endsAt: Date | null;
}

/** An entry of the journal that changes what a member is. */
export interface Turn {
  verb: string;
  at: Date;
  objectId: string | null;
  /** Of a change of role: the role before it. */
  from: string | null;
}

/** Everything conditions may ask of one member, as it is recorded; what is after the moment asked about is left out there. */
export interface MemberHistory {
  memberships: Stretch[];
  /** Paying, without seams between prices and plans. */
  paying: Stretch[];
  paidPeriods: (Stretch & { sourceId: string; productId: string | null; interval: string | null })[];
  /** A time paid in advance. */
  passes: (Stretch & { productId: string })[];
  /** When something was paid for at a checkout. */
  ordersPaidAt: Date[];
  turns: Turn[];
  /** Today's role. */
  role: string;
  activity: { day: string; kind: string; count: number }[];
  questions: { askedAt: Date; repliedAt: Date | null; removedAt: Date | null }[];
  /** Posts and comments, by the topic they stand in. */
  writings: { topicId: string | null; at: Date }[];
  /** Posts opened, by the first time. */
  reads: { topicId: string | null; at: Date }[];
  /** Days on which the member was here, signed in. */
  presence: string[];
  arrival: { at: Date; channel: string; source: string } | null;
  locale: string | null;
  band: string | null;
}
