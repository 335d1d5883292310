/**
 * Every verb the journal knows, past tense. `member` entries drive N, R and cohorts; `interaction` verbs drive A;
 * `money` entries drive revenue. What a verb's `detail` holds stands beside it.
 */
export const verbs = [
  "community.opened",
  "community.changed",
  "member.joined",
  "member.left", // detail: reason
  "member.role_changed", // detail: from, to
  "paying.started", // a paid period began; detail: monthlyAmount (minor units, fraction kept), interval, productId;
  // with a discount for a time also discountMonthly, discountEndsAt
  "paying.changed", // its monthly value changed; detail as above
  "paying.ended", // detail: reason
  "grant.started", // detail: benefitId, endsAt
  "grant.ended",
  "subscription.cancelled", // the click, not the end; detail: reason
  "subscription.resumed", // cancel undone
  "subscription.past_due",
  "subscription.recovered", // the failed renewal was paid after all
  "subscription.change_scheduled", // detail: fromPriceId, toPriceId, changesAt
  "subscription.change_dropped",
  "subscription.paused", // detail: resumesAt
  "subscription.unpaused",
  "trial.started", // detail: kind (card or free), productId, endsAt
  "trial.ended", // detail: reason
  "payment.charged", // amount, currency; detail: productKind, productId
  "payment.refunded", // amount negative; same detail
  "payment.refund_requested", // detail: self, reason
  "payment.refund_failed",
  "payment.disputed", // amount negative; detail: productKind, productId, reason
  "payment.dispute_won", // amount positive; same detail
  "payment.dispute_lost",
  "coupon.created", // detail: code
  "coupon.archived",
  "coupon.used", // detail: orderId, discountAmount
  "gift.bought", // detail: productId
  "gift.redeemed",
  "gift.voided",
  "comp.given", // detail: productId, endsAt
  "comp.ended",
  "account.connected",
  "account.disconnected",
  "post.published", // detail: kind
  "post.updated",
  "post.removed",
  "post.imported",
  "comment.added", // detail: postKind
  "comment.edited",
  "comment.removed",
  "answer.accepted",
  "answer.unaccepted",
  "reaction.added", // detail: targetKind
  "reaction.removed",
  "product.created",
  "product.archived",
  "product.changed", // detail: what
  "product.moved", // its place in the owner's order
  "segment.saved", // detail: name
  "segment.archived",
  "outreach.begun", // detail: kind, reached, held
  "outreach.reached", // one member; detail: kind
  "survey.created",
  "survey.published",
  "survey.archived",
  "survey.answered", // detail: anonymous; memberId only when it is not
] as const;

export type Verb = (typeof verbs)[number];

/** One thing that happened, before it is appended. `at` defaults to the story's now. */
export interface JournalEntry {
  communityId: string;
  verb: Verb;
  /** The member who did it, or null for the system (a renewal, the clock). */
  actorId?: string | null;
  /** The member it is about; for interactions the member who interacted. */
  memberId?: string | null;
  object?: {
    kind:
      | "community"
      | "member"
      | "post"
      | "comment"
      | "subscription"
      | "payment"
      | "product"
      | "grant"
      | "order"
      | "coupon"
      | "gift"
      | "comp"
      | "refund"
      | "dispute"
      | "account"
      | "segment"
      | "outreach"
      | "survey";
    id: string;
  };
  amount?: number;
  currency?: string;
  detail?: Record<string, string | number | boolean | null>;
  at?: Date;
}
