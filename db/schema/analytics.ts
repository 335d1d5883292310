import { bigcount, index, instant, int, primaryKey, real, table, text } from "../dialect";

/** Projections of the journal. All of this can be deleted and rebuilt: `npm run analytics:verify` proves it. */

/** Interactions of one member on one day of the community's zone, by kind. */
export const activityDays = table(
  "activity_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    memberId: text("member_id").notNull(),
    kind: text("kind").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.memberId, t.kind] })],
);

/** Times a member was a member (`scope` = member) or paid (`scope` = paying), half-open, `endsAt` null while running. */
export const memberPeriods = table(
  "member_periods",
  {
    communityId: text("community_id").notNull(),
    memberId: text("member_id").notNull(),
    scope: text("scope").notNull(),
    startsAt: instant("starts_at").notNull(),
    /** The subscription that pays, "" for memberships: two subscriptions may begin in the same millisecond. */
    sourceId: text("source_id").notNull(),
    endsAt: instant("ends_at"),
    /** Monthly value in minor units of `currency` (fractions kept) for paying periods, else null. */
    monthlyAmount: real("monthly_amount"),
    currency: text("currency"),
    productId: text("product_id"),
    interval: text("interval"),
    endReason: text("end_reason"),
  },
  (t) => [
    primaryKey({ name: "member_periods_key", columns: [t.communityId, t.memberId, t.scope, t.startsAt, t.sourceId] }),
    index("member_periods_starts").on(t.communityId, t.scope, t.startsAt),
  ],
);

/** Money of one day by currency and kind (`charge`, `refund`), net of nothing. */
export const moneyDays = table(
  "money_days",
  {
    communityId: text("community_id").notNull(),
    day: text("day").notNull(),
    currency: text("currency").notNull(),
    kind: text("kind").notNull(),
    productKind: text("product_kind").notNull(),
    amount: bigcount("amount").notNull(),
    count: int("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.currency, t.kind, t.productKind] })],
);

/** Up to which recorded time the journal has been projected, in which zone its days were cut, and when. */
export const projectionState = table("projection_state", {
  communityId: text("community_id").primaryKey(),
  zone: text("zone").notNull(),
  projectedTo: instant("projected_to").notNull(),
  projectedAt: instant("projected_at").notNull(),
});
